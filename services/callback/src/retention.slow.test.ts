import { describeDatabases } from '@foyer/database/testing';
import { liveThroughCanaries, purgeAll } from '@foyer/service/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filledIn, openHall, requestRows, solved, testServices, type Hall } from './callback-fixture.ts';

describeDatabases(
  'keeping and deleting callback requests',
  (open) => {
    let hall: Hall;
    beforeEach(async () => {
      hall = await openHall(open());
    });
    afterEach(() => hall.close());

    const ask = async (change: Record<string, string> = {}) => {
      const response = await hall.post({ ...filledIn, 'frc-captcha-solution': solved(), ...change });
      expect(response.status).toBe(201);
      const rows = await requestRows(open().db);
      return String(rows.at(-1)?.['id']);
    };
    const count = async (table: string) => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
        open().db,
      );
      return rows[0]?.n;
    };
    const conclude = async (id: string, body: object) => {
      await hall.desk('POST', `${id}/claim`);
      expect((await hall.desk('POST', `${id}/outcome`, body)).status).toBe(204);
    };

    it('deletes 30 days after a slot that passed without an attempt, with mails, jobs, links and the inbox item', async () => {
      await ask();
      await hall.post({ ...filledIn, email: 'anna@example.org' }, { as: 'form' });
      hall.clock.set(new Date('2026-11-24T07:30:00Z'));
      expect(await hall.mails()).toHaveLength(3);
      hall.clock.set(new Date('2026-12-23T23:59:59Z'));
      await purgeAll(hall.callback.personalData, hall.clock.now());
      expect(await requestRows(open().db)).toHaveLength(2);
      hall.clock.set(new Date('2026-12-24T00:00:01Z'));
      await purgeAll(hall.callback.personalData, hall.clock.now());
      expect(await requestRows(open().db)).toEqual([]);
      expect(await hall.mails()).toEqual([]);
      for (const table of ['jobs.job', 'callback.link', 'callback.mail', 'callback.recipient']) {
        expect([table, await count(table)]).toEqual([table, 0]);
      }
      expect(hall.told.filter((line) => line === 'remove')).toHaveLength(2);
    });

    it('counts from the last attempt, and never past the day that was promised', async () => {
      const id = await ask();
      hall.clock.set(new Date('2026-12-08T09:00:00Z'));
      await conclude(id, { outcome: 'no_answer' });
      expect(await requestRows(open().db)).toMatchObject([
        { delete_on: '2027-01-07', latest_on: '2027-01-07' },
      ]);
      const late = await ask({ slot: '2026-12-09T09:00:00Z' });
      hall.clock.set(new Date('2027-01-05T09:00:00Z'));
      // Long overdue, but still in the queue.
      await conclude(late, { outcome: 'reached' });
      expect(await requestRows(open().db)).toMatchObject([
        {},
        { delete_on: '2027-01-22', latest_on: '2027-01-22' },
      ]);
      hall.clock.set(new Date('2027-01-22T00:00:01Z'));
      await purgeAll(hall.callback.personalData, hall.clock.now());
      expect(await count('callback.attempt')).toBe(0);
    });

    it('finds and exports by e-mail address, by the number as it was typed and as it is dialled', async () => {
      const id = await ask({ email: 'Zoe@Example.org' });
      await ask({ phone: '06 12 34 56 78', email: '', slot: '2026-11-25T09:00:00Z' });
      await conclude(id, { outcome: 'no_answer', note: 'voice mail' });
      const [requests] = hall.callback.personalData;
      expect(await requests?.export({ email: 'zoe@example.ORG' })).toMatchObject([
        {
          fields: {
            name: filledIn.name,
            e164: '+31201234567',
            attempts: expect.stringContaining('no_answer voice mail'),
          },
        },
      ]);
      expect(await requests?.find({ phone: '0612345678' })).toHaveLength(1);
      expect(await requests?.find({ phone: '+31 6 12345678' })).toHaveLength(1);
      for (const nobody of [{}, { phone: '-' }, { email: "x' or '1'='1" }]) {
        expect(await requests?.find(nobody)).toEqual([]);
      }
    });

    it('corrects who asked, and judges a corrected number anew', async () => {
      await ask();
      const [requests] = hall.callback.personalData;
      const subject = { email: 'zoe@example.org' };
      expect(await requests?.correct(subject, { name: ' Zoe ', phone: '+49 900 1234567' })).toBe(1);
      expect(await requestRows(open().db)).toMatchObject([
        { name: 'Zoe', e164: '+499001234567', dial_refusal: 'premium_rate' },
      ]);
      for (const changes of [{ message: 'x' }, { email: 'no address' }, { phone: '12' }, { state: 'open' }]) {
        await expect(requests?.correct(subject, changes)).rejects.toMatchObject({
          code: 'correction_refused',
        });
      }
    });

    it('keeps a restricted request without calling, writing or passing it on, also past its day', async () => {
      const id = await ask();
      const [requests] = hall.callback.personalData;
      const subject = { phone: '+31201234567' };
      expect(await requests?.restrict(subject, true)).toBe(1);
      expect((await hall.desk('POST', `${id}/claim`)).status).toBe(404);
      expect(await hall.callback.eventData(id)).toBe('restricted');
      hall.clock.set(new Date('2027-03-01T00:00:00Z'));
      await purgeAll(hall.callback.personalData, hall.clock.now());
      expect(await requestRows(open().db)).toHaveLength(1);
      await requests?.restrict(subject, false);
      await purgeAll(hall.callback.personalData, hall.clock.now());
      expect(await requestRows(open().db)).toEqual([]);
    });

    it('erases with all copies, frees the place, and says what it keeps for how long', async () => {
      await hall.close();
      hall = await openHall(open(), { hours: { capacity: 1 } });
      const id = await ask({ slot: 'asap' });
      await ask({ email: 'zoe@example.org', phone: '06 12 34 56 78' });
      await hall.mails();
      await conclude(id, { outcome: 'do_not_call' });
      const subject = { email: 'zoe@example.org', phone: '31 20 123 45 67' };
      const erasures = [];
      for (const holding of hall.callback.personalData)
        erasures.push(await holding.erase(subject, { held: [], language: 'en' }));
      expect(erasures).toEqual([
        { erased: 2, retained: [] },
        { erased: 0, retained: [expect.objectContaining({ until: new Date('2026-11-24T10:00:00Z') })] },
      ]);
      expect(await hall.mails()).toEqual([]);
      // The slot has one place, and it is free again.
      await ask({ phone: '06 12 34 56 79' });
    });

    it('forgets whom it wrote to after a day', async () => {
      await ask();
      await hall.mails();
      hall.clock.advance({ hours: 24 });
      await purgeAll(hall.callback.personalData, hall.clock.now());
      expect(await count('callback.recipient')).toBe(0);
    });

    it('writes to one mailbox three times a day at most, and says of few numbers that they are not called', async () => {
      for (let index = 0; index < 5; index += 1)
        await ask({ slot: 'asap', email: `zoe+${index}@example.org` });
      expect(await hall.mails()).toHaveLength(3);
      const id = await ask({ slot: 'asap', email: '' });
      await conclude(id, { outcome: 'do_not_call' });
      for (let index = 0; index < 8; index += 1)
        await ask({ slot: 'asap', email: `m${index}@catchall.example` });
      const declined = (await hall.mails()).filter(({ id: mail }) => mail.startsWith('callback-declined'));
      expect(declined).toHaveLength(5);
    });

    it('closes and reopens what staff close in their list, and tells them all they read there', async () => {
      const id = await ask();
      await hall.mails();
      const source = hall.callback.inboxSource;
      expect(await source.read(id)).toMatchObject({
        name: filledIn.name,
        phone: filledIn.phone,
        text: 'dinsdag 24 november 2026, 10:00–10:30 (Europe/Amsterdam)\n\nAbout the backup.',
        threadMessageIds: [`callback-booked.${id}.0@nordlicht.example`],
      });
      expect(await source.close(id, hall.clock.now())).toBe(true);
      expect(await source.close(id, hall.clock.now())).toBe(false);
      expect(await requestRows(open().db)).toMatchObject([
        { state: 'closed', slot_place: null, delete_on: '2026-12-23' },
      ]);
      expect(await source.reopen(id)).toBe(true);
      expect(await requestRows(open().db)).toMatchObject([{ state: 'open', slot_place: 1, closed_at: null }]);
      expect(await hall.callback.eventData(id)).toMatchObject({ e164: '+31201234567', isDiallable: true });
    });

    it('deletes what is over its time in every holding on its day, and not before', async () => {
      const seen = await liveThroughCanaries(hall.callback.personalData, hall.clock.now());
      expect(seen).toEqual({
        'callback.requests': { marks: 4, before: 0, onTheDay: 1, after: 0 },
        'callback.recipients': { marks: 3, before: 0, onTheDay: 1, after: 0 },
      });
      for (const table of ['request', 'attempt', 'link', 'mail'])
        expect(await count(`callback.${table}`)).toBe(0);
      expect(await count('jobs.job')).toBe(0);
    });

    it('keeps a request that is held past its day and through an erasure, and says why', async () => {
      const id = await ask();
      const [requests] = hall.callback.personalData;
      const hold = { id, why: 'a lawsuit', until: new Date('2028-01-01') };
      const now = new Date('2027-03-01');
      expect(await requests?.due({ now, held: [] })).toBe(1);
      expect(await requests?.due({ now, held: [id] })).toBe(0);
      expect(await requests?.purge({ now, limit: 5, held: [id] })).toEqual({ purged: 0, more: false });
      expect(
        await requests?.erase({ email: 'zoe@example.org' }, { held: [hold], language: 'en' }),
      ).toMatchObject({
        erased: 0,
        retained: [{ why: 'a lawsuit', until: hold.until }],
      });
    });

    it('has a holding for every column, or says that it holds nothing of anybody', async () => {
      const { rows } = await sql<{ name: string }>`
        select table_schema || '.' || table_name || '.' || column_name as name
        from information_schema.columns where table_schema = 'callback' and table_name <> 'opening_hours'`.execute(
        open().db,
      );
      const claimed = hall.callback.personalData.flatMap(({ columns }) => columns);
      expect(claimed.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
    });
  },
  { services: testServices },
);
