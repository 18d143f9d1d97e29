import type { Database } from '@foyer/database';
import type { JobHandler, Schedule } from '@foyer/jobs';
import type { Log } from '@foyer/runtime';
import type { AuditStore } from './audit-store.ts';

export const auditSchedules: Schedule[] = [
  { name: 'staff.log_audit_head', job: 'staff.log_audit_head', everySeconds: 86_400 },
];

/** Logs leave the machine of the database: with this line a chain that was written anew is found out. */
export function createAuditHeadJobs(deps: {
  db: Database;
  log: Log;
  store: AuditStore;
}): Record<string, JobHandler> {
  const { db, log, store } = deps;
  return {
    'staff.log_audit_head': async () => {
      const { head } = await store.readEnd(db);
      if (head === undefined) return;
      log.info({ seq: head.seq, chain: Buffer.from(head.chain).toString('hex') }, 'head of the audit log');
    },
  };
}
