import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import { MailDelayedError } from './mail-errors.ts';
import type { Mail } from './mail.ts';
import { composeOptions } from './message.ts';

export interface OutboxOptions {
  dir: string;
  from: string;
  /** The oldest mails go when there are more. */
  maxMails?: number;
}

const draftPrefix = '.draft-';

/** Mail as files, `<message id>.eml`, for a machine without a mail server. */
export function createOutbox({ dir, from, maxMails }: OutboxOptions): Mail {
  const folder = createOutboxFiles(dir, maxMails);
  return {
    kind: 'outbox',
    async send(message) {
      const composed = composeOptions(message, from);
      const source = await new MailComposer(composed).compile().build();
      return await folder.write(message.messageId, source);
    },
    verify: () => folder.verify(),
    async close() {},
  };
}

export interface OutboxFiles {
  /** @throws MailDelayedError when the file cannot be written */
  write(messageId: string, source: Uint8Array): Promise<{ response: string }>;
  /** @throws MailDelayedError saying why nothing could be written */
  verify(): Promise<void>;
}

export function createOutboxFiles(dir: string, maxMails = 10_000): OutboxFiles {
  let names: Promise<Set<string>> | undefined;

  async function openFolder(): Promise<Set<string>> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const found = await readdir(dir);
    // What a process left behind that died while it wrote.
    await Promise.all(
      found.filter((name) => name.startsWith(draftPrefix)).map((name) => removeStale(dir, name)),
    );
    return new Set(found.filter((name) => name.endsWith('.eml')));
  }

  async function folder(): Promise<Set<string>> {
    names ??= openFolder();
    try {
      return await names;
    } catch (error) {
      names = undefined;
      throw error;
    }
  }

  return {
    async write(messageId, source) {
      const name = `${messageId}.eml`;
      try {
        const known = await folder();
        await writeWhole(dir, name, source);
        known.add(name);
        if (known.size > maxMails) await removeOldest(dir, known, maxMails);
      } catch (error) {
        throw new MailDelayedError(`the outbox folder cannot be written: ${codeOf(error)}`, { cause: error });
      }
      return { response: `written to ${name}` };
    },
    async verify() {
      try {
        await folder();
        await access(dir, constants.W_OK);
      } catch (error) {
        throw new MailDelayedError(`the outbox folder cannot be written: ${codeOf(error)}`, { cause: error });
      }
    },
  };
}

/** The file is there whole or not at all, also after a power cut. */
async function writeWhole(dir: string, name: string, source: Uint8Array): Promise<void> {
  const draft = join(dir, `${draftPrefix}${randomBytes(8).toString('hex')}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(source);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(dir, name));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Goes a little below the limit, so that not every further mail has to look at all files. */
async function removeOldest(dir: string, known: Set<string>, maxMails: number): Promise<void> {
  const files = await Promise.all(
    [...known].map(async (name) => ({ name, writtenAt: await writtenAt(dir, name) })),
  );
  files.sort((a, b) => b.writtenAt - a.writtenAt);
  for (const { name } of files.slice(Math.ceil(maxMails * 0.95))) {
    await rm(join(dir, name), { force: true });
    known.delete(name);
  }
}

async function removeStale(dir: string, name: string): Promise<void> {
  const anHourAgo = Date.now() - 3_600_000;
  if ((await writtenAt(dir, name)) < anHourAgo) await rm(join(dir, name), { force: true });
}

async function writtenAt(dir: string, name: string): Promise<number> {
  return await stat(join(dir, name)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
