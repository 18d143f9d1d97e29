import { randomBytes } from 'node:crypto';
import type { Database, DatabaseOrTx, LedgerVerification, NotedHead } from '@foyer/database';
import type { JobHandler, Schedule } from '@foyer/jobs';
import { uuidv7, type Clock, type Log } from '@foyer/runtime';
import type { DataSubject, PersonalDataHolding } from '@foyer/service';
import { auditContent, canaryAction, digestOf, purgeAction, type AuditEvent } from './audit-entry.ts';
import { createAuditHolding } from './audit-holding.ts';
import { auditSchedules, createAuditHeadJobs } from './audit-head.ts';
import { createAuditRetention } from './audit-retention.ts';
import { createAuditStore, type AuditFilter, type ListedEntry } from './audit-store.ts';
import { verifyAudit } from './audit-verification.ts';

export interface AuditDeps {
  db: Database;
  clock: Clock;
  log: Log;
  /** From an entry to the loss of its content; three years when not given. */
  retentionDays?: number | undefined;
  /** Ids of the accounts that a request for data is about. */
  findStaff: (subject: DataSubject) => Promise<readonly string[]>;
  randomBytes?: (size: number) => Uint8Array;
}

export interface AuditLog {
  /**
   * Writes down who did what, in the transaction of the doing: both happen or neither does. Ids, never content.
   *
   * @throws RangeError when the entry holds more than ids and plain words
   */
  audit: (trx: DatabaseOrTx, event: AuditEvent) => Promise<void>;
  list(filter: AuditFilter): Promise<ListedEntry[]>;
  /** Whether the log is as it was written. Calls at the same time share one walk, unless they bring a noted head. */
  verify(noted?: NotedHead): Promise<LedgerVerification>;
  jobs: Record<string, JobHandler>;
  schedules: Schedule[];
  personalData: PersonalDataHolding[];
}

const threeYears = 3 * 365 + 1;

export function createAudit(deps: AuditDeps): AuditLog {
  const { db, clock, log, findStaff, retentionDays = threeYears, randomBytes: random = randomBytes } = deps;
  const store = createAuditStore(db);
  let running: Promise<LedgerVerification> | undefined;

  async function append(trx: DatabaseOrTx, event: AuditEvent, at = clock.now()): Promise<void> {
    const content = auditContent(event, at);
    const salt = random(32);
    await store.append(trx, { id: uuidv7(at), content, salt, digest: digestOf(salt, content) });
  }

  const retention = createAuditRetention({ db, store, retentionDays, append });
  return {
    audit: async (trx, event) => {
      if (event.action === purgeAction || event.action === canaryAction) {
        throw new RangeError(`only the log itself may write '${event.action}'`);
      }
      await append(trx, event);
    },
    list: (filter) => store.list(filter),
    verify: async (noted) => {
      if (noted !== undefined) return verifyAudit(db, store, noted);
      running ??= verifyAudit(db, store).finally(() => {
        running = undefined;
      });
      return running;
    },
    jobs: createAuditHeadJobs({ db, log, store }),
    schedules: auditSchedules,
    personalData: [
      createAuditHolding({
        store,
        retention,
        retentionDays,
        findStaff,
        appendAt: (event, at) => append(db, event, at),
      }),
    ],
  };
}
