import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  calendarIn,
  filledIn,
  linkIn,
  openHall,
  requestRows,
  solved,
  testServices,
  type Hall,
} from './callback-fixture.ts';

describeDatabases(
  'the agents’ queue',
  (open) => {
    let hall: Hall;
    beforeEach(async () => {
      hall = await openHall(open());
    });
    afterEach(() => hall.close());

    const ask = async (change: Record<string, string> = {}) => {
      const response = await hall.post({ ...filledIn, 'frc-captcha-solution': solved(), ...change });
      if (response.status !== 201) throw new Error(await response.text());
      const rows = await requestRows(open().db);
      return String(rows.toSorted((a, b) => (String(a['id']) < String(b['id']) ? 1 : -1))[0]?.['id']);
    };
    const items = async () =>
      ((await (await hall.desk('GET', 'queue')).json()) as { items: Record<string, unknown>[] }).items;
    const rowOf = async (id: string) => (await requestRows(open().db)).find((row) => row['id'] === id);

    it('lists the longest due first, and says what is overdue', async () => {
      const late = await ask({ slot: '2026-11-24T11:00:00Z' });
      const early = await ask({ slot: '2026-11-24T08:00:00Z', phone: '020 123 4568' });
      const now = await ask({ slot: 'asap', phone: '020 123 4569' });
      expect((await items()).map(({ id }) => id)).toEqual([now, early, late]);
      expect(await items()).toMatchObject([{ isAsap: true, isOverdue: false }, { isOverdue: false }, {}]);
      hall.clock.set(new Date('2026-11-24T08:40:00Z'));
      expect((await items()).map(({ isOverdue }) => isOverdue)).toEqual([true, true, false]);
    });

    it('gives a call to one of two agents who want it at once, and says who has it', async () => {
      const id = await ask();
      const responses = await Promise.all(
        ['ada', 'bob'].map((agent) => hall.desk('POST', `${id}/claim`, undefined, agent)),
      );
      expect(responses.map(({ status }) => status).toSorted(byNumber)).toEqual([200, 409]);
      const refused = responses.find(({ status }) => status === 409);
      const winner = responses[0]?.status === 200 ? 'Ada Agent' : 'Bob';
      expect(await refused?.json()).toMatchObject({
        code: 'already_claimed',
        detail: `${winner} is calling this person`,
      });
      expect(await items()).toMatchObject([{ claimedByName: winner }]);
    });

    it('does not let two agents call one number that asked twice', async () => {
      const [one, two] = [await ask(), await ask({ slot: '2026-11-24T10:00:00Z', phone: '+31 20 1234567' })];
      const responses = await Promise.all([
        hall.desk('POST', `${one}/claim`, undefined, 'ada'),
        hall.desk('POST', `${two}/claim`, undefined, 'bob'),
      ]);
      expect(responses.map(({ status }) => status).toSorted(byNumber)).toEqual([200, 409]);
    });

    it('ends a claim after 15 minutes or when it is given back', async () => {
      const id = await ask();
      expect((await hall.desk('POST', `${id}/claim`)).status).toBe(200);
      hall.clock.advance({ minutes: 14, seconds: 59 });
      expect((await hall.desk('POST', `${id}/claim`, undefined, 'bob')).status).toBe(409);
      hall.clock.advance({ seconds: 1 });
      expect(await items()).toMatchObject([{ claimedBy: null }]);
      expect((await hall.desk('POST', `${id}/claim`, undefined, 'bob')).status).toBe(200);
      // Ada's claim is gone: what she logs now would be about Bob's call.
      expect((await hall.desk('POST', `${id}/outcome`, { outcome: 'reached' })).status).toBe(409);
      expect((await hall.desk('DELETE', `${id}/claim`, undefined, 'bob')).status).toBe(204);
      expect((await hall.desk('POST', `${id}/claim`)).status).toBe(200);
    });

    it('logs each attempt, plans the next one, and counts the retention from the last', async () => {
      const id = await ask();
      hall.clock.set(new Date('2026-11-24T09:05:00Z'));
      await hall.desk('POST', `${id}/claim`);
      const retryAt = '2026-11-26T09:00:00.000Z';
      expect(
        (await hall.desk('POST', `${id}/outcome`, { outcome: 'no_answer', retryAt, note: 'voice mail' }))
          .status,
      ).toBe(204);
      expect(await items()).toMatchObject([
        { attempts: 1, nextAttemptAt: retryAt, dueAt: retryAt, claimedBy: null },
      ]);
      expect(await rowOf(id)).toMatchObject({ delete_on: '2026-12-24', state: 'open' });
      hall.clock.set(new Date(retryAt));
      await hall.desk('POST', `${id}/claim`);
      expect((await hall.desk('POST', `${id}/outcome`, { outcome: 'reached' })).status).toBe(204);
      expect(await rowOf(id)).toMatchObject({ state: 'closed', outcome: 'reached', delete_on: '2026-12-26' });
      expect(await items()).toEqual([]);
      // A second click logs nothing twice.
      expect((await hall.desk('POST', `${id}/outcome`, { outcome: 'reached' })).status).toBe(409);
      const { rows } = await sql`select outcome, note from callback.attempt order by attempted_at`.execute(
        open().db,
      );
      expect(rows).toEqual([
        { outcome: 'no_answer', note: 'voice mail' },
        { outcome: 'reached', note: null },
      ]);
      expect(hall.told.filter((line) => line.startsWith('state'))).toEqual(['state waiting', 'state closed']);
    });

    it.each([
      ['reached', '2026-11-26T09:00:00Z'],
      ['no_answer', '2026-11-23T09:00:00Z'],
      ['no_answer', '2026-12-24T09:00:00Z'],
    ])('refuses another attempt after %s at %s', async (outcome, retryAt) => {
      const id = await ask();
      await hall.desk('POST', `${id}/claim`);
      expect((await hall.desk('POST', `${id}/outcome`, { outcome, retryAt })).status).toBe(422);
    });

    it('does not call a number again whose owner said so, and tells a stranger nothing about it', async () => {
      const id = await ask();
      const other = await ask({ slot: '2026-11-25T09:00:00Z' });
      await hall.desk('POST', `${id}/claim`);
      expect((await hall.desk('POST', `${id}/outcome`, { outcome: 'do_not_call' })).status).toBe(204);
      expect(await rowOf(other)).toMatchObject({ state: 'suppressed' });
      expect(await items()).toEqual([]);
      expect(hall.told).toContain('suppress +31201234567 calls do_not_call');
      await hall.mails();

      const answers = [];
      const free = [];
      for (const phone of ['+31 20 123 4567', '+31 20 765 4321']) {
        const slot = phone.endsWith('4567') ? '2026-11-26T09:00:00Z' : '2026-11-26T10:00:00Z';
        for (let place = 0; place < 2; place += 1) {
          const response = await hall.post({
            ...filledIn,
            email: `m${answers.length}@example.org`,
            phone,
            slot,
            'frc-captcha-solution': solved(),
          });
          const { reference, startsAt, endsAt, ...rest } = (await response.json()) as Record<string, unknown>;
          expect([reference, startsAt, endsAt]).not.toContain(undefined);
          answers.push(JSON.stringify([response.status, [...response.headers.keys()].toSorted(), rest]));
        }
        const { slots } = (await (await hall.server.fetch('/callback/slots')).json()) as {
          slots: { startsAt: string }[];
        };
        free.push(slots.some(({ startsAt }) => Date.parse(startsAt) === Date.parse(slot)));
      }
      expect(new Set(answers).size).toBe(1);
      // A slot fills up alike, whoever is in it.
      expect(free).toEqual([false, false]);
      expect((await items()).map(({ phone }) => phone)).toEqual(['+31 20 765 4321', '+31 20 765 4321']);
      const declined = (await hall.mails()).filter(({ id: mail }) => mail.startsWith('callback-declined'));
      expect(declined.map(({ to }) => to)).toEqual(['m0@example.org', 'm1@example.org']);
      expect(declined[0]?.text).toContain('eigenaar ons heeft gezegd');
      expect(declined[0]?.source).not.toMatch(/123.?4567|text\/calendar/);
      expect(hall.told).toContain('add held do_not_call');

      const struck = await hall.desk('POST', 'do-not-call/removals', { phone: '+31201234567' });
      expect(await struck.json()).toEqual({ wasListed: true });
      await ask({ slot: '2026-11-27T09:00:00Z' });
      expect((await items()).map(({ phone }) => phone)).toContain(filledIn.phone);
    });

    it('moves a call by its link, replaces the calendar entry and frees the place', async () => {
      await hall.close();
      hall = await openHall(open(), { hours: { capacity: 1 } });
      const id = await ask();
      const path = linkIn(await hall.mail('booked'));
      const page = await (await hall.server.fetch(path)).text();
      expect(page).toContain('lang="nl"');
      expect(page).not.toContain('Zoë');
      const move = async (slot: string) =>
        await hall.server.fetch(`${path}/move`, { method: 'POST', body: new URLSearchParams({ slot }) });
      for (let press = 0; press < 2; press += 1) {
        expect((await move('2026-11-25T13:00:00.000Z')).status).toBe(200);
      }
      expect(await rowOf(id)).toMatchObject({
        sequence: 1,
        slot_place: 1,
        due_at: new Date('2026-11-25T13:00:00Z'),
      });
      const moved = calendarIn(await hall.mail('moved'));
      expect(moved).toContain('SEQUENCE:1');
      expect(moved).toContain('DTSTART:20261125T130000Z');
      expect(moved).toContain(`UID:callback.${id}@nordlicht.example`);
      // The first place is free again, and the new one taken.
      await ask({ email: 'b@example.org', phone: '020 123 4568' });
      const again = await move(filledIn.slot);
      expect(again.status).toBe(422);
      expect(await again.text()).toContain('zojuist vergeven');
      // The reminder of the first time is not sent any more.
      hall.clock.set(new Date('2026-11-24T07:00:00Z'));
      const reminders = (await hall.mails()).filter(({ id: mail }) => mail.startsWith('callback-reminder'));
      expect(reminders.map(({ to }) => to)).toEqual(['b@example.org']);
    });

    it('cancels a call by its link, also when the button is pressed twice', async () => {
      const id = await ask();
      const path = linkIn(await hall.mail('booked'));
      const pages = await Promise.all(
        [1, 2, 3].map(() =>
          hall.server.fetch(`${path}/cancel`, { method: 'POST' }).then((response) => response.text()),
        ),
      );
      for (const page of pages) expect(page).toContain('Het telefoontje is afgezegd');
      expect(await rowOf(id)).toMatchObject({ state: 'closed', outcome: 'cancelled', slot_place: null });
      const entry = calendarIn(await hall.mail('cancelled'));
      for (const line of ['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:1']) expect(entry).toContain(line);
      expect(await (await hall.server.fetch(path)).text()).toContain('afgezegd');
      expect(await items()).toEqual([]);
      const moved = await hall.server.fetch(`${path}/move`, {
        method: 'POST',
        body: new URLSearchParams({ slot: '2026-11-25T13:00:00Z' }),
      });
      expect(await moved.text()).toContain('afgezegd');
      hall.clock.set(new Date('2026-11-24T07:30:00Z'));
      expect((await hall.mails()).map(({ id: mail }) => mail.split('.')[0])).toEqual([
        'callback-booked',
        'callback-cancelled',
      ]);
    });

    it('cancels a call that was moved, with one more version of the calendar entry', async () => {
      await ask();
      const path = linkIn(await hall.mail('booked'));
      const chosen = new URLSearchParams({ slot: '2026-11-25T13:00:00.000Z' });
      await hall.server.fetch(`${path}/move`, { method: 'POST', body: chosen });
      await hall.server.fetch(`${linkIn(await hall.mail('moved'))}/cancel`, { method: 'POST' });
      expect(calendarIn(await hall.mail('cancelled'))).toMatch(/METHOD:CANCEL[^]*SEQUENCE:2/);
    });

    it('keeps versions of the opening hours, and lets nobody overwrite what somebody else saved', async () => {
      const { value, version } = (await (await hall.desk('GET', 'hours')).json()) as {
        value: Record<string, unknown>;
        version: number;
      };
      expect(version).toBe(0);
      const saving = ['America/New_York', 'Asia/Kolkata'].map((zone) =>
        hall.desk('PUT', 'hours', { value: { ...value, zone }, basedOnVersion: 0 }),
      );
      expect((await Promise.all(saving)).map(({ status }) => status).toSorted(byNumber)).toEqual([200, 409]);
      expect(await (await hall.desk('GET', 'hours')).json()).toMatchObject({
        version: 1,
        value: { zone: expect.stringMatching(/New_York|Kolkata/) },
      });
      expect(hall.told).toEqual(['audit callback.hours.save']);
      expect((await hall.desk('PUT', 'hours', { value, basedOnVersion: 1 }, 'reader')).status).toBe(403);
      expect((await hall.desk('GET', 'queue', undefined, 'nobody')).status).toBe(401);
    });
  },
  { services: testServices },
);

function byNumber(a: number, b: number): number {
  return a - b;
}
