import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dovecotConfig } from './dovecot-config.ts';
import { freePort } from './free-port.ts';
import { findDovecot } from './programs.ts';
import { endProcess, plainEnv, unprivilegedUser, untilReady } from './server-process.ts';

/** A mail as it lies in the mailbox. */
interface KeptMail {
  source: string;
  isRead: boolean;
}

export interface MailboxServer {
  user: string;
  password: string;
  /** In the clear, or with STARTTLS. */
  port: number;
  /** With TLS from the start. */
  tlsPort: number;
  /** The certificate (PEM) of localhost, which signed itself. */
  certFile: string;
  /** Adds mails behind those that are there, unread. */
  deliver(sources: readonly string[]): void;
  /** Adds one that the server cannot read itself, as a restore with the wrong rights leaves it: it hangs up over each. */
  deliverUnreadable(): void;
  /** Takes all mails out of all folders, and everything that was set. */
  empty(): void;
  /** In the order in which they came. */
  mails(folder?: string): KeptMail[];
  makeFolder(name: string): void;
  /** What people may do in the INBOX (RFC 4314); everything, unless it is called. */
  allow(rights: string): void;
  /** As after a restore: all mails are there, under other numbers (UIDVALIDITY). */
  renumber(): void;
  /** Ends it and all its connections at once; the mailbox stays. */
  crash(): Promise<void>;
  /** Once more, on the same ports. */
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

const user = 'returns@news.example.com';
const password = 'p@ss/wörd:1';
const unreadable = 'unreadable';

/** A private Dovecot in a temporary folder, on free ports of 127.0.0.1, with one mailbox. */
export async function startDovecot(program = findDovecot()): Promise<MailboxServer> {
  if (program === undefined) throw new Error('dovecot was not found: run npm test');
  const folder = mkdtempSync(join(tmpdir(), 'foyer-dovecot-'));
  // As root it wants users of its own, which only a package makes.
  const owner = unprivilegedUser('Dovecot');
  const own = (path: string): void => {
    if (owner !== undefined) chownSync(path, owner.uid, owner.gid);
  };
  const makeDirectory = (path: string): void => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    own(path);
  };
  own(folder);
  const mailDir = join(folder, 'mail');
  const certFile = join(folder, 'cert.pem');
  const [port, tlsPort] = [await freePort(), await freePort()];
  let child: ChildProcess | undefined;
  let delivered = 0;

  const ownFile = (path: string, text: string): void => {
    writeFileSync(path, text, { mode: 0o600 });
    own(path);
  };
  const nextFile = (host: string): string => {
    // Dovecot numbers what is new by name.
    delivered += 1;
    return join(mailDir, 'new', `${1_700_000_000 + delivered}.M1P1.${host}`);
  };
  const folderOf = (name: string): string => (name === 'INBOX' ? mailDir : join(mailDir, `.${name}`));

  const server: MailboxServer = {
    user,
    password,
    port,
    tlsPort,
    certFile,
    deliver(sources) {
      for (const source of sources) ownFile(nextFile('foyer'), source);
    },
    deliverUnreadable() {
      const file = nextFile(unreadable);
      ownFile(file, '');
      chmodSync(file, 0o000);
    },
    empty() {
      rmSync(join(mailDir, 'dovecot-acl'), { force: true });
      const folders = readdirSync(mailDir).filter((name) => name.startsWith('.'));
      for (const name of ['', ...folders].flatMap((one) => [join(one, 'new'), join(one, 'cur')])) {
        const directory = join(mailDir, name);
        for (const file of readdirSync(directory)) rmSync(join(directory, file));
      }
    },
    mails(name = 'INBOX') {
      const files = ['new', 'cur'].flatMap((part) => {
        const directory = join(folderOf(name), part);
        return readdirSync(directory).map((file) => ({ file, path: join(directory, file) }));
      });
      const inOrder = files.toSorted((one, other) => (one.file < other.file ? -1 : 1));
      return inOrder.map(({ file, path }) => ({
        source: file.includes(unreadable) ? '' : readFileSync(path, 'utf8'),
        isRead: /:2,[A-Za-z]*S/.test(file),
      }));
    },
    makeFolder(name) {
      for (const part of ['', 'new', 'cur', 'tmp']) makeDirectory(join(folderOf(name), part));
    },
    allow: (rights) => ownFile(join(mailDir, 'dovecot-acl'), `owner ${rights}\n`),
    renumber() {
      const ofNumbers = /^dovecot(?:-uid|\.index|\.list)/;
      for (const file of readdirSync(mailDir)) if (ofNumbers.test(file)) rmSync(join(mailDir, file));
    },
    async crash() {
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      // With those of its processes that serve a connection: they would go on without it.
      process.kill(-child.pid, 'SIGKILL');
      await gone;
    },
    async start() {
      child = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], {
        ...owner,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: plainEnv(),
        detached: true,
      });
      await untilReady(child, 'Dovecot', async () => await greets(port));
    },
    async close() {
      if (child !== undefined) await endProcess(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };

  try {
    const idOf = (flag: string): string =>
      execFileSync('id', [flag, ...(owner === undefined ? [] : [String(owner.uid)])], { encoding: 'utf8' });
    server.makeFolder('INBOX');
    makeCertificate(folder, certFile);
    for (const file of ['cert.pem', 'key.pem']) own(join(folder, file));
    const names = { user: idOf('-un').trim(), group: idOf('-gn').trim() };
    const version = execFileSync(program, ['--version'], { encoding: 'utf8' });
    ownFile(
      join(folder, 'dovecot.conf'),
      dovecotConfig({ version, folder, mailDir, certFile, port, tlsPort, password, ...names }),
    );
    await server.start();
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

function makeCertificate(folder: string, certFile: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', certFile];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...name, ...files], { stdio: 'pipe' });
  chmodSync(certFile, 0o644);
}

async function greets(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(2_000, () => socket.destroy());
    socket.once('error', () => undefined);
    socket.once('close', () => resolve(false));
    socket.setEncoding('utf8').once('data', (greeting: string) => {
      resolve(greeting.startsWith('* OK'));
      socket.destroy();
    });
  });
}
