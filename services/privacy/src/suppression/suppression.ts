import type { Migration } from '@foyer/database';
import type { Part } from '../part.ts';
import type { PrivacyDeps } from '../ports.ts';
import type { KeyRing } from './key-ring.ts';
import { suppressionTable } from './migrations/0010-suppression.ts';
import { createSuppressionHolding } from './suppression-holding.ts';
import { createSuppressionList, type SuppressionPort } from './suppression-list.ts';
import { suppressionRoutes } from './suppression-routes.ts';
import { createSuppressionStore } from './suppression-store.ts';

export const suppressionMigrations: Migration[] = [suppressionTable];

export interface SuppressionDeps {
  suppressionKeys: KeyRing;
}

export interface Suppression extends SuppressionPort {
  /** How many entries lie under which key of the ring. */
  countsByKey(): Promise<{ keyId: string; entries: number }[]>;
}

/** Who is not to be written to or called: keyed digests that survive an erasure, for every sender to ask. */
export function createSuppression(deps: PrivacyDeps & SuppressionDeps): Part & { suppression: Suppression } {
  const { db, clock, suppressionKeys: keys } = deps;
  const store = createSuppressionStore(db);
  const list = createSuppressionList({ store, keys, clock });
  return {
    suppression: { ...list, countsByKey: () => store.countsByKey() },
    routes: [],
    deskRoutes: suppressionRoutes({ ...deps, list, store }),
    jobs: {},
    schedules: [],
    personalData: [createSuppressionHolding({ db, list, store })],
  };
}
