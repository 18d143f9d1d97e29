import type { Migration } from '@foyer/database';
import type { Part } from '../part.ts';
import type { PrivacyDeps } from '../ports.ts';
import { privacy0020 } from './migrations/0020-retention.ts';
import { createPurge } from './purge.ts';
import { createPurgeRunStore } from './purge-run-store.ts';

export const retentionMigrations: Migration[] = [privacy0020];

const quarterHourSeconds = 900;

/** Deletes each record on the day that was promised, and proves it. */
export function createRetention(deps: PrivacyDeps): Part {
  const { db } = deps;
  const purge = createPurge({ ...deps, runs: createPurgeRunStore(db), heldIds: async () => [] });
  return {
    routes: [],
    deskRoutes: [],
    jobs: { 'privacy.purge': async (_job, { signal }) => purge(signal) },
    schedules: [{ name: 'privacy.purge', job: 'privacy.purge', everySeconds: quarterHourSeconds }],
    personalData: [],
  };
}
