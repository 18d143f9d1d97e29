import { readdir } from 'node:fs/promises';
import { liveThroughCanaries, purgeAll } from '@foyer/service/testing';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { filledIn, messageRows, receiptOf, noCompiler, describeHall, solved } from './contact-fixture.ts';

describeHall(
  'keeping and deleting',
  ({ hall, db }) => {
    const count = async (table: string) => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db());
      return rows[0]?.n;
    };
    const send = async (change: Record<string, string> = {}) =>
      receiptOf(await hall().post({ ...filledIn, 'frc-captcha-solution': solved(), ...change }));

    it('deletes a message on the promised day and not before, with its mails, jobs and links', async () => {
      expect(await send()).toMatchObject({ deletedOn: '2027-06-04' });
      await hall().post({ ...filledIn, email: 'anna@example.org' }, { as: 'form' });
      expect(await hall().mails()).toHaveLength(3);
      const [row] = await messageRows(db());
      // A job that died long ago and that nobody looked at.
      await hall().jobs.enqueue(
        db(),
        'contact.notify_staff',
        { messageId: String(row?.['id']) },
        {
          key: `contact.notify_staff:${String(row?.['id'])}`,
          at: new Date('2030-01-01'),
        },
      );

      hall().clock.set(new Date('2027-06-03T23:59:59Z'));
      await hall().runJob('contact.close_due');
      await purgeAll(hall().contact.personalData, hall().clock.now());
      expect(await messageRows(db())).toHaveLength(2);
      hall().clock.set(new Date('2027-06-04T00:00:01Z'));
      await purgeAll(hall().contact.personalData, hall().clock.now());
      expect(await messageRows(db())).toEqual([]);
      expect(await hall().mails()).toEqual([]);
      for (const table of ['jobs.job', 'contact.confirmation', 'contact.sent_mail'])
        expect(await count(table)).toBe(0);
    });

    it('closes what nobody closed as of the promised moment, and counts from there', async () => {
      await send();
      hall().clock.advance({ days: 13, hours: 23 });
      await hall().runJob('contact.close_due');
      expect(await messageRows(db())).toMatchObject([{ closed_at: null }]);
      hall().clock.advance({ days: 3 });
      await hall().runJob('contact.close_due');
      expect(await messageRows(db())).toMatchObject([
        { closed_at: new Date('2026-12-06T12:00:00Z'), delete_on: '2027-06-04' },
      ]);
    });

    it('deletes earlier when the staff close earlier, and closes only once', async () => {
      const { reference } = await send();
      hall().clock.advance({ days: 1 });
      expect(await hall().contact.close(reference)).toBe(true);
      hall().clock.advance({ days: 1 });
      expect(await hall().contact.close(reference)).toBe(false);
      expect(await hall().contact.close('FO-0000-0000')).toBe(false);
      expect(await messageRows(db())).toMatchObject([
        { closed_at: new Date('2026-11-23T12:00:00Z'), delete_on: '2027-05-22' },
      ]);
    });

    it('never keeps a message longer than promised, however late it is closed', async () => {
      const { reference } = await send();
      hall().clock.advance({ days: 100 });
      expect(await hall().contact.close(reference)).toBe(true);
      expect(await messageRows(db())).toMatchObject([{ delete_on: '2027-06-04' }]);
    });

    it('deletes in batches until nothing is left', async () => {
      for (let index = 0; index < 7; index += 1) await send({ email: '', phone: '020 123 45 67' });
      hall().clock.set(new Date('2027-06-05'));
      const [messages] = hall().contact.personalData;
      const now = hall().clock.now();
      expect(await messages?.purge({ now, limit: 3, held: [] })).toEqual({ purged: 3, more: true });
      expect(await messages?.purge({ now, limit: 3, held: [] })).toEqual({ purged: 3, more: true });
      expect(await messages?.purge({ now, limit: 3, held: [] })).toEqual({ purged: 1, more: false });
    });

    it('forgets whom it wrote to after a day', async () => {
      await send();
      await hall().mails();
      expect(await count('contact.sent_mail')).toBe(1);
      hall().clock.advance({ hours: 24 });
      await purgeAll(hall().contact.personalData, hall().clock.now());
      expect(await count('contact.sent_mail')).toBe(0);
    });

    it('finds and exports by e-mail address or telephone number, and nobody else’s', async () => {
      const { reference } = await send({ email: 'Zoe@Example.org' });
      await send({ email: '', phone: '+31 (0)20-123' });
      await send({ email: 'anna@example.org' });
      const [messages] = hall().contact.personalData;
      expect(await messages?.export({ email: 'zoe@example.ORG' })).toMatchObject([
        { fields: { reference, name: filledIn.name, message: filledIn.message, deletedOn: '2027-06-04' } },
      ]);
      expect(await messages?.find({ phone: '+31 0 20 123' })).toHaveLength(1);
      expect(await messages?.find({})).toEqual([]);
      expect(await messages?.find({ phone: '-' })).toEqual([]);
      expect(await messages?.find({ email: "x' or '1'='1" })).toEqual([]);
    });

    it('corrects who wrote, refuses to correct what was written', async () => {
      await send();
      const [messages] = hall().contact.personalData;
      const subject = { email: 'zoe@example.org' };
      expect(await messages?.correct(subject, { name: ' Zoe ', phone: '020 123 45 67' })).toBe(1);
      expect(await messageRows(db())).toMatchObject([
        { name: 'Zoe', phone: '020 123 45 67', email: 'zoe@example.org' },
      ]);
      for (const changes of [{ message: 'x' }, { email: 'no address' }, { phone: '' }, { state: 'held' }]) {
        await expect(messages?.correct(subject, changes)).rejects.toMatchObject({
          code: 'correction_refused',
        });
      }
    });

    it('keeps a restricted message without using it, also past its day', async () => {
      await hall().post(filledIn, { as: 'form' });
      await hall().mails();
      const [messages] = hall().contact.personalData;
      const subject = { email: 'zoe@example.org' };
      expect(await messages?.restrict(subject, true)).toBe(1);
      const [held] = await hall().contact.held();
      await hall().contact.release(held?.reference ?? '');
      expect((await hall().mails()).map(({ id }) => id.split('.')[0])).toEqual(['contact-confirm']);
      hall().clock.set(new Date('2027-07-01'));
      await purgeAll(hall().contact.personalData, hall().clock.now());
      expect(await messageRows(db())).toHaveLength(1);
      expect(await messages?.restrict(subject, false)).toBe(1);
      await purgeAll(hall().contact.personalData, hall().clock.now());
      expect(await messageRows(db())).toEqual([]);
    });

    it('erases with all copies, and says what it keeps for how long', async () => {
      await send();
      await send({ email: 'anna@example.org' });
      expect(await hall().mails()).toHaveLength(4);
      const subject = { email: 'zoe@example.org' };
      const erasures = await Promise.all(
        hall().contact.personalData.map((holding) => holding.erase(subject, { held: [], language: 'de' })),
      );
      expect(erasures).toEqual([
        { erased: 1, retained: [] },
        {
          erased: 0,
          retained: [
            {
              what: expect.any(String),
              why: expect.stringContaining('verhindert, dass Fremde'),
              until: new Date('2026-11-23T12:00:00Z'),
            },
          ],
        },
        // The keys of messages went with them.
        { erased: 0, retained: [] },
      ]);
      expect(await hall().mails()).toHaveLength(2);
      expect(JSON.stringify(await messageRows(db()))).not.toContain('zoe');
    });

    it('deletes what is over its time in every holding on its day, and not before', async () => {
      const seen = await liveThroughCanaries(hall().contact.personalData, hall().clock.now());
      expect(seen).toEqual({
        'contact.messages': { marks: 3, before: 0, onTheDay: 1, after: 0 },
        'contact.sent_mails': { marks: 3, before: 0, onTheDay: 1, after: 0 },
        'contact.submission_keys': { marks: 3, before: 0, onTheDay: 1, after: 0 },
      });
    });

    it('shows nobody the message that it made up, and deletes it with its jobs, links and copies', async () => {
      const [messages] = hall().contact.personalData;
      await messages?.plantCanary(new Date('2026-05-27T12:00:00Z'));
      expect(await readdir(hall().outboxDir)).toHaveLength(1);
      expect(await hall().mails()).toEqual([]);
      expect(await hall().contact.held()).toEqual([]);
      expect([await count('jobs.job'), await count('contact.confirmation')]).toEqual([2, 1]);
      await purgeAll(hall().contact.personalData, new Date('2026-11-23T00:00:01Z'));
      for (const table of ['jobs.job', 'contact.message', 'contact.confirmation'])
        expect(await count(table)).toBe(0);
      expect(await readdir(hall().outboxDir)).toEqual([]);
    });

    it('reminds the staff once of what nobody has closed, before it closes itself', async () => {
      const { reference } = await send({ email: '', phone: '020 123 45 67' });
      const closed = await send({ email: '', phone: '020 123 45 67' });
      await hall().contact.close(closed.reference);
      const [messages] = hall().contact.personalData;
      const remind = () => messages?.reminder?.remind({ now: hall().clock.now(), limit: 10 });
      hall().clock.advance({ days: 10, hours: 23 });
      expect(await remind()).toBe(0);
      hall().clock.advance({ hours: 1 });
      expect(await remind()).toBe(1);
      expect(await remind()).toBe(0);
      const [mail] = (await hall().mails()).filter(({ id }) => id.startsWith('contact-open.'));
      expect(mail).toMatchObject({ to: 'staff@nordlicht.example', subject: 'One message is still open' });
      expect(mail?.text).toContain(
        `${reference}: received 22 November 2026, closes 6 December 2026, deleted 4 June 2027`,
      );
      expect(mail?.text).not.toContain(closed.reference);
      expect(mail?.source).not.toMatch(/Zo|020 123/);
    });

    it('keeps a message that is held past its day and through an erasure, and says why', async () => {
      await send();
      await send();
      const [messages] = hall().contact.personalData;
      const [kept] = (await messages?.find({ email: 'zoe@example.org' })) ?? [];
      const hold = { id: kept ?? '', why: 'a lawsuit', until: new Date('2028-01-01') };
      hall().clock.set(new Date('2027-07-01'));
      const now = hall().clock.now();
      expect(await messages?.due({ now, held: [] })).toBe(2);
      expect(await messages?.due({ now, held: [hold.id, 'no uuid, 7'] })).toBe(1);
      expect(await messages?.purge({ now, limit: 5, held: [hold.id] })).toEqual({ purged: 1, more: false });
      expect(await messages?.erase({ email: 'zoe@example.org' }, { held: [hold], language: 'en' })).toEqual({
        erased: 0,
        retained: [{ what: 'Messages', why: 'a lawsuit', until: hold.until }],
      });
      expect(await messages?.find({ email: 'zoe@example.org' })).toEqual([kept]);
    });

    it('has a holding for every column', async () => {
      const { rows } = await sql<{ name: string }>`
        select table_schema || '.' || table_name || '.' || column_name as name
        from information_schema.columns where table_schema = 'contact'`.execute(db());
      const claimed = hall().contact.personalData.flatMap(({ columns }) => columns);
      expect(claimed.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
    });
  },
  { deps: { mailCompiler: noCompiler } },
);
