import { lasting, newCanary, type DataSubject, type PersonalDataHolding } from '@foyer/service';
import { canaryAction, type AuditEvent } from './audit-entry.ts';
import type { AuditRetention } from './audit-retention.ts';
import type { AuditStore } from './audit-store.ts';
import { describeAudit } from './descriptions.ts';

// An export of a member of the staff who did more than this in three years is made with the database's own tools.
const maxExported = 100_000;

/** What the company's own people did, by their ids. */
export function createAuditHolding(deps: {
  store: AuditStore;
  retention: AuditRetention;
  retentionDays: number;
  findStaff: (subject: DataSubject) => Promise<readonly string[]>;
  /** As if it had happened then. */
  appendAt: (event: AuditEvent, at: Date) => Promise<void>;
}): PersonalDataHolding {
  const { store, retention, retentionDays, findStaff, appendAt } = deps;
  return {
    name: 'staff.audit',
    isAboutStaff: true,
    describe: (language) => describeAudit(retentionDays)[language],
    columns: [...columnsOf('audit_entry', entryColumns), ...columnsOf('audit_waiting', waitingColumns)],
    retention: {
      days: retentionDays,
      from: 'staff.audit_entry.at',
    },
    find: async (subject) => (await entriesOf(subject)).map(({ seq }) => String(seq)),
    export: async (subject) =>
      (await entriesOf(subject)).map(({ seq, at, action, subject: about, detail }) => ({
        id: String(seq),
        createdAt: at,
        fields: { action, subject: about, ...detail },
      })),
    // Entries are what was done, not what is true: nobody corrects them, and a restriction would blind the proof.
    correct: async () => 0,
    restrict: async () => 0,
    erase: async (subject, { language }) => {
      const { count, newest } = await store.newestByActors(await findStaff(subject));
      if (count === 0 || newest === null) return { erased: 0, retained: [] };
      const until = new Date(newest.getTime() + retentionDays * 86_400_000);
      return { erased: 0, retained: [lasting(describeAudit(retentionDays)[language], until)] };
    },
    due: (options) => retention.due(options),
    purge: (options) => retention.purge(options),
    oldest: () => store.oldest(),
    plantCanary: async (from) => {
      const { id, word } = newCanary(from);
      await appendAt({ actorId: id, action: canaryAction, subject: `canary:${word}` }, from);
      return [id, word];
    },
  };

  async function entriesOf(subject: DataSubject) {
    return store.findByActors(await findStaff(subject), maxExported);
  }
}

const entryColumns = ['at', 'actor_id', 'action', 'subject', 'detail', 'salt'];
const waitingColumns = [...entryColumns, 'id', 'digest'];

/** What a purge leaves: numbers and digests without their salt. */
export const auditColumnsWithoutPersonalData: readonly string[] = [
  ...columnsOf('audit_entry', ['seq', 'digest', 'chain']),
  ...columnsOf('audit_head', ['is_head', 'seq', 'chain']),
];

function columnsOf(table: string, columns: readonly string[]): string[] {
  return columns.map((column) => `staff.${table}.${column}`);
}
