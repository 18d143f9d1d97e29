import { createReturnMailbox, mailboxPlace, type ReturnMailbox } from '@foyer/mail';
import { silentLog } from '@foyer/runtime/testing';
import type { MailboxServer } from './dovecot.ts';

// Mails with nothing in them but their subject, so that a test can say by it what becomes of each.

export type Take = (subject: string) => Promise<'taken' | 'foreign'>;
export type MailboxRun = Awaited<ReturnType<ReturnMailbox['readSome']>>;

export function mailWith(subject: string): string {
  return `From: x@example.org\r\nSubject: ${subject}\r\n\r\nx\r\n`;
}

export function numbered(word: string, count: number, first = 1): string[] {
  return Array.from({ length: count }, (_, index) => `${word} ${index + first}`);
}

/** Subjects of what is in a folder, in the order in which they came. */
export function subjectsIn(server: MailboxServer, folder?: string): string[] {
  return server.mails(folder).map(({ source }) => subjectOf(source));
}

/** Also in the clear: over loopback a mail server lets one, and offers STARTTLS with a certificate that nobody signed. */
export function mailboxUrl(
  server: MailboxServer,
  parts: Partial<{ scheme: string; host: string; port: number; password: string; rest: string }> = {},
): string {
  const { scheme = 'imap', host = '127.0.0.1', port = server.port, rest = '/INBOX' } = parts;
  const [user, password] = [server.user, parts.password ?? server.password].map(encodeURIComponent);
  return `${scheme}://${user}:${password}@${host}:${port}${rest}`;
}

export function openMailbox(
  url: string,
  take: Take,
  log = silentLog(),
): { readSome: () => Promise<MailboxRun> } {
  const mailbox = createReturnMailbox({
    place: mailboxPlace(url),
    take: async ({ source }) => await take(subjectOf(Buffer.from(source).toString())),
    log,
  });
  return { readSome: async () => await mailbox.readSome(new AbortController().signal) };
}

export async function takeBounces(subject: string): Promise<'taken' | 'foreign'> {
  return await Promise.resolve(subject.startsWith('bounce') ? 'taken' : 'foreign');
}

function subjectOf(source: string): string {
  return /^Subject: (.*)\r/m.exec(source)?.[1] ?? '';
}
