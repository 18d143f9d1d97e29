import type { DatabaseOrTx } from '@foyer/database';

/** Append-only, in the transaction of the change. Ids, never content. */
export type Audit = (
  trx: DatabaseOrTx,
  entry: {
    actorId: string | null;
    action: string;
    subject: string;
    detail?: Record<string, string | number | boolean | null>;
  },
) => Promise<void>;
