import { randomBytes } from 'node:crypto';
import type { Database, DatabaseOrTx } from '@foyer/database';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { DataSubject } from '@foyer/service';
import { privacyError } from '../errors.ts';
import {
  daysAfter,
  evidenceDigest,
  proofDaysOf,
  wordingDigestOf,
  type ConsentEvidence,
} from './consent-record.ts';
import type { ConsentStore, WordedConsent } from './consent-store.ts';
import type { ConsentTextStore } from './consent-text-store.ts';
import type { PersonSeal } from './person-seal.ts';

export interface NewConsent {
  purpose: string;
  subject: DataSubject;
  language: string;
  /** The version that stood beside the box. */
  textVersion: number;
  form: string;
  /** How it was said: `checkbox`, `link in a mail`, `telephone`. */
  method: string;
  /** Now when not given. */
  at?: Date | undefined;
  /** What they answered where a form asks whether they are 16 or older. */
  isOldEnough?: boolean | undefined;
  /** The cut-off address, where the law wants it. */
  networkTruncated?: string | null | undefined;
  /** The message or sign-up it came with. */
  sourceId?: string | undefined;
  /** Of a double opt-in: when it was asked for, and SHA-256 of the mail that was answered. */
  optIn?: { requestedAt: Date; mailDigest: Uint8Array | null } | undefined;
}

/** A consent as its giver may read it. */
export interface ConsentRecord {
  id: string;
  purpose: string;
  /** Word for word as it was shown. */
  wording: string;
  language: string;
  textVersion: number;
  noticeVersion: string;
  form: string;
  method: string;
  isOldEnough: boolean | null;
  givenAt: Date;
  withdrawnAt: Date | null;
  withdrawalMethod: string | null;
  isRestricted: boolean;
  /** When the proof is deleted, unless the consent is used or withdrawn later. */
  keepUntil: Date;
}

/** In the transaction of the withdrawal. */
export type Withdrawn = (trx: DatabaseOrTx, subject: DataSubject, purpose: string) => Promise<void>;

export interface ConsentOffer {
  purpose: string;
  version: number;
  wording: string;
  asksAge: boolean;
}

export interface ConsentPort {
  /** What a form may ask today; purposes that nobody has written a wording for are left out. In the order given. */
  consentOffers(db: DatabaseOrTx, purposes: readonly string[], language: string): Promise<ConsentOffer[]>;
  /**
   * Whether a person who ticked this version saw what may be agreed to: the newest version, or one that was replaced a week
   * ago at most, since pages stay open.
   */
  isOffered(db: DatabaseOrTx, purpose: string, version: number, language: string): Promise<boolean>;
  /**
   * Writes down a consent in the transaction of what it came with.
   *
   * @returns undefined when the age statement was asked for and not given: then nothing is written down
   * @throws AppError consent_text_unknown when nobody has written this version in this language
   * @throws RangeError when neither an address nor a number can be read
   */
  recordConsent(trx: DatabaseOrTx, consent: NewConsent): Promise<{ id: string } | undefined>;
  /**
   * Ends the consents of a person, to one purpose or to all.
   *
   * @returns how many
   */
  withdrawConsent(
    trx: DatabaseOrTx,
    withdrawal: { subject: DataSubject; purpose?: string | undefined; method: string; at?: Date | undefined },
  ): Promise<number>;
  /** Ends this one, of this person when one is named. @returns whether it was in force, and theirs */
  withdrawById(
    trx: DatabaseOrTx,
    withdrawal: { id: string; subject?: DataSubject | undefined; method: string },
  ): Promise<boolean>;
  /** The oldest first, those that were withdrawn too. */
  consentsOf(subject: DataSubject): Promise<ConsentRecord[]>;
  /** To be asked at the moment of each use. False while the data are restricted. */
  hasConsent(db: DatabaseOrTx, subject: DataSubject, purpose: string): Promise<boolean>;
  /** Those for whom `hasConsent` is true, in their order. Asks for a thousand in one statement. */
  withConsent<Some extends { email: string }>(
    db: DatabaseOrTx,
    subjects: readonly Some[],
    purpose: string,
  ): Promise<Some[]>;
  /** After a use: the period of proof counts from the last one. */
  noteUse(trx: DatabaseOrTx, subject: DataSubject, purpose: string): Promise<void>;
}

const graceDays = 7;
const batchSize = 1000;

export function createConsents(deps: {
  db: Database;
  clock: Clock;
  store: ConsentStore;
  texts: ConsentTextStore;
  seal: PersonSeal;
  withdrawn?: Withdrawn | undefined;
}): ConsentPort {
  const { db, clock, store, texts, seal } = deps;

  async function write(trx: DatabaseOrTx, evidence: ConsentEvidence): Promise<void> {
    const salt = randomBytes(32).toString('hex');
    await store.insert(trx, {
      ...evidence,
      salt,
      digest: evidenceDigest(salt, evidence),
      keptFrom: evidence.at,
      keepUntil: daysAfter(evidence.at, evidence.proofDays),
    });
  }

  async function tell(trx: DatabaseOrTx, given: ConsentEvidence): Promise<void> {
    const person = deps.withdrawn && seal.open(given);
    if (person === undefined) return;
    const { email, phone } = person;
    const subject = { ...(email !== null && { email }), ...(phone !== null && { phone }) };
    await deps.withdrawn?.(trx, subject, given.purpose);
  }

  async function withdraw(
    trx: DatabaseOrTx,
    consents: readonly ConsentEvidence[],
    method: string,
    at: Date,
  ): Promise<number> {
    for (const given of consents) {
      await write(trx, { ...given, id: uuidv7(at), event: 'withdrawn', givenId: given.id, at, method });
    }
    await store.keepFrom(
      trx,
      consents.map(({ id }) => id),
      at,
    );
    for (const given of consents) await tell(trx, given);
    return consents.length;
  }

  return {
    consentOffers: async (reader, purposes, language) => {
      const newest = new Map(
        (await texts.newest(reader, purposes, language)).map((text) => [text.purpose, text]),
      );
      return [...new Set(purposes)].flatMap((purpose) => {
        const text = newest.get(purpose);
        return text === undefined
          ? []
          : [{ purpose, version: text.version, wording: text.wording, asksAge: text.asksAge }];
      });
    },
    isOffered: async (reader, purpose, version, language) => {
      if ((await texts.find(reader, purpose, version, language)) === undefined) return false;
      const supersededAt = await texts.supersededAt(reader, purpose, version);
      return supersededAt === null || daysAfter(supersededAt, graceDays) >= clock.now();
    },
    recordConsent: async (trx, consent) => {
      const { purpose, subject, language, textVersion, form, method, isOldEnough } = consent;
      const text = await texts.find(trx, purpose, textVersion, language);
      if (text === undefined) {
        throw privacyError(
          'consent_text_unknown',
          `there is no version ${textVersion} of the consent '${purpose}' in '${language}'`,
        );
      }
      if (isOldEnough === false || (text.asksAge && isOldEnough !== true)) return undefined;
      const at = consent.at ?? clock.now();
      const id = uuidv7(at);
      await write(trx, {
        ...seal.seal(subject),
        id,
        event: 'given',
        at,
        purpose,
        givenId: null,
        language,
        textVersion,
        wordingDigest: wordingDigestOf(text.wording),
        noticeVersion: text.noticeVersion,
        form,
        method,
        isOldEnough: isOldEnough ?? null,
        network: consent.networkTruncated ?? null,
        sourceId: consent.sourceId ?? null,
        proofDays: proofDaysOf(text),
        requestedAt: consent.optIn?.requestedAt ?? null,
        mailDigest: consent.optIn?.mailDigest ? Buffer.from(consent.optIn.mailDigest).toString('hex') : null,
      });
      return { id };
    },
    withdrawConsent: async (trx, { subject, purpose, method, at = clock.now() }) => {
      const inForce = await store.lockInForce(trx, seal.digestsOf(subject), purpose);
      return withdraw(trx, inForce, method, at);
    },
    withdrawById: async (trx, { id, subject, method }) => {
      const one = await store.lockById(trx, id, subject && seal.digestsOf(subject));
      return (await withdraw(trx, one, method, clock.now())) > 0;
    },
    consentsOf: async (subject) => recordsOf(await store.ofPerson(db, seal.digestsOf(subject))),
    hasConsent: async (reader, subject, purpose) => store.isInForce(reader, seal.digestsOf(subject), purpose),
    withConsent: async (reader, subjects, purpose) => {
      const agreed = new Set<string>();
      const digests = subjects.map(({ email }) => seal.digestsOf({ email }).emailDigest);
      const asked = [...new Set(digests.filter((digest) => digest !== null))];
      for (let start = 0; start < asked.length; start += batchSize) {
        const found = await store.inForceAmong(reader, asked.slice(start, start + batchSize), purpose);
        for (const digest of found) agreed.add(digest);
      }
      return subjects.filter((_, index) => agreed.has(digests[index] ?? ''));
    },
    noteUse: async (trx, subject, purpose) => {
      const inForce = await store.lockInForce(trx, seal.digestsOf(subject), purpose);
      await store.keepFrom(
        trx,
        inForce.map(({ id }) => id),
        clock.now(),
      );
    },
  };
}

/** Each consent with its end, from the records of both. */
export function recordsOf(stored: readonly WordedConsent[]): ConsentRecord[] {
  const ends = new Map(stored.filter(({ givenId }) => givenId !== null).map((one) => [one.givenId, one]));
  return stored
    .filter(({ event }) => event === 'given')
    .map((given) => ({
      id: given.id,
      purpose: given.purpose,
      wording: given.wording ?? '',
      language: given.language,
      textVersion: given.textVersion,
      noticeVersion: given.noticeVersion,
      form: given.form,
      method: given.method,
      isOldEnough: given.isOldEnough,
      givenAt: given.at,
      withdrawnAt: ends.get(given.id)?.at ?? null,
      withdrawalMethod: ends.get(given.id)?.method ?? null,
      isRestricted: given.isRestricted,
      keepUntil: given.keepUntil,
    }));
}
