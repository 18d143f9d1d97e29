import type { Database, DatabaseOrTx } from '@foyer/database';
import type { JobHandler, Schedule } from '@foyer/jobs';
import type { Clock, Log } from '@foyer/runtime';
import type { PurgeOutcome } from '@foyer/service';
import { purgeAction, type AuditEvent } from './audit-entry.ts';
import type { AuditStore } from './audit-store.ts';

export const auditSchedules: Schedule[] = [
  { name: 'staff.purge_audit', job: 'staff.purge_audit', everySeconds: 86_400 },
];

const batch = 500;
// What is left over waits for the next day; a job that never ends would be taken for one that hangs.
const maxBatches = 200;

export interface AuditRetention {
  purge(options: { now: Date; limit: number }): Promise<PurgeOutcome>;
  jobs: Record<string, JobHandler>;
}

/** Takes the content of entries away when their time is over, and writes into the log that it did. */
export function createAuditRetention(deps: {
  db: Database;
  clock: Clock;
  log: Log;
  store: AuditStore;
  retentionDays: number;
  append: (trx: DatabaseOrTx, event: AuditEvent) => Promise<void>;
}): AuditRetention {
  const { db, clock, log, store, retentionDays, append } = deps;

  async function purge({ now, limit }: { now: Date; limit: number }): Promise<PurgeOutcome> {
    const moment = new Date(now.getTime() - retentionDays * 86_400_000);
    const purged = await db.transaction().execute(async (trx) => {
      const gone = await store.purgeBefore(trx, moment, limit);
      if (gone.length === 0) return 0;
      const upTo = Math.max(...gone);
      await append(trx, {
        actorId: null,
        action: purgeAction,
        subject: 'audit',
        detail: { entries: gone.length, upTo },
      });
      return gone.length;
    });
    return { purged, more: purged === limit };
  }

  return {
    purge,
    jobs: {
      'staff.purge_audit': async (_job, { signal }) => {
        for (let round = 0; round < maxBatches && !signal.aborted; round += 1) {
          const { more } = await purge({ now: clock.now(), limit: batch });
          if (!more) break;
        }
        // Logs leave the machine of the database: with this line a chain that was written anew is found out.
        const { head } = await store.readEnd(db);
        if (head !== undefined) {
          log.info(
            { seq: head.seq, chain: Buffer.from(head.chain).toString('hex') },
            'head of the audit log',
          );
        }
      },
    },
  };
}
