import { createHash } from 'node:crypto';
import { chmod, stat, unlink } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/**
 * While the embedded database is open only its own process may touch it. A command typed meanwhile is handed to that
 * process through this socket (one JSON line there, JSON lines back), whose file mode lets nobody else in.
 */
export interface CommandRequest {
  command: string;
  options: Record<string, string | boolean>;
  /** What the command writes; a line at a time. */
  print: (line: string) => void;
  warn: (line: string) => void;
}

const Request = z.object({
  command: z.string().max(100),
  options: z.record(z.string().max(100), z.union([z.string().max(10_000), z.boolean()])),
});

const Reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('print'), line: z.string() }),
  z.object({ kind: z.literal('warn'), line: z.string() }),
  z.object({ kind: z.literal('exit'), code: z.number().int() }),
]);
type Reply = z.infer<typeof Reply>;

export async function serveCommands(
  dataDir: string,
  run: (request: CommandRequest) => Promise<number>,
): Promise<() => Promise<void>> {
  const path = socketPath(dataDir);
  // Safe: whoever gets here holds the lock of the data folder, so a socket that is there has no owner.
  await unlink(path).catch(() => undefined);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    void answer(socket, run);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(path, listening);
  });
  await chmod(path, 0o600);
  return async () => {
    for (const socket of open) socket.destroy();
    await new Promise<void>((closed) => server.close(() => closed()));
  };
}

/** The exit code of the command as the running server ran it, or undefined when no server answers. */
export async function askServer(dataDir: string, request: CommandRequest): Promise<number | undefined> {
  const socket = await dial(socketPath(dataDir));
  if (socket === undefined) return undefined;
  socket.write(`${JSON.stringify({ command: request.command, options: request.options })}\n`);
  for await (const line of createInterface({ input: socket })) {
    const reply = Reply.parse(JSON.parse(line));
    if (reply.kind === 'exit') {
      socket.end();
      return reply.code;
    }
    request[reply.kind](reply.line);
  }
  throw new Error('the running server closed the connection before the command was done');
}

async function answer(socket: Socket, run: (request: CommandRequest) => Promise<number>): Promise<void> {
  const say = (reply: Reply): void => {
    if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`);
  };
  try {
    const request = Request.parse(JSON.parse(await firstLine(socket)));
    const code = await run({
      ...request,
      print: (line) => say({ kind: 'print', line }),
      warn: (line) => say({ kind: 'warn', line }),
    });
    say({ kind: 'exit', code });
  } catch (error) {
    say({ kind: 'warn', line: error instanceof Error ? error.message : String(error) });
    say({ kind: 'exit', code: 1 });
  }
  socket.end();
}

async function firstLine(socket: Socket): Promise<string> {
  for await (const line of createInterface({ input: socket })) return line;
  throw new Error('no command came');
}

async function dial(path: string): Promise<Socket | undefined> {
  // In a temporary folder somebody else could have put a socket of theirs under our name.
  const owner = await stat(path).then(
    ({ uid }) => uid,
    () => undefined,
  );
  if (owner === undefined || owner !== process.getuid?.()) return undefined;
  const socket = connect(path);
  return await new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

/** A Unix socket's path may have about 100 bytes: a deep data folder gets a short name in the temporary folder. */
function socketPath(dataDir: string): string {
  const inside = join(dataDir, 'control.sock');
  if (Buffer.byteLength(inside) < 100) return inside;
  return join(tmpdir(), `foyer-${createHash('sha256').update(dataDir).digest('hex').slice(0, 24)}.sock`);
}
