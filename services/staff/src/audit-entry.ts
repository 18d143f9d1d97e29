import { createHash } from 'node:crypto';

type AuditValue = string | number | boolean | null;
type AuditDetail = Readonly<Record<string, AuditValue>>;

/** What the caller of the log says; ids, never content. */
export interface AuditEvent {
  /** null: nobody who signed in, such as a schedule or the command line. */
  actorId: string | null;
  /** `inbox.reply` */
  action: string;
  /** `inbox.item:<uuid>` */
  subject: string;
  detail?: AuditDetail;
}

export interface AuditContent {
  at: Date;
  actorId: string | null;
  action: string;
  subject: string;
  detail: AuditDetail;
}

export interface AuditEntry {
  seq: number;
  /** 'unreadable' is what no program of ours has written. */
  content: (AuditContent & { salt: Uint8Array }) | 'purged' | 'unreadable';
  digest: Uint8Array;
  chain: Uint8Array;
}

/** The entry that a purge leaves: without it, missing content is a change like any other. */
export const purgeAction = 'audit.purge';

/** Of entries that are made up, to prove that content goes on its day; no list shows them. */
export const canaryAction = 'audit.canary';

const maxDetails = 20;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const actionName = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;
const subjectName = /^[\w.:/-]{1,200}$/;
// Printable ASCII without '@': neither the name of a person in their own letters nor an address gets through.
const plainValue = /^[ -?A-~]{0,200}$/;

/**
 * Makes the content of an entry from what a caller says.
 *
 * @throws RangeError when it holds more than ids and plain words
 */
export function auditContent(event: AuditEvent, at: Date): AuditContent {
  const { action, subject, detail = {} } = event;
  const actorId = event.actorId?.toLowerCase() ?? null;
  if (actorId !== null && !uuid.test(actorId)) {
    throw new RangeError('actorId of an audit entry must be the id of an account, or null');
  }
  if (!actionName.test(action) || action.length > 64) {
    throw new RangeError(`action of an audit entry must look like 'inbox.reply', got '${action}'`);
  }
  if (!subjectName.test(subject)) {
    throw new RangeError(`subject of the audit entry '${action}' must look like 'inbox.item:<id>'`);
  }
  const fields = Object.entries(detail);
  if (fields.length > maxDetails) {
    throw new RangeError(
      `detail of the audit entry '${action}' has ${fields.length} fields, more than ${maxDetails}`,
    );
  }
  for (const [name, value] of fields) {
    const isPlain = typeof value === 'string' ? plainValue.test(value) : isPlainScalar(value);
    if (!subjectName.test(name) || !isPlain) {
      throw new RangeError(
        `field '${name.slice(0, 50)}' of the audit entry '${action}' must be an id, a number or a plain word, never content`,
      );
    }
  }
  return { at, actorId, action, subject, detail };
}

/** SHA-256 over the salt and the content in its one spelling. */
export function digestOf(salt: Uint8Array, content: AuditContent): Uint8Array {
  const { at, actorId, action, subject, detail } = content;
  // jsonb keeps no order of keys.
  const fields = Object.entries(detail).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const spelled = JSON.stringify([at.toISOString(), actorId, action, subject, fields]);
  return createHash('sha256').update(salt).update(spelled, 'utf8').digest();
}

function isPlainScalar(value: unknown): boolean {
  return value === null || typeof value === 'boolean' || Number.isFinite(value);
}
