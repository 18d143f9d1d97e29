import { describeDatabases } from '@foyer/database/testing';
import { expect, it } from 'vitest';
import { subscribers } from '../subscribing/migrations/0001-subscribers.ts';
import { createPace } from './pace.ts';
import { defaultSendingSettings, SendingSettings } from './sending-settings.ts';
import { sendingMigrations } from './sending.ts';

const noon = new Date('2026-11-30T12:00:00Z');
const after = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000);
const people = (count: number, domain = 'example.org') => Array.from({ length: count }, () => ({ domain }));

describeDatabases(
  'the pace',
  (database) => {
    const paceOf = (settings: Partial<SendingSettings>) => {
      const pace = createPace(() => ({ ...defaultSendingSettings, ...settings }));
      return {
        ...pace,
        admitted: async (recipients: readonly { domain: string }[], at: Date) =>
          (
            await database()
              .db.transaction()
              .execute(async (trx) => pace.admit(trx, recipients, at))
          ).admitted.length,
      };
    };

    it('lets so many through in a second, whoever asks, and never a burst after a rest', async () => {
      const [one, other] = [paceOf({ perSecond: 10 }), paceOf({ perSecond: 10 })];
      expect(await one.admitted(people(100), noon)).toBe(5);
      expect(await other.admitted(people(100), noon)).toBe(0);
      expect(await other.admitted(people(100), after(0.2))).toBe(2);
      expect(await one.admitted(people(100), after(3600))).toBe(5);
      let sum = 0;
      for (let tick = 0; tick < 100; tick++) sum += await one.admitted(people(100), after(3600 + tick / 10));
      expect(sum).toBeLessThanOrEqual(100);
      expect(sum).toBeGreaterThanOrEqual(98);
    });

    it('takes several at once without giving a place twice', async () => {
      const pace = paceOf({ perSecond: 40 });
      const counts = await Promise.all(
        Array.from({ length: 8 }, async () => pace.admitted(people(24), noon)),
      );
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20);
    });

    it('keeps a domain to its limit while others go on', async () => {
      const pace = paceOf({ perSecond: 1000, domains: [{ domain: 'slow.example', perMinute: 60 }] });
      const mixed = [...people(10, 'slow.example'), ...people(10)];
      expect(await pace.admitted(mixed, noon)).toBe(11);
      expect(await pace.blockedDomains(database().db, after(0.5))).toMatchObject([
        { domain: 'slow.example' },
      ]);
      expect(await pace.blockedDomains(database().db, after(1))).toEqual([]);
      expect(await pace.admitted(people(5, 'slow.example'), after(1))).toBe(1);
    });

    it('lets a domain that asks to wait wait longer each time, until it takes a mail', async () => {
      const { db } = database();
      const pace = paceOf({});
      const waits = async (at: Date) => {
        await db.transaction().execute(async (trx) => pace.domainDelays(trx, ['busy.example'], at));
        const [blocked] = await pace.blockedDomains(db, at);
        return ((blocked?.until.getTime() ?? 0) - at.getTime()) / 1000;
      };
      expect(await waits(noon)).toBe(60);
      expect(await waits(after(60))).toBe(120);
      expect(await waits(after(180))).toBe(240);
      for (let time = 0; time < 8; time++) await waits(after(1000 + time));
      expect(await waits(after(2000))).toBe(3600);
      await db
        .transaction()
        .execute(async (trx) => pace.accepted(trx, ['busy.example', 'other.example'], after(2001)));
      expect(await pace.blockedDomains(db, after(2001))).toEqual([]);
      expect(await waits(after(2002))).toBe(60);
    });

    it('warms a new sender up: so many on the first day, more on each, and none beyond', async () => {
      const warmUp = { startsOn: '2026-11-30', firstDay: 50, lastDay: 5000, days: 3 };
      const pace = paceOf({ perSecond: 10_000, warmUp });
      expect(await pace.admitted(people(600), noon)).toBe(50);
      expect(await pace.admitted(people(600), after(3600))).toBe(0);
      expect(await pace.admitted(people(600), after(86_400))).toBe(500);
      expect(await pace.admitted(people(600), after(3 * 86_400))).toBe(600);
    });

    it('opens and closes with the hours of the company, in its own time', async () => {
      const { db } = database();
      const hours = { timeZone: 'Europe/Amsterdam', days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' };
      const pace = paceOf({ hours });
      const at = async (moment: string) => pace.closedUntil(db, new Date(moment));
      expect(await at('2026-11-30T07:00:00Z')).toBeUndefined();
      expect(await at('2026-11-30T06:59:59Z')).toBeInstanceOf(Date);
      expect(await at('2026-11-30T17:00:00Z')).toBeInstanceOf(Date);
      expect(await at('2026-11-29T12:00:00Z')).toBeInstanceOf(Date);
      expect(await at('2026-07-01T06:00:00Z')).toBeUndefined();
    });

    it('waits for a mail server that is away, once for all who found it so', async () => {
      const { db } = database();
      const pace = paceOf({});
      const away = async (at: Date) => db.transaction().execute(async (trx) => pace.serverIsAway(trx, at));
      expect(await away(noon)).toEqual(after(5));
      expect(await away(after(1))).toEqual(after(5));
      expect(await pace.closedUntil(db, after(2))).toEqual(after(5));
      expect(await pace.closedUntil(db, after(5))).toBeUndefined();
      expect(await away(after(5))).toEqual(after(15));
      await db.transaction().execute(async (trx) => pace.accepted(trx, [], after(16)));
      expect(await away(after(20))).toEqual(after(25));
    });
  },
  { services: [{ name: 'newsletter', migrations: [subscribers, ...sendingMigrations] }] },
);

it.each([
  ['perSecond', { perSecond: 0 }],
  ['hours.to', { hours: { timeZone: 'UTC', days: [1], from: '18:00', to: '08:00' } }],
  ['hours.timeZone', { hours: { timeZone: 'Mars/Olympus', days: [1], from: '08:00', to: '18:00' } }],
  ['warmUp.lastDay', { warmUp: { startsOn: '2026-11-30', firstDay: 10, lastDay: 5, days: 3 } }],
  [
    'domains',
    {
      domains: [
        { domain: 'a.example', perMinute: 1 },
        { domain: 'a.example', perMinute: 2 },
      ],
    },
  ],
  ['domains.0.domain', { domains: [{ domain: 'A.example', perMinute: 1 }] }],
  ['dkim.selector', { dkim: { domain: null, selector: 'a.b' } }],
  ['surprise', { surprise: 1 }],
])('refuses settings that are wrong at %s', (place, wrong) => {
  const { error } = SendingSettings.safeParse({ ...defaultSendingSettings, ...wrong });
  const places = error?.issues.map(({ path, code, ...issue }) =>
    code === 'unrecognized_keys' && 'keys' in issue ? issue.keys.join() : path.join('.'),
  );
  expect(places).toContain(place);
});
