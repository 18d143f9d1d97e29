import { createHash } from 'node:crypto';
import type { SealedPerson } from './person-seal.ts';

/** What is written down for good and all of a consent, or of its withdrawal. */
export interface ConsentEvidence extends SealedPerson {
  id: string;
  event: 'given' | 'withdrawn';
  at: Date;
  purpose: string;
  /** Of a withdrawal: the consent it ends. */
  givenId: string | null;
  language: string;
  textVersion: number;
  /** SHA-256 of the wording, in hexadecimal. */
  wordingDigest: string;
  noticeVersion: string;
  form: string;
  /** How it was said: `checkbox`, `link in a mail`, `telephone`. */
  method: string;
  /** Whether they said that they are 16 or older; null: nobody asked. */
  isOldEnough: boolean | null;
  /** The cut-off address of an opt-in, where the law wants it. */
  network: string | null;
  /** The message or sign-up it came with. */
  sourceId: string | null;
  /** From the end of the consent to the deletion of its proof. */
  proofDays: number;
  /** Of a double opt-in: when it was asked for. The record itself is of the confirmation. */
  requestedAt?: Date | null | undefined;
  /** Of a double opt-in: SHA-256 of the mail that was answered, in hexadecimal. */
  mailDigest?: string | null | undefined;
}

export interface StoredConsent extends ConsentEvidence {
  /** null until the commit. */
  seq: number | null;
  salt: string;
  digest: string;
  keptFrom: Date;
  keepUntil: Date;
  isRestricted: boolean;
}

/** SHA-256 over the salt and the evidence in its one spelling; in hexadecimal as the salt. */
export function evidenceDigest(salt: string, evidence: ConsentEvidence): string {
  const { id, event, at, purpose, givenId, emailDigest, phoneDigest, digestKeyId, sealKeyId, commitment } =
    evidence;
  const { language, textVersion, wordingDigest, noticeVersion, form, method } = evidence;
  const { isOldEnough, network, sourceId, proofDays, requestedAt = null, mailDigest = null } = evidence;
  const spelled = JSON.stringify([
    id,
    event,
    at.toISOString(),
    purpose,
    givenId,
    emailDigest,
    phoneDigest,
    digestKeyId,
    sealKeyId,
    commitment,
    language,
    textVersion,
    wordingDigest,
    noticeVersion,
    form,
    method,
    isOldEnough,
    network,
    sourceId,
    proofDays,
    // Records of before there was a double opt-in have no such fields, and keep their digests.
    ...(requestedAt === null && mailDigest === null ? [] : [requestedAt?.toISOString() ?? null, mailDigest]),
  ]);
  return createHash('sha256').update(Buffer.from(salt, 'hex')).update(spelled, 'utf8').digest('hex');
}

export function wordingDigestOf(wording: string): string {
  return createHash('sha256').update(wording, 'utf8').digest('hex');
}

/** Of records that nobody has given: they prove that the purge works. */
export const canaryPurpose = 'canary';

const threeYears = 3 * 365 + 1;
const fiveYears = 5 * 365 + 2;

/** Three years after the end of a consent (Art. 7(1) GDPR), five after each use of one to telephone advertising (§ 7a UWG). */
export function proofDaysOf({ isTelephone }: { isTelephone: boolean }): number {
  return isTelephone ? fiveYears : threeYears;
}

export const longestProofDays = fiveYears;

export function daysAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * 86_400_000);
}

/** 3, 4, 5, 9 as 3-5,9. */
export function spansText(numbers: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else spans.push([number, number]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}

/** The digest of the note that a purge leaves. */
export function purgeDigest(purged: string): string {
  return createHash('sha256').update(`purged\0${purged}`, 'utf8').digest('hex');
}
