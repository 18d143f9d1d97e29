import type { JobHandler, Schedule } from '@foyer/jobs';
import type { Clock } from '@foyer/runtime';
import type { PersonalDataHolding } from '@foyer/service';

export const staffSchedules: Schedule[] = [
  { name: 'staff.purge_accounts', job: 'staff.purge_accounts', everySeconds: 3600 },
  { name: 'staff.purge_sessions', job: 'staff.purge_sessions', everySeconds: 3600 },
  { name: 'staff.purge_sign_in_attempts', job: 'staff.purge_sign_in_attempts', everySeconds: 3600 },
];

const batch = 1000;
const maxBatches = 100;

/** Deletes what is over its time: in batches, so that none holds its locks for long; what is left waits for the next run. */
export function createStaffPurges(deps: {
  clock: Clock;
  accounts: PersonalDataHolding;
  sessions: PersonalDataHolding;
  attempts: PersonalDataHolding;
}): Record<string, JobHandler> {
  const { clock, accounts, sessions, attempts } = deps;
  const purge =
    (holding: PersonalDataHolding): JobHandler =>
    async (_job, { signal }) => {
      for (let round = 0; round < maxBatches && !signal.aborted; round += 1) {
        const { more } = await holding.purge({ now: clock.now(), limit: batch });
        if (!more) return;
      }
    };
  return {
    'staff.purge_accounts': purge(accounts),
    'staff.purge_sessions': purge(sessions),
    'staff.purge_sign_in_attempts': purge(attempts),
  };
}

/**
 * With the keys in a backup, its reader could try out digests; and with sessions or links in it, restoring it would bring
 * back what was ended, used or replaced in the meantime.
 */
export const tablesKeptOutOfDumps: readonly string[] = [
  'staff.attempt_key',
  'staff.sign_in_attempt',
  'staff.session',
  'staff.invitation',
];
