import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { MailDelayedError } from './mail-errors.ts';
import { createOutbox } from './outbox.ts';
import { deleteOutboxMails, listOutbox, readOutboxMail } from './outbox-folder.ts';

const root = await mkdtemp(join(tmpdir(), 'foyer-outbox-'));
afterAll(() => rm(root, { recursive: true }));

let dir = root;
let folders = 0;
beforeEach(() => {
  folders += 1;
  dir = join(root, `${folders}`, 'outbox');
});

const from = 'Foyer <foyer@example.com>';
const message = {
  messageId: 'notify.0193@foyer.example',
  to: 'zoe@example.org',
  subject: 'Grüße',
  html: '<p>Größe</p>',
  text: 'Größe',
};

it('writes each mail as a file that only this user may read, and reads it back', async () => {
  const outbox = createOutbox({ dir, from });
  await outbox.send({ ...message, replyTo: 'Jan <jan@example.nl>' });
  expect(await readdir(dir)).toEqual(['notify.0193@foyer.example.eml']);
  expect((await stat(join(dir, 'notify.0193@foyer.example.eml'))).mode & 0o777).toBe(0o600);
  expect(await readOutboxMail(dir, message.messageId)).toMatchObject({
    id: message.messageId,
    from,
    to: 'zoe@example.org',
    replyTo: 'Jan <jan@example.nl>',
    subject: 'Grüße',
    html: expect.stringContaining('<p>Größe</p>'),
    text: expect.stringContaining('Größe'),
    source: expect.stringContaining('Message-ID: <notify.0193@foyer.example>'),
  });
});

it('overwrites the file when the same mail is sent again', async () => {
  const outbox = createOutbox({ dir, from });
  await Promise.all([outbox.send(message), outbox.send(message), outbox.send(message)]);
  expect(await readdir(dir)).toHaveLength(1);
});

it('keeps no more mails than it may, and lets the oldest go', async () => {
  const outbox = createOutbox({ dir, from, maxMails: 20 });
  for (let index = 0; index < 25; index += 1) {
    await outbox.send({ ...message, messageId: `m.${index}@foyer.example` });
    const moment = new Date(2026, 0, 1, 0, index);
    await utimes(join(dir, `m.${index}@foyer.example.eml`), moment, moment);
  }
  const names = await readdir(dir);
  expect(names.length).toBeLessThanOrEqual(20);
  expect(names).toContain('m.24@foyer.example.eml');
  expect(names).not.toContain('m.0@foyer.example.eml');
});

it('lists the newest first, and nothing but mails', async () => {
  const outbox = createOutbox({ dir, from });
  for (const index of [0, 1, 2]) {
    await outbox.send({ ...message, messageId: `m.${index}@foyer.example`, subject: `Mail ${index}` });
    await utimes(join(dir, `m.${index}@foyer.example.eml`), index + 1, index + 1);
  }
  await writeFile(join(dir, 'notes.txt'), 'x');
  await writeFile(join(dir, 'a b.eml'), 'x');
  expect((await listOutbox(dir, { limit: 2 })).map(({ subject }) => subject)).toEqual(['Mail 2', 'Mail 1']);
  expect(await listOutbox(join(dir, 'nowhere'))).toEqual([]);
});

it('deletes copies, and does not mind those that are gone', async () => {
  const outbox = createOutbox({ dir, from });
  await outbox.send(message);
  expect(await deleteOutboxMails(dir, [message.messageId, 'gone.1@foyer.example', '../../etc/passwd'])).toBe(
    1,
  );
  expect(await readOutboxMail(dir, message.messageId)).toBeUndefined();
});

it('does not leave the folder, whatever the id', async () => {
  await writeFile(join(root, 'secret@x.eml'), 'secret');
  const parts = fc.constantFrom('..', '/', '\\', 'secret@x', '%2f', '\0', '.', 'a', '@');
  await fc.assert(
    fc.asyncProperty(fc.array(parts, { maxLength: 6 }), async (pieces) => {
      expect(await readOutboxMail(join(root, 'empty'), pieces.join(''))).toBeUndefined();
    }),
  );
});

it('removes what a process that died left half written', async () => {
  await createOutbox({ dir, from }).send(message);
  await writeFile(join(dir, '.draft-old'), 'half a ma');
  await utimes(join(dir, '.draft-old'), 1, 1);
  await createOutbox({ dir, from }).verify();
  expect(await readdir(dir)).toEqual(['notify.0193@foyer.example.eml']);
});

it('says delayed when the folder cannot be made, and recovers', async () => {
  await writeFile(join(root, 'file'), '');
  const blocked = createOutbox({ dir: join(root, 'file', 'outbox'), from });
  await expect(blocked.verify()).rejects.toBeInstanceOf(MailDelayedError);
  await expect(blocked.send(message)).rejects.toBeInstanceOf(MailDelayedError);
  await rm(join(root, 'file'));
  await blocked.send(message);
});
