import { randomBytes } from 'node:crypto';
import type { Database, DatabaseOrTx } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import {
  lasting,
  newCanary,
  withoutHeld,
  type DataSubject,
  type Erasure,
  type HeldRecord,
  type Language,
  type LastingDescriptions,
  type PersonalDataHolding,
} from '@foyer/service';
import {
  canaryPurpose,
  evidenceDigest,
  longestProofDays,
  proofDaysOf,
  wordingDigestOf,
} from './consent-record.ts';
import type { ConsentStore } from './consent-store.ts';
import { recordsOf, type ConsentPort } from './consents.ts';
import type { ConsentChainStore } from './consent-chain-store.ts';
import type { PersonSeal } from './person-seal.ts';
import { describeConsents } from './consent-description.ts';

const proofDays = {
  usual: proofDaysOf({ isTelephone: false }),
  telephone: proofDaysOf({ isTelephone: true }),
};

/** What was agreed to and withdrawn: proof that the law asks for, and that outlives an erasure for a while. */
export function createConsentHolding(deps: {
  db: Database;
  clock: Clock;
  store: ConsentStore;
  chain: ConsentChainStore;
  seal: PersonSeal;
  consents: ConsentPort;
}): PersonalDataHolding {
  const { db, clock, store, chain, seal, consents } = deps;
  const storedOf = async (subject: DataSubject) => store.ofPerson(db, seal.digestsOf(subject));

  return {
    name: 'privacy.consents',
    describe: (language) => describeConsents(proofDays)[language],
    columns: recordColumns.map((column) => `privacy.consent_record.${column}`),
    retention: {
      days: longestProofDays,
      from: 'privacy.consent_record.kept_from',
    },
    find: async (subject) => (await storedOf(subject)).map(({ id }) => id),
    export: async (subject) =>
      recordsOf(await storedOf(subject)).map(({ id, givenAt, withdrawnAt, keepUntil, ...fields }) => ({
        id,
        createdAt: givenAt,
        fields: {
          ...fields,
          givenAt: givenAt.toISOString(),
          withdrawnAt: withdrawnAt?.toISOString() ?? null,
          deletedAt: keepUntil.toISOString(),
        },
      })),
    // A record is what was said, not what is true: nobody changes it.
    correct: async () => 0,
    restrict: async (subject, on) => store.restrict(seal.digestsOf(subject), on ? clock.now() : null),
    erase: async (subject, { held, language }) => {
      await db
        .transaction()
        .execute(async (trx) => consents.withdrawConsent(trx, { subject, method: 'erasure' }));
      return {
        erased: 0,
        retained: retainedOf(await storedOf(subject), held, describeConsents(proofDays)[language]),
      };
    },
    due: async ({ now, held }) => store.countDue(now, held),
    purge: async ({ now, limit, held }) => {
      const purged = await db.transaction().execute(async (trx) => purgeIn(trx, now, limit, held));
      return { purged, more: purged === limit };
    },
    oldest: async () => store.oldest(),
    plantCanary: async (from) => {
      const { id, word, email } = newCanary(from);
      const person = seal.seal({ email });
      const salt = randomBytes(32).toString('hex');
      const evidence = {
        ...person,
        ...canaryText,
        id,
        event: 'given' as const,
        at: from,
        givenId: null,
        form: word,
        proofDays: longestProofDays,
      };
      const keepUntil = new Date(from.getTime() + longestProofDays * 86_400_000);
      const digest = evidenceDigest(salt, evidence);
      await store.insert(db, { ...evidence, salt, digest, keptFrom: from, keepUntil });
      return [id, word, person.emailDigest ?? word, person.sealed, salt];
    },
  };

  async function purgeIn(
    trx: DatabaseOrTx,
    now: Date,
    limit: number,
    held: readonly string[],
  ): Promise<number> {
    const gone = await store.purge(trx, now, limit, held);
    if (gone.length > 0) await chain.notePurge(trx, gone);
    return gone.length;
  }
}

/** Of no purpose that anybody uses, and without a text. */
const canaryText = {
  purpose: canaryPurpose,
  language: 'en',
  textVersion: 0,
  wordingDigest: wordingDigestOf(''),
  noticeVersion: '',
  method: 'canary',
  isOldEnough: null,
  network: null,
  sourceId: null,
};

function retainedOf(
  stored: readonly { id: string; keepUntil: Date }[],
  held: readonly HeldRecord[],
  description: LastingDescriptions[Language],
): Erasure['retained'] {
  if (stored.length === 0) return [];
  const latest = Math.max(...stored.map(({ keepUntil }) => keepUntil.getTime()));
  return [lasting(description, new Date(latest)), ...withoutHeld(stored, held, description).retained];
}

const recordColumns = [
  'id',
  'seq',
  'event',
  'at',
  'purpose',
  'given_id',
  'email_digest',
  'phone_digest',
  'digest_key_id',
  'person',
  'person_key_id',
  'commitment',
  'language',
  'text_version',
  'wording_digest',
  'notice_version',
  'form',
  'method',
  'is_old_enough',
  'network',
  'source_id',
  'proof_days',
  'salt',
  'digest',
  'kept_from',
  'keep_until',
  'restricted_at',
  'requested_at',
  'mail_digest',
];

/** Words of the company, and what a purge leaves: numbers, and digests without their salt. */
export const consentColumnsWithoutPersonalData: readonly string[] = [
  ...[
    'purpose',
    'version',
    'language',
    'wording',
    'notice_version',
    'is_telephone',
    'asks_age',
    'added_at',
    'added_by',
  ].map((column) => `privacy.consent_text.${column}`),
  ...['seq', 'digest', 'chain', 'purged'].map((column) => `privacy.consent_chain.${column}`),
  ...['is_head', 'seq', 'chain'].map((column) => `privacy.consent_head.${column}`),
];
