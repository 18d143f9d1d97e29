import { timingSafeEqual } from 'node:crypto';
import {
  verifyLedger,
  type DatabaseOrTx,
  type LedgerEntry,
  type LedgerVerification,
  type NotedHead,
} from '@foyer/database';
import { digestOf, purgeAction, type AuditEntry } from './audit-entry.ts';
import type { AuditStore } from './audit-store.ts';

/**
 * Walks along the chain from its beginning. Entries written meanwhile are left for the next time.
 *
 * @param noted the head that an earlier verification gave
 */
export async function verifyAudit(
  db: DatabaseOrTx,
  store: AuditStore,
  noted?: NotedHead,
): Promise<LedgerVerification> {
  const ledger = {
    readAfter: async (seq: number, limit: number) =>
      (await store.readAfter(db, seq, limit)).map(ledgerEntryOf),
    readEnd: () => store.readEnd(db),
  };
  return verifyLedger(ledger, noted);
}

function ledgerEntryOf({ seq, digest, chain, content }: AuditEntry): LedgerEntry {
  const link = { seq, digest, chain };
  if (content === 'purged') return { ...link, content: 'gone' };
  if (content === 'unreadable') return { ...link, content: 'changed' };
  const isAsWritten = timingSafeEqual(digestOf(content.salt, content), digest);
  const { from = 1, upTo } = content.action === purgeAction ? content.detail : {};
  return {
    ...link,
    content: isAsWritten ? 'as_written' : 'changed',
    ...(typeof from === 'number' && typeof upTo === 'number' && { purged: [[from, upTo]] }),
  };
}
