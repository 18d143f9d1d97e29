import { listOutbox, readOutboxMail, type OutboxMail } from './outbox-folder.ts';

/** All mails in an outbox, in the order of their ids. */
export async function readWholeOutbox(dir: string): Promise<OutboxMail[]> {
  const entries = await listOutbox(dir, { limit: 1000 });
  const read = await Promise.all(entries.map(({ id }) => readOutboxMail(dir, id)));
  return read.filter((one) => one !== undefined).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
