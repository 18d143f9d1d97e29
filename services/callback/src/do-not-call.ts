import type { DatabaseOrTx } from '@foyer/database';
import type { SuppressionPort } from './ports.ts';

/** The numbers whose owners said: do not call. They stand in the one list of all who are not to be written to or called. */
export interface DoNotCallList {
  has(db: DatabaseOrTx, e164: string): Promise<boolean>;
  record(trx: DatabaseOrTx, e164: string, now: Date): Promise<void>;
  /** The owner wants to be called again. @returns whether it was listed */
  strike(trx: DatabaseOrTx, e164: string): Promise<boolean>;
}

export function createDoNotCallList(suppression: SuppressionPort): DoNotCallList {
  const scope = 'calls';
  return {
    has: async (db, phone) => suppression.isSuppressed(db, { phone }, scope),
    record: async (trx, phone, at) =>
      suppression.suppress(trx, { phone }, { scope, reason: 'do_not_call', at }),
    strike: async (trx, phone) => suppression.lift(trx, { phone }, { scope }),
  };
}
