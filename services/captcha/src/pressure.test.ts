import { createCounters } from '@foyer/bus';
import type { Counters } from '@foyer/bus';
import { describeDatabases } from '@foyer/database/testing';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { expect, it } from 'vitest';
import { createAddressKeys } from './address-key.ts';
import { createAddressKeyStore } from './address-key-store.ts';
import { captchaMigrations } from './captcha.ts';
import { addressKeyLimit } from './housekeeping.ts';
import { createPressure, REQUEST_WINDOW_SECONDS } from './pressure.ts';
import type { MeasurePressure, Pressure } from './pressure.ts';

const NOTHING: Pressure = { requests: 0, extraSteps: 0 };

async function repeat(
  measure: MeasurePressure,
  times: number,
  address: (n: number) => string,
  site = 1,
): Promise<Pressure> {
  let last = NOTHING;
  for (let n = 0; n < times; n += 1) last = await measure(address(n), site);
  return last;
}

describeDatabases(
  'pressure of an address',
  (open) => {
    const setUp = (start = '2026-03-01T12:00:00Z') => {
      const clock = fakeClock(start);
      const counters = createCounters({ log: silentLog() });
      const store = createAddressKeyStore(open().db);
      const startProcess = (shared: Counters = counters): MeasurePressure =>
        createPressure({
          counters: shared,
          keys: createAddressKeys(store, REQUEST_WINDOW_SECONDS),
          clock,
        });
      return { clock, counters, store, startProcess, measure: startProcess() };
    };
    it('counts each request of an address, and forgets them within an hour', async () => {
      const { clock, measure } = setUp();
      expect(await repeat(measure, 7, () => '203.0.113.7')).toMatchObject({ requests: 7 });
      clock.advance({ hours: 1 });
      expect(await measure('203.0.113.7', 1)).toMatchObject({ requests: 1 });
    });

    it('takes the neighbours of an IPv6 /64 for one, those of its /48 for a sixteenth', async () => {
      const { measure } = setUp();
      expect(await repeat(measure, 8, (n) => `2001:db8:1:1::${n}`)).toEqual({ requests: 8, extraSteps: 0 });
      expect(await measure('2001:db8:1:2::1', 1)).toEqual({ requests: 1.5, extraSteps: 0 });
      expect(await measure('2001:db8:2:1::1', 1)).toEqual({ requests: 1, extraSteps: 0 });
    });

    it('counts the neighbours of an IPv4 /24 at a sixteenth', async () => {
      const { measure } = setUp();
      await repeat(measure, 160, (n) => `198.51.100.${n}`);
      expect(await measure('198.51.100.250', 1)).toEqual({ requests: 11, extraSteps: 0 });
    });

    it('adds steps while a site is asked far more often than usual, not to its usual traffic', async () => {
      const { clock, measure } = setUp();
      clock.advance({ minutes: 30 });
      expect(await repeat(measure, 100, (n) => `10.${n}.0.1`)).toMatchObject({ extraSteps: 0 });
      expect(await repeat(measure, 300, (n) => `11.${n % 250}.0.1`)).toMatchObject({ extraSteps: 1 });
      expect(await repeat(measure, 700, (n) => `12.${n % 250}.0.1`)).toMatchObject({ extraSteps: 2 });
      expect(await measure('13.0.0.1', 2)).toMatchObject({ extraSteps: 0 });
      clock.advance({ minutes: 5 });
      expect(await measure('13.0.0.2', 1)).toMatchObject({ extraSteps: 0 });
    });

    it('counts on under the new key at midnight', async () => {
      const { clock, measure } = setUp('2026-03-01T23:55:00Z');
      await repeat(measure, 10, () => '203.0.113.7');
      clock.advance({ minutes: 6 });
      const { requests } = await measure('203.0.113.7', 1);
      expect(requests).toBeGreaterThan(8);
      clock.advance({ hours: 2 });
      expect(await measure('203.0.113.7', 1)).toMatchObject({ requests: 1 });
    });

    it('uses one key a day in all processes', async () => {
      const { startProcess } = setUp();
      const processes = [startProcess(), startProcess(), startProcess()];
      const counts = await Promise.all(processes.map(async (measure) => measure('203.0.113.7', 1)));
      expect(counts.map(({ requests }) => requests).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    });

    it('changes the key each day and keeps none for more than 48 hours', async () => {
      const { clock, store, measure } = setUp();
      for (let day = 0; day < 5; day += 1) {
        await measure('203.0.113.7', 1);
        clock.advance({ days: 1 });
      }
      expect(await store.find('2026-03-01')).not.toEqual(await store.find('2026-03-02'));
      expect(await store.deleteBefore(addressKeyLimit(clock.now()))).toBe(3);
      expect(await store.oldest()).toEqual(new Date('2026-03-04T12:00:00Z'));
    });

    it('never refuses: counters that do not answer read as a first request', async () => {
      const { startProcess } = setUp();
      const dead: Counters = {
        hit: async () => [],
        peek: async () => [],
        forgetExpired: () => 0,
        close: async () => undefined,
      };
      expect(await startProcess(dead)('203.0.113.7', 1)).toEqual(NOTHING);
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);
