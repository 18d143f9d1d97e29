import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Address } from 'postal-mime';
import { messageIdPattern } from './message.ts';
import { isCanaryCopy } from './outbox-canary.ts';

export interface OutboxEntry {
  /** The message id: also the name of the file without `.eml`. */
  id: string;
  from: string;
  to: string;
  subject: string;
  /** When the file was written. */
  date: Date;
}

export interface OutboxMail extends OutboxEntry {
  replyTo: string;
  /** As the sender wrote it: show it in a sandboxed frame only. */
  html: string | undefined;
  text: string;
  /** Decoded, in the order of the mail. */
  headers: { name: string; value: string }[];
  /** The whole mail as it would have gone over the wire. */
  source: string;
}

const maxMailBytes = 5_000_000;
const fewIds = 20;

/**
 * The mails in the outbox, the newest first.
 *
 * @param options.limit how many at most, 100 when not given
 * @returns an empty list when the folder is not there
 */
export async function listOutbox(dir: string, { limit = 100 } = {}): Promise<OutboxEntry[]> {
  const files: { id: string; date: Date }[] = [];
  for (const name of await namesIn(dir)) {
    const id = name.slice(0, -'.eml'.length);
    const found = messageIdPattern.test(id) ? await stat(join(dir, name)).catch(() => undefined) : undefined;
    if (found !== undefined) files.push({ id, date: found.mtime });
  }
  files.sort((a, b) => b.date.getTime() - a.date.getTime());
  const entries: OutboxEntry[] = [];
  for (const { id } of files.slice(0, limit)) {
    const mail = await readOutboxMail(dir, id);
    if (mail !== undefined) {
      const { from, to, subject, date } = mail;
      entries.push({ id, from, to, subject, date });
    }
  }
  return entries;
}

/** @returns undefined when there is no such mail, or `id` is no message id. */
export async function readOutboxMail(dir: string, id: string): Promise<OutboxMail | undefined> {
  if (!messageIdPattern.test(id)) return undefined;
  const path = join(dir, `${id}.eml`);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.size > maxMailBytes) return undefined;
  const source = await readFile(path, 'utf8').catch(() => undefined);
  if (source === undefined || isCanaryCopy(source)) return undefined;
  const email = await PostalMime.parse(source);
  return {
    id,
    from: shown(email.from === undefined ? [] : [email.from]),
    to: shown(email.to ?? []),
    replyTo: shown(email.replyTo ?? []),
    subject: email.subject ?? '',
    date: found.mtime,
    html: email.html,
    text: email.text ?? '',
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    source,
  };
}

/** Deletes copies of mails; what is not there counts as deleted. @returns how many there were. */
export async function deleteOutboxMails(dir: string, messageIds: readonly string[]): Promise<number> {
  let deleted = 0;
  // Of many, most are usually not there: looking once is cheaper than trying each.
  const there = messageIds.length > fewIds ? new Set(await namesIn(dir)) : undefined;
  for (const id of messageIds) {
    if (!messageIdPattern.test(id) || there?.has(`${id}.eml`) === false) continue;
    try {
      await rm(join(dir, `${id}.eml`));
      deleted += 1;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return deleted;
}

async function namesIn(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch(() => []);
  return names.filter((name) => name.endsWith('.eml'));
}

function shown(addresses: readonly Address[]): string {
  return addresses
    .map(({ name, address }) =>
      name === '' || address === undefined ? (address ?? name) : `${name} <${address}>`,
    )
    .join(', ');
}
