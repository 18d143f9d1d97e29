import type { DatabaseOrTx, LedgerSpan } from '@foyer/database';
import { sql } from 'kysely';
import { purgeDigest, spansText } from './consent-record.ts';
import {
  consentColumns,
  consentOf,
  joinedText,
  type ConsentRow,
  type WordedConsent,
} from './consent-store.ts';

/** A link of the chain, with its record as long as that is there. */
export interface ChainedConsent {
  seq: number;
  digest: Uint8Array;
  chain: Uint8Array;
  purged: string | null;
  record: WordedConsent | undefined;
}

export interface ConsentChainStore {
  readAfter(db: DatabaseOrTx, seq: number, limit: number): Promise<ChainedConsent[]>;
  readEnd(
    db: DatabaseOrTx,
  ): Promise<{ head: { seq: number; chain: Uint8Array } | undefined; highest: number }>;
  /** Whether there is a record that the chain does not know. */
  hasUnchained(db: DatabaseOrTx): Promise<boolean>;
  /** Leaves a note in the chain of what a purge deleted: without it, a missing record is a change like any other. */
  notePurge(trx: DatabaseOrTx, numbers: readonly number[]): Promise<void>;
}

type Row = ConsentRow & {
  chain_seq: number;
  chain_digest: Uint8Array;
  chain: Uint8Array;
  purged: string | null;
};

export function createConsentChainStore(): ConsentChainStore {
  return {
    readAfter: async (db, seq, limit) => {
      const { rows } = await sql<Row>`
        select link.seq as chain_seq, link.digest as chain_digest, link.chain, link.purged, ${consentColumns}
        from privacy.consent_chain as link left join privacy.consent_record as record on record.seq = link.seq
        ${joinedText} where link.seq > ${seq} order by link.seq limit ${limit}`.execute(db);
      return rows.map((row) => ({
        seq: row.chain_seq,
        digest: row.chain_digest,
        chain: row.chain,
        purged: row.purged,
        record: row.seq === null ? undefined : consentOf(row),
      }));
    },
    readEnd: async (db) => {
      const { rows } = await sql<{ highest: number | null; seq: number | null; chain: Uint8Array | null }>`
        select (select max(seq) from privacy.consent_chain) as highest, head.seq, head.chain
        from (values (true)) as one (is_head) left join privacy.consent_head as head using (is_head)`.execute(
        db,
      );
      const [row] = rows;
      const { seq, chain } = row ?? { seq: null, chain: null };
      return {
        head: seq === null || chain === null ? undefined : { seq, chain },
        highest: row?.highest ?? 0,
      };
    },
    hasUnchained: async (db) => {
      const { rows } = await sql`
        select 1 as found from privacy.consent_record as record
        where not exists (select from privacy.consent_chain as link where link.seq = record.seq) limit 1`.execute(
        db,
      );
      return rows.length > 0;
    },
    notePurge: async (trx, numbers) => {
      const purged = spansText(numbers);
      await sql`select privacy.chain_consent(decode(${purgeDigest(purged)}, 'hex'), ${purged})`.execute(trx);
    },
  };
}

/** 3-5,9 as spans; undefined when it is no such list. */
export function spansOf(purged: string): LedgerSpan[] | undefined {
  if (!/^\d{1,15}(-\d{1,15})?(,\d{1,15}(-\d{1,15})?)*$/.test(purged)) return undefined;
  return purged.split(',').map((span) => {
    const [from = '', to = from] = span.split('-');
    return [Number(from), Number(to)];
  });
}
