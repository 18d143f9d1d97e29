import type { DatabaseOrTx } from '@foyer/database';

/** What staff did, or a schedule or a command did for them. Ids only, never content. */
interface AuditEvent {
  /** null: nobody who was signed in. */
  actorId: string | null;
  /** A written string: `inbox.reply`. */
  action: string;
  /** What it was done to: `inbox.item:<uuid>`. */
  subject: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes down who did what to which thing, append-only, in the transaction of the change: both happen or neither does. */
export type Audit = (trx: DatabaseOrTx, event: AuditEvent) => Promise<void>;
