import type { DatabaseOrTx, Migration } from '@foyer/database';
import type { Language } from '@foyer/service';
import type { Part } from '../part.ts';
import type { PrivacyDeps } from '../ports.ts';
import { createSubjectSeal } from '../subject-seal.ts';
import { createCanaries } from './canaries.ts';
import { createCanaryStore } from './canary-store.ts';
import { retentionDeskRoutes } from './desk-routes.ts';
import { createHeldNow } from './held-now.ts';
import { createHoldHolding } from './hold-holding.ts';
import { createHoldStore } from './hold-store.ts';
import { createHolds, type HeldRecords } from './holds.ts';
import { retentionSchedules } from './schedules.ts';
import { createScrubTimes } from './scrub-times.ts';
import { privacy0020 } from './migrations/0020-retention.ts';
import { createOverview, type Overview } from './overview.ts';
import { createProofStore } from './proof-store.ts';
import { createProve } from './proof.ts';
import { createPurge, tablesOf } from './purge.ts';
import { createPurgeRunStore } from './purge-run-store.ts';
import { createRetentionMetrics } from './retention-metrics.ts';
import type { SearchedStore } from './sweep.ts';
import { createSweepStore } from './sweep-store.ts';

/** What keeping the promises needs beyond what all parts need. */
export interface RetentionDeps {
  /** Makes the database's own files forget what was deleted from these tables. */
  scrub: (tables: readonly string[]) => Promise<void>;
  /** Writes the dumps anew, because something was erased that stands in them. */
  renewDumps: () => Promise<void>;
  /** Places outside the tables that are searched for what should be gone. */
  otherStores: readonly SearchedStore[];
}

export interface RetentionPort {
  /** What stays although its subject wants it gone, as of this moment. */
  held(): Promise<HeldRecords>;
  /** With the transaction of an erasure: soon after it nothing is left of the rows in files and dumps either. */
  scrubLater(trx: DatabaseOrTx): Promise<void>;
  overview(language: Language): Promise<Overview>;
}

export const retentionMigrations: Migration[] = [privacy0020];

const remindedAtOnce = 500;

/** Deletes each record on the day that was promised, and proves it. */
export function createRetention(deps: PrivacyDeps & RetentionDeps): Part & { retention: RetentionPort } {
  const { db, clock, holdings, enqueueMany, scrub, renewDumps } = deps;
  const seal = createSubjectSeal(deps.keyFor('foyer hold subjects'));
  const holdStore = createHoldStore(db);
  const holds = createHolds({ ...deps, store: holdStore, seal });
  const heldNow = createHeldNow({ clock, holds, store: holdStore });
  const runs = createPurgeRunStore(db);
  const proofs = createProofStore(db);
  const canaryStore = createCanaryStore(db);
  const canaries = createCanaries({ ...deps, store: canaryStore, sweepStore: createSweepStore(db) });
  const overview = createOverview({ clock, holdings, proofs, canaries: canaryStore, heldNow });
  const purge = createPurge({ clock, holdings, runs, heldNow, scrub });
  const nextScrub = createScrubTimes();
  const prove = createProve({ clock, canaries, proofs, holdings, heldNow });
  createRetentionMetrics({ metrics: deps.metrics, clock, proofs, canaries: canaryStore });

  return {
    routes: [],
    deskRoutes: retentionDeskRoutes({ overview, runs, holds }),
    jobs: {
      'privacy.purge': async (_job, { signal }) => purge(signal),
      'privacy.prove': async (_job, { signal, log }) => {
        const { found } = await prove(signal);
        const names = Object.keys(found);
        if (names.length > 0)
          log.error({ found }, 'canaries whose time is over were found: a promise is broken');
      },
      'privacy.remind': async () => {
        for (const { reminder } of holdings()) {
          await reminder?.remind({ now: clock.now(), limit: remindedAtOnce });
        }
      },
      'privacy.scrub': async () => {
        await scrub(tablesOf(holdings()));
        await renewDumps();
      },
    },
    schedules: retentionSchedules,
    personalData: [createHoldHolding({ db, store: holdStore, seal })],
    retention: {
      held: () => holds.inForce(),
      scrubLater: async (trx) => {
        const at = nextScrub(clock.now());
        await enqueueMany(trx, [
          { name: 'privacy.scrub', payload: {}, at, key: `privacy.scrub@${at.toISOString()}` },
        ]);
      },
      overview: (language) => overview.read(language),
    },
  };
}
