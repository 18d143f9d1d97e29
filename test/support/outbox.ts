import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';

/** The mails in the outbox of a server, parsed, oldest first by name. */
export async function readOutbox(dataDir: string): Promise<Email[]> {
  const folder = join(dataDir, 'outbox');
  const names = await readdir(folder).catch(() => []);
  const mails = names.filter((name) => name.endsWith('.eml')).toSorted();
  return await Promise.all(
    mails.map(async (name) => await PostalMime.parse(await readFile(join(folder, name)))),
  );
}

/** Waits until the outbox holds at least so many mails. */
export async function untilOutboxHolds(dataDir: string, count: number, seconds = 30): Promise<Email[]> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const mails = await readOutbox(dataDir);
    if (mails.length >= count) return mails;
    if (Date.now() > deadline) throw new Error(`the outbox holds ${mails.length} mails, not ${count}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
