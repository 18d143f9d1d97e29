import type { Counters } from '@foyer/bus';
import { newCanary, type PersonalDataHolding } from '@foyer/service';
import type { AddressKeyStore } from './address-key-store.ts';
import { REQUEST_WINDOW_SECONDS } from './pressure.ts';
import { ADDRESS_KEY_LIFE_HOURS, addressKeyLimit } from './housekeeping.ts';
import { describeAddressCounters } from './description.ts';

/**
 * Counters of requests by address. They live outside the database, in the memory of the process or in Redis, for an
 * hour at most, under digests; the database holds the keys, which alone could link a counter to an address.
 */
export function createAddressCountersHolding(
  keys: AddressKeyStore,
  counters: Pick<Counters, 'forgetExpired'>,
): PersonalDataHolding {
  // A counter slides over its window: it remembers the window before, too.
  const period = { counterHours: (2 * REQUEST_WINDOW_SECONDS) / 3600, keyHours: ADDRESS_KEY_LIFE_HOURS };
  return {
    name: 'captcha.address_counters',
    describe: (language) => describeAddressCounters(period)[language],
    columns: ['captcha.address_key.day', 'captcha.address_key.key', 'captcha.address_key.created_at'],
    retention: {
      days: ADDRESS_KEY_LIFE_HOURS / 24,
      from: 'captcha.address_key.created_at',
    },
    // Nothing here can be found by a name, an e-mail address or a telephone number (Art. 11 GDPR).
    find: async () => [],
    export: async () => [],
    correct: async () => 0,
    restrict: async () => 0,
    erase: async () => ({ erased: 0, retained: [] }),
    due: async ({ now }) => keys.countBefore(addressKeyLimit(now)),
    purge: async ({ now }) => {
      // Those of a process that nobody visits any more would stay until somebody does.
      counters.forgetExpired(now);
      return { purged: await keys.deleteBefore(addressKeyLimit(now)), more: false };
    },
    oldest: async () => keys.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await keys.plantCanary(canary.digest, from);
      return canary.marks;
    },
  };
}

/**
 * Columns that say nothing about a visitor: sites belong to the company (who changed a ladder is an id of staff), a replay mark is a random number's MAC, and
 * activity is counts by the hour.
 */
export const columnsWithoutPersonalData: readonly string[] = [
  'captcha.site.id',
  'captcha.site.number',
  'captcha.site.name',
  'captcha.site.purpose',
  'captcha.site.origins',
  'captcha.site.site_key',
  'captcha.site.secret_hash',
  'captcha.site.ladder',
  'captcha.site.ladder_version',
  'captcha.site.ladder_changed_by',
  'captcha.site.ladder_changed_at',
  'captcha.site.memory_hard',
  'captcha.site.created_at',
  'captcha.spent_puzzle.puzzle_id',
  'captcha.spent_puzzle.expires_at',
  'captcha.activity.hour',
  'captcha.activity.site_number',
  'captcha.activity.measure',
  'captcha.activity.count',
];

/** With these in a backup, its reader could link digests to addresses. */
export const tablesKeptOutOfDumps: readonly string[] = ['captcha.address_key'];
