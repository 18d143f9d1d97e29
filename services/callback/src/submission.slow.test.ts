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

const browser = { as: 'form', accept: 'text/html' } as const;

describeDatabases(
  'asking for a call',
  (open) => {
    let hall: Hall;
    beforeEach(async () => {
      hall = await openHall(open(), { hours: { capacity: 1 } });
    });
    afterEach(() => hall.close());

    const ask = (change: Record<string, string> = {}) =>
      hall.post({ ...filledIn, 'frc-captcha-solution': solved(), ...change });
    const offered = async (query = '') => {
      const response = await hall.server.fetch(`/callback/slots${query}`);
      const { slots } = (await response.json()) as { slots: { startsAt: string }[] };
      return slots.map(({ startsAt }) => startsAt);
    };

    it('answers with reference, slot and the day on which everything is gone at the latest', async () => {
      const response = await ask();
      expect(response.status).toBe(201);
      expect(await response.json()).toEqual({
        reference: expect.stringMatching(/^CB-\w{4}-\w{4}$/),
        state: 'received',
        startsAt: '2026-11-24T09:00:00.000Z',
        endsAt: '2026-11-24T09:30:00.000Z',
        // 24 November, 14 days for more attempts, 30 days.
        deletedOn: '2027-01-07',
      });
      expect(await requestRows(open().db)).toMatchObject([
        {
          state: 'open',
          phone: '020 123 4567',
          e164: '+31201234567',
          dial_refusal: null,
          slot_place: 1,
          delete_on: '2026-12-24',
        },
      ]);
      expect(hall.told).toEqual(['add open ', 'event callback.request.received']);
    });

    it('offers the free slots of the opening hours, without those that are near or full', async () => {
      const slots = await offered();
      // Monday 11:00; an hour ahead at least.
      expect(slots[0]).toBe('2026-11-23T11:00:00.000Z');
      expect(slots.at(-1)).toBe('2026-12-07T09:30:00.000Z');
      await ask();
      expect(await offered()).toEqual(slots.filter((slot) => slot !== filledIn.slot));
      expect((await offered('?from=2026-11-25&zone=Asia/Kolkata'))[0]).toBe('2026-11-25T08:00:00.000Z');
    });

    it.each([
      ['taken', filledIn.slot, 'slot_taken'],
      ['too near', '2026-11-23T10:30:00Z', 'slot_passed'],
      ['no slot', '2026-11-24T09:10:00Z', 'slot_unknown'],
      ['a Saturday', '2026-11-28T09:00:00Z', 'slot_unknown'],
      ['too far ahead', '2027-03-01T09:00:00Z', 'slot_unknown'],
    ])(
      'refuses a time that is %s, stores nothing and leaves the puzzle as good as it was',
      async (_what, slot, code) => {
        await ask();
        const solution = solved();
        const refused = await ask({ slot, 'frc-captcha-solution': solution });
        expect(await codeOf(refused)).toEqual([422, 'slot_unavailable', `/slot ${code}`]);
        expect(await requestRows(open().db)).toHaveLength(1);
        expect((await ask({ slot: '2026-11-24T10:00:00Z', 'frc-captcha-solution': solution })).status).toBe(
          201,
        );
      },
    );

    it('takes "as soon as possible" while the company is open, and decides that itself', async () => {
      expect(await (await ask({ slot: 'asap' })).json()).toMatchObject({
        startsAt: null,
        deletedOn: '2027-01-06',
      });
      hall.clock.set(new Date('2026-11-23T17:00:00Z'));
      expect(await codeOf(await ask({ slot: 'asap' }))).toEqual([
        422,
        'slot_unavailable',
        '/slot closed_now',
      ]);
    });

    it('names every bad field at once', async () => {
      const response = await hall.post({
        name: '',
        phone: '112 12',
        slot: 'now',
        zone: 'Europe/Atlantis',
        email: 'a@b',
      });
      const [status, code, ...errors] = await codeOf(response);
      expect([status, code]).toEqual([422, 'validation_failed']);
      expect(errors).toEqual([
        '/name required',
        '/email invalid_format',
        '/slot invalid_format',
        '/phone phone_impossible',
        '/zone zone_unknown',
      ]);
    });

    it('refuses what can be no number, and keeps one that must not be dialled from the dialler only', async () => {
      expect(await codeOf(await ask({ phone: '+31 20 123 456 789 012' }))).toEqual([
        422,
        'validation_failed',
        '/phone phone_impossible',
      ]);
      expect((await ask({ phone: '+49 900 1234567' })).status).toBe(201);
      const queue = (await (await hall.desk('GET', 'queue')).json()) as { items: object[] };
      expect(queue.items).toMatchObject([
        { phone: '+49 900 1234567', e164: '+499001234567', isDiallable: false, dialRefusal: 'premium_rate' },
      ]);
    });

    it('takes a solution once, also when it comes many times at once', async () => {
      const solution = solved();
      const slots = (await offered()).slice(0, 10);
      const responses = await Promise.all(
        slots.map((slot) => ask({ slot, 'frc-captcha-solution': solution })),
      );
      expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(await requestRows(open().db)).toHaveLength(1);
    });

    it('confirms and reminds by mail with a calendar entry, and with nothing the visitor wrote', async () => {
      await ask();
      const booked = await hall.mail('booked');
      expect(booked.subject).toMatch(/^Wij bellen u \(CB-/);
      expect(booked.text).toContain('dinsdag 24 november 2026');
      expect(booked.text).toContain('10:00–10:30');
      const entry = calendarIn(booked);
      for (const line of [
        'METHOD:PUBLISH',
        'SEQUENCE:0',
        'DTSTART:20261124T090000Z',
        'DTEND:20261124T093000Z',
      ]) {
        expect(entry).toContain(line);
      }
      for (const word of ['Zoë', 'Großmann', '123 4567', 'backup']) expect(booked.source).not.toContain(word);
      hall.clock.set(new Date('2026-11-24T06:59:00Z'));
      expect(await hall.mails()).toHaveLength(1);
      hall.clock.set(new Date('2026-11-24T07:00:00Z'));
      const reminder = await hall.mail('reminder');
      expect(/UID:.*/.exec(calendarIn(reminder))?.[0]).toBe(/UID:.*/.exec(entry)?.[0]);
    });

    it('shows times on the clocks of the visitor, and the company’s beside them', async () => {
      await ask({ zone: 'America/New_York', language: 'en' });
      const { text } = await hall.mail('booked');
      expect(text).toContain('04:00–04:30');
      expect(text).toContain('America/New York (Eastern Standard Time)');
      expect(text).toContain('10:00–10:30, Europe/Amsterdam');
    });

    it('holds a form without a solution without a place, and releases it by link, page and button', async () => {
      const page = await (await hall.post(filledIn, browser)).text();
      expect(page).toContain('wacht tot u het vrijgeeft');
      expect(await offered()).toContain(filledIn.slot);
      const path = linkIn(await hall.mail('release'));
      for (const method of ['GET', 'HEAD', 'GET']) {
        expect((await hall.server.fetch(path, { method })).status).toBe(200);
      }
      expect(await requestRows(open().db)).toMatchObject([{ state: 'held', slot_place: null }]);
      for (let press = 0; press < 2; press += 1) {
        const released = await hall.server.fetch(path, { method: 'POST' });
        expect(await released.text()).toContain('uw verzoek is vrijgegeven');
      }
      expect(await requestRows(open().db)).toMatchObject([
        { state: 'open', slot_place: 1, released_by: 'visitor' },
      ]);
      expect((await hall.mails()).map(({ id }) => id.split('.')[0])).toEqual([
        'callback-booked',
        'callback-release',
      ]);
      expect(hall.told).toEqual(['add held no_captcha', 'state open', 'event callback.request.received']);
    });

    it('asks for another time when the slot was taken before the release', async () => {
      await hall.post(filledIn, browser);
      const path = linkIn(await hall.mail('release'));
      await ask({ email: 'other@example.org' });
      const page = await (await hall.server.fetch(path, { method: 'POST' })).text();
      expect(page).toContain('Kies een ander tijdstip');
      expect(page).not.toContain(`value="${filledIn.slot}"`);
      const action = /action="([^"]+\/move)"/.exec(page)?.[1] ?? '';
      const chosen = new URLSearchParams({ slot: '2026-11-24T10:00:00.000Z' });
      const moved = await hall.server.fetch(action, { method: 'POST', body: chosen });
      expect(await moved.text()).toContain('wij bellen u op het nieuwe tijdstip');
      expect(await requestRows(open().db)).toMatchObject([
        { state: 'open', slot_place: 1 },
        { state: 'open', slot_place: 1 },
      ]);
    });

    it('releases what staff release, and asks by mail for another time where none is free', async () => {
      await hall.post(filledIn, browser);
      await ask({ email: 'other@example.org' });
      const [held] = await requestRows(open().db);
      const id = String(held?.['id']);
      expect(await hall.callback.inboxSource.release(id, 'ada')).toBe(true);
      expect(await hall.callback.inboxSource.release(id, 'ada')).toBe(false);
      expect((await hall.mail('choose')).to).toBe('zoe@example.org');
      expect(await (await hall.server.fetch(linkIn(await hall.mail('choose')))).text()).toContain(
        '<optgroup',
      );
      expect(hall.told).toContain('audit callback.release');
    });

    it('holds what fills in the hidden field, with its reason', async () => {
      expect(await (await ask({ website: 'http://spam.example' })).json()).toMatchObject({ state: 'held' });
      expect(await requestRows(open().db)).toMatchObject([{ held_reasons: 'honeypot', slot_place: null }]);
    });

    it('answers alike for a link that is wrong, of another purpose, or whose request is gone', async () => {
      await ask();
      const path = linkIn(await hall.mail('booked'));
      const [holding] = hall.callback.personalData;
      const answers = new Set<string>();
      const look = async (link: string) => {
        const response = await hall.server.fetch(link);
        expect(response.status).toBe(404);
        answers.add(await response.text());
      };
      await look(path.replace('manage', 'release'));
      await look(`/callback/manage/${'A'.repeat(43)}`);
      await look('/callback/manage/x');
      expect(await holding?.erase({ email: 'zoe@example.org' }, { held: [], language: 'en' })).toMatchObject({
        erased: 1,
      });
      await look(path);
      expect(answers.size).toBe(1);
    });

    it('keeps what visitors wrote out of log and jobs', async () => {
      await ask();
      const { rows } = await sql`select * from jobs.job`.execute(open().db);
      await hall.mails();
      const words = JSON.stringify([rows, hall.log.lines, hall.server.log.lines]);
      for (const word of ['Zoë', 'zoe@', '123 4567', '1234567', 'backup']) expect(words).not.toContain(word);
    });
  },
  { services: testServices },
);

async function codeOf(response: Response): Promise<(string | number)[]> {
  const problem = (await response.json()) as { code: string; errors?: { pointer: string; code: string }[] };
  const errors = (problem.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  return [response.status, problem.code, ...errors];
}
