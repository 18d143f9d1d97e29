import { verifyLedger, type LedgerEntry, type LedgerVerification, type NotedHead } from '@foyer/database';
import { z } from 'zod';
import { spansOf, type ChainedConsent } from './consent-chain-store.ts';
import { evidenceDigest, purgeDigest, wordingDigestOf, type ConsentEvidence } from './consent-record.ts';
import { commitmentTo, type PersonSeal } from './person-seal.ts';

// A line of the export of consents, as JSON: what an authority reads, and what anybody can verify without our keys.

const Hex = z.string().regex(/^[0-9a-f]{64}$/);

const Evidence = z.object({
  id: z.string(),
  event: z.enum(['given', 'withdrawn']),
  at: z.iso.datetime(),
  purpose: z.string(),
  givenId: z.string().nullable(),
  emailDigest: z.string().nullable(),
  phoneDigest: z.string().nullable(),
  digestKeyId: z.string(),
  sealKeyId: z.string(),
  commitment: Hex,
  language: z.string(),
  textVersion: z.int(),
  wordingDigest: Hex,
  noticeVersion: z.string(),
  form: z.string(),
  method: z.string(),
  isOldEnough: z.boolean().nullable(),
  network: z.string().nullable(),
  sourceId: z.string().nullable(),
  proofDays: z.int(),
  requestedAt: z.iso.datetime().nullable().optional(),
  mailDigest: Hex.nullable().optional(),
});

const Link = { seq: z.int(), digest: Hex, chain: Hex };
const Person = z.object({ email: z.string().nullable(), phone: z.string().nullable(), opening: Hex });

const Line = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('header'),
    format: z.literal('foyer-consents-1'),
    company: z.string(),
    exportedAt: z.string(),
    howToVerify: z.string(),
  }),
  z.object({
    kind: z.literal('record'),
    ...Link,
    salt: Hex,
    evidence: Evidence,
    wording: z.string().nullable(),
    person: Person.nullable(),
    keepUntil: z.string(),
  }),
  /** Of a record that was not asked for. */
  z.object({ kind: z.literal('link'), ...Link }),
  z.object({ kind: z.literal('gone'), ...Link }),
  z.object({ kind: z.literal('purge'), ...Link, purged: z.string() }),
  z.object({ kind: z.literal('end'), seq: z.int(), chain: z.string() }),
]);

/** A moment is a text in the file. */
export type ExportLine = z.input<typeof Line>;

export const howToVerify =
  'chain = SHA-256(chain of the line before, or 32 zero bytes; seq as 8 bytes, big endian; digest). ' +
  'digest of a record = SHA-256(salt; the evidence as a JSON array in the order of its fields). ' +
  'evidence.commitment = SHA-256(person.opening; JSON of [email, phone]). evidence.wordingDigest = SHA-256(wording). ' +
  'npm run foyer -- consent:verify-export --file <this file>';

export function lineOf(link: ChainedConsent, seal: PersonSeal, isAskedFor: boolean): ExportLine {
  const { seq, purged, record } = link;
  const chained = { seq, digest: hex(link.digest), chain: hex(link.chain) };
  if (purged !== null) return { kind: 'purge', ...chained, purged };
  if (record === undefined) return { kind: 'gone', ...chained };
  if (!isAskedFor) return { kind: 'link', ...chained };
  return {
    kind: 'record',
    ...chained,
    salt: record.salt,
    evidence: evidenceOf(record),
    wording: record.wording,
    person: seal.open(record) ?? null,
    keepUntil: record.keepUntil.toISOString(),
  };
}

/** In the order of the array that is digested. */
function evidenceOf(record: ConsentEvidence): z.input<typeof Evidence> {
  const isOptIn = (record.requestedAt ?? null) !== null || (record.mailDigest ?? null) !== null;
  return {
    id: record.id,
    event: record.event,
    at: record.at.toISOString(),
    purpose: record.purpose,
    givenId: record.givenId,
    emailDigest: record.emailDigest,
    phoneDigest: record.phoneDigest,
    digestKeyId: record.digestKeyId,
    sealKeyId: record.sealKeyId,
    commitment: record.commitment,
    language: record.language,
    textVersion: record.textVersion,
    wordingDigest: record.wordingDigest,
    noticeVersion: record.noticeVersion,
    form: record.form,
    method: record.method,
    isOldEnough: record.isOldEnough,
    network: record.network,
    sourceId: record.sourceId,
    proofDays: record.proofDays,
    ...(isOptIn && {
      requestedAt: record.requestedAt?.toISOString() ?? null,
      mailDigest: record.mailDigest ?? null,
    }),
  };
}

/**
 * Verifies an export with nothing but its lines, which are read twice: where the chain ends stands in the last one.
 *
 * @throws Error naming the line that is none of such a file
 */
export async function verifyExport(
  open: () => AsyncIterable<string>,
  noted?: NotedHead,
): Promise<LedgerVerification> {
  const { seq, chain } = await endOf(open());
  const entries = entriesOf(open());
  const ledger = {
    readAfter: async (_seq: number, limit: number) => {
      const batch: LedgerEntry[] = [];
      while (batch.length < limit) {
        const next = await entries.next();
        if (next.done === true) break;
        batch.push(next.value);
      }
      return batch;
    },
    readEnd: async () => ({
      head: seq === 0 ? undefined : { seq, chain: Buffer.from(chain, 'hex') },
      highest: seq,
    }),
  };
  return verifyLedger(ledger, noted);
}

async function endOf(lines: AsyncIterable<string>): Promise<{ seq: number; chain: string }> {
  let last = '';
  for await (const line of lines) last = line;
  const end = Line.safeParse(parseJson(last));
  if (end.success && end.data.kind === 'end') return end.data;
  throw new Error('the file is no export of consents, or its end is missing');
}

async function* entriesOf(lines: AsyncIterable<string>): AsyncGenerator<LedgerEntry> {
  let number = 0;
  for await (const text of lines) {
    number += 1;
    const line = Line.safeParse(parseJson(text));
    if (!line.success)
      throw new Error(`line ${number} is not of an export of consents`, { cause: line.error });
    if (line.data.kind !== 'header' && line.data.kind !== 'end') yield entryOf(line.data);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function entryOf(line: Exclude<z.output<typeof Line>, { kind: 'header' | 'end' }>): LedgerEntry {
  const link = {
    seq: line.seq,
    digest: Buffer.from(line.digest, 'hex'),
    chain: Buffer.from(line.chain, 'hex'),
  };
  if (line.kind === 'link') return { ...link, content: 'as_written' };
  if (line.kind === 'gone') return { ...link, content: 'gone' };
  if (line.kind === 'purge') {
    const purged = spansOf(line.purged);
    return purged !== undefined && purgeDigest(line.purged) === line.digest
      ? { ...link, content: 'as_written', purged }
      : { ...link, content: 'changed' };
  }
  const { evidence, salt, wording, person } = line;
  const requestedAt = evidence.requestedAt ? new Date(evidence.requestedAt) : null;
  const isAsWritten =
    evidenceDigest(salt, { ...evidence, at: new Date(evidence.at), requestedAt, sealed: '' }) ===
      line.digest &&
    (wording === null || wordingDigestOf(wording) === evidence.wordingDigest) &&
    (person === null || commitmentTo(person) === evidence.commitment);
  return { ...link, content: isAsWritten ? 'as_written' : 'changed' };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
