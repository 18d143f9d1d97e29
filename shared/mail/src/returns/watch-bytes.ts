import type { Server, Socket } from 'node:net';

const milliseconds = 250;

/**
 * Hangs up on connections that may send no more. An SMTP server limits mails and not bytes, and there are bytes that cost far
 * more than they weigh: a megabyte of lines of two dots takes a second of computing, and of commands that do nothing one may
 * send as many as one likes.
 *
 * @param maySendMore asked four times a second for each connection that sent something, and once more at its end
 * @returns a function that ends it
 */
export function watchBytes(
  server: Server,
  maySendMore: (address: string, bytes: number) => Promise<boolean>,
): () => void {
  const open = new Map<Socket, { address: string; seen: number }>();

  async function look(socket: Socket): Promise<void> {
    const connection = open.get(socket);
    if (connection === undefined || socket.bytesRead === connection.seen) return;
    const bytes = socket.bytesRead - connection.seen;
    connection.seen = socket.bytesRead;
    if (!(await maySendMore(connection.address, bytes).catch(() => false))) socket.destroy();
  }

  server.on('connection', (socket) => {
    open.set(socket, { address: socket.remoteAddress ?? '', seen: 0 });
    socket.once('close', () => {
      void look(socket);
      open.delete(socket);
    });
  });
  const timer = setInterval(() => {
    for (const socket of open.keys()) void look(socket);
  }, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
