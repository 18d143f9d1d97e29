import type { Database, DatabaseOrTx } from '@foyer/database';
import type { PurgeOutcome } from '@foyer/service';
import { purgeAction, type AuditEvent } from './audit-entry.ts';
import type { AuditStore } from './audit-store.ts';

/** Takes the content of entries away when their time is over, and writes into the log that it did. */
export interface AuditRetention {
  due(options: { now: Date; held: readonly string[] }): Promise<number>;
  purge(options: { now: Date; limit: number; held: readonly string[] }): Promise<PurgeOutcome>;
}

export function createAuditRetention(deps: {
  db: Database;
  store: AuditStore;
  retentionDays: number;
  append: (trx: DatabaseOrTx, event: AuditEvent) => Promise<void>;
}): AuditRetention {
  const { db, store, retentionDays, append } = deps;
  const limitOf = (now: Date): Date => new Date(now.getTime() - retentionDays * 86_400_000);

  return {
    due: ({ now, held }) => store.countBefore(limitOf(now), held),
    purge: async ({ now, limit, held }) =>
      db.transaction().execute(async (trx) => {
        const options = { limit, held };
        const gone = await store.purgeBefore(trx, limitOf(now), { ...options, madeUp: false });
        if (gone.length > 0) {
          const detail = { entries: gone.length, upTo: Math.max(...gone) };
          await append(trx, { actorId: null, action: purgeAction, subject: 'audit', detail });
        }
        // Made-up entries stand at the end of the chain: a purge that accounts for all before them would hide what
        // somebody else took away.
        const madeUp = await store.purgeBefore(trx, limitOf(now), { ...options, madeUp: true });
        for (const seq of madeUp) {
          const detail = { entries: 1, from: seq, upTo: seq };
          await append(trx, { actorId: null, action: purgeAction, subject: 'audit', detail });
        }
        return {
          purged: gone.length + madeUp.length,
          more: gone.length === limit || madeUp.length === limit,
        };
      }),
  };
}
