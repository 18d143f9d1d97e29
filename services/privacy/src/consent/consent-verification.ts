import {
  verifyLedger,
  type DatabaseOrTx,
  type LedgerEntry,
  type LedgerVerification,
  type NotedHead,
} from '@foyer/database';
import { spansOf, type ChainedConsent, type ConsentChainStore } from './consent-chain-store.ts';
import { evidenceDigest, purgeDigest, wordingDigestOf } from './consent-record.ts';
import type { WordedConsent } from './consent-store.ts';
import type { PersonSeal } from './person-seal.ts';

/**
 * Whether all records of consents are as they were written, the person and the words they saw among it.
 *
 * @param noted the head that an earlier verification gave
 */
export async function verifyConsents(
  db: DatabaseOrTx,
  chain: ConsentChainStore,
  seal: PersonSeal,
  noted?: NotedHead,
): Promise<LedgerVerification> {
  const ledger = {
    readAfter: async (seq: number, limit: number) =>
      (await chain.readAfter(db, seq, limit)).map((link) => ledgerEntryOf(link, seal)),
    readEnd: () => chain.readEnd(db),
  };
  const found = await verifyLedger(ledger, noted);
  if (!found.isIntact || !(await chain.hasUnchained(db))) return found;
  return { ...found, isIntact: false, brokenAt: found.entries + 1, problem: 'end_differs' };
}

function ledgerEntryOf(
  { seq, digest, chain, purged, record }: ChainedConsent,
  seal: PersonSeal,
): LedgerEntry {
  const link = { seq, digest, chain };
  const hexDigest = Buffer.from(digest).toString('hex');
  if (purged !== null) {
    const spans = spansOf(purged);
    return spans !== undefined && record === undefined && purgeDigest(purged) === hexDigest
      ? { ...link, content: 'as_written', purged: spans }
      : { ...link, content: 'changed' };
  }
  if (record === undefined) return { ...link, content: 'gone' };
  return { ...link, content: isAsWritten(record, hexDigest, seal) ? 'as_written' : 'changed' };
}

function isAsWritten(record: WordedConsent, digest: string, seal: PersonSeal): boolean {
  if (record.digest !== digest || evidenceDigest(record.salt, record) !== digest) return false;
  // A canary has no text.
  const isWorded =
    record.textVersion === 0 ||
    (record.wording !== null && wordingDigestOf(record.wording) === record.wordingDigest);
  if (!isWorded) return false;
  const person = seal.open(record);
  if (person === undefined) return !seal.hasKeyOf(record);
  const { emailDigest, phoneDigest } = seal.digestsOf({
    ...(person.email !== null && { email: person.email }),
    ...(person.phone !== null && { phone: person.phone }),
  });
  return emailDigest === record.emailDigest && phoneDigest === record.phoneDigest;
}
