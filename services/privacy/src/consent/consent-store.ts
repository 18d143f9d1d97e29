import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import { sql, type RawBuilder } from 'kysely';
import { canaryPurpose, type StoredConsent } from './consent-record.ts';
import type { SealedPerson } from './person-seal.ts';

type Digests = Pick<SealedPerson, 'emailDigest' | 'phoneDigest'>;

/** A record with the words that were shown, as long as they are there. */
export type WordedConsent = StoredConsent & { wording: string | null };

export interface ConsentStore {
  insert(trx: DatabaseOrTx, consent: Omit<StoredConsent, 'seq' | 'isRestricted'>): Promise<void>;
  /** The oldest first; those of one purpose when it is given. */
  ofPerson(db: DatabaseOrTx, digests: Digests, purpose?: string): Promise<WordedConsent[]>;
  /** Consents of this person that nobody has withdrawn, locked. */
  lockInForce(trx: DatabaseOrTx, digests: Digests, purpose: string | undefined): Promise<StoredConsent[]>;
  /** This consent, when nobody has withdrawn it and it is of this person; locked. */
  lockById(trx: DatabaseOrTx, id: string, digests: Digests | undefined): Promise<StoredConsent[]>;
  isInForce(db: DatabaseOrTx, digests: Digests, purpose: string): Promise<boolean>;
  /** Those of the digests of addresses that have one in force, in hexadecimal as they are given. */
  inForceAmong(db: DatabaseOrTx, emailDigests: readonly string[], purpose: string): Promise<string[]>;
  byId(id: string): Promise<WordedConsent | undefined>;
  withdrawalOf(givenId: string): Promise<WordedConsent | undefined>;
  list(filter: ConsentFilter): Promise<WordedConsent[]>;
  /** Moves the retention forward, never back. */
  keepFrom(trx: DatabaseOrTx, ids: readonly string[], from: Date): Promise<void>;
  restrict(digests: Digests, restrictedAt: Date | null): Promise<number>;
  /** Deletes the oldest whole, with their salts. @returns their places in the chain */
  purge(trx: DatabaseOrTx, now: Date, limit: number, held: readonly string[]): Promise<number[]>;
  countDue(now: Date, held: readonly string[]): Promise<number>;
  oldest(): Promise<Date | null>;
}

interface ConsentFilter {
  digests?: Digests | undefined;
  purpose?: string | undefined;
  event?: 'given' | 'withdrawn' | undefined;
  /** Records before this one, `<time> <id>` of the last one that was shown. */
  before?: { at: Date; id: string } | undefined;
  limit: number;
}

interface Row {
  id: string;
  seq: number | null;
  event: 'given' | 'withdrawn';
  at: Date;
  purpose: string;
  given_id: string | null;
  email_digest: string | null;
  phone_digest: string | null;
  digest_key_id: string;
  person: string;
  person_key_id: string;
  commitment: string;
  language: string;
  text_version: number;
  wording_digest: string;
  notice_version: string;
  form: string;
  method: string;
  is_old_enough: boolean | null;
  network: string | null;
  source_id: string | null;
  proof_days: number;
  salt: string;
  digest: string;
  kept_from: Date;
  keep_until: Date;
  restricted_at: Date | null;
  requested_at: Date | null;
  mail_digest: string | null;
  wording: string | null;
}

/** With the words of the text; `record` and `text` as the tables are called in the query. */
export const consentColumns = sql`
  record.id, record.seq, record.event, record.at, record.purpose, record.given_id,
  encode(record.email_digest, 'hex') as email_digest, encode(record.phone_digest, 'hex') as phone_digest,
  record.digest_key_id, encode(record.person, 'hex') as person, record.person_key_id,
  encode(record.commitment, 'hex') as commitment, record.language, record.text_version,
  encode(record.wording_digest, 'hex') as wording_digest, record.notice_version, record.form, record.method,
  record.is_old_enough, record.network, record.source_id, record.proof_days, encode(record.salt, 'hex') as salt,
  encode(record.digest, 'hex') as digest, record.kept_from, record.keep_until, record.restricted_at,
  record.requested_at, encode(record.mail_digest, 'hex') as mail_digest, text.wording`;

export const joinedText = sql`
  left join privacy.consent_text as text on text.purpose = record.purpose
    and text.version = record.text_version and text.language = record.language`;

export type ConsentRow = Row;

export function createConsentStore(db: Database): ConsentStore {
  return {
    insert: async (trx, one) => {
      await sql`
        insert into privacy.consent_record (id, event, at, purpose, given_id, email_digest, phone_digest, digest_key_id,
          person, person_key_id, commitment, language, text_version, wording_digest, notice_version, form, method,
          is_old_enough, network, source_id, proof_days, salt, digest, kept_from, keep_until, requested_at, mail_digest)
        values (${one.id}::uuid, ${one.event}, ${one.at}, ${one.purpose}, ${one.givenId}::uuid, ${bytes(one.emailDigest)},
          ${bytes(one.phoneDigest)}, ${one.digestKeyId}, ${bytes(one.sealed)}, ${one.sealKeyId}, ${bytes(one.commitment)},
          ${one.language}, ${one.textVersion}, ${bytes(one.wordingDigest)}, ${one.noticeVersion}, ${one.form},
          ${one.method}, ${one.isOldEnough}, ${one.network}, ${one.sourceId}, ${one.proofDays}, ${bytes(one.salt)},
          ${bytes(one.digest)}, ${one.keptFrom}, ${one.keepUntil}, ${one.requestedAt ?? null}, ${bytes(one.mailDigest ?? null)})`.execute(
        trx,
      );
    },
    ofPerson: (reader, digests, purpose) =>
      select(reader, sql`where ${isOf(digests)} ${ofPurpose(purpose)} order by record.at, record.id`),
    lockInForce: (trx, digests, purpose) =>
      select(
        trx,
        sql`where ${isOf(digests)} ${ofPurpose(purpose)} and ${isInForce} order by record.id for update of record`,
      ),
    lockById: (trx, id, digests) =>
      select(
        trx,
        sql`where record.id = ${id}::uuid and ${digests === undefined ? sql`true` : isOf(digests)} and ${isInForce}
          for update of record`,
      ),
    isInForce: async (reader, digests, purpose) => {
      const { rows } = await sql`
        select 1 as found from privacy.consent_record as record
        where ${isOf(digests)} and record.purpose = ${purpose} and record.restricted_at is null and ${isInForce}
        limit 1`.execute(reader);
      return rows.length > 0;
    },
    inForceAmong: async (reader, emailDigests, purpose) => {
      const { rows } = await sql<{ digest: string }>`
        select distinct encode(record.email_digest, 'hex') as digest from privacy.consent_record as record
        where record.email_digest in (
            select decode(unnest(string_to_array(${emailDigests.join(',')}, ',')), 'hex'))
          and record.purpose = ${purpose} and record.restricted_at is null and ${isInForce}`.execute(reader);
      return rows.map(({ digest }) => digest);
    },
    byId: async (id) => (await select(db, sql`where record.id = ${id}::uuid`))[0],
    withdrawalOf: async (id) => (await select(db, sql`where record.given_id = ${id}::uuid limit 1`))[0],
    list: ({ digests, purpose, event, before, limit }) =>
      select(
        db,
        sql`where record.purpose <> ${canaryPurpose} ${digests === undefined ? sql`` : sql`and ${isOf(digests)}`} ${ofPurpose(purpose)}
          ${event === undefined ? sql`` : sql`and record.event = ${event}`}
          ${before === undefined ? sql`` : sql`and (record.at, record.id) < (${before.at}, ${before.id}::uuid)`}
          order by record.at desc, record.id desc limit ${limit}`,
      ),
    keepFrom: async (trx, ids, from) => {
      if (ids.length === 0) return;
      await sql`
        update privacy.consent_record
        set kept_from = ${from}::timestamptz, keep_until = ${from}::timestamptz + make_interval(secs => proof_days * 86400)
        where id in (${uuids(ids)}) and kept_from < ${from}::timestamptz`.execute(trx);
    },
    restrict: async (digests, restrictedAt) => {
      const { rows } = await sql`
        update privacy.consent_record as record set restricted_at = ${restrictedAt}::timestamptz
        where ${isOf(digests)} returning 1 as changed`.execute(db);
      return rows.length;
    },
    purge: async (trx, now, limit, held) => {
      const { rows } = await sql<{ seq: number }>`
        delete from privacy.consent_record where id in (
          select id from privacy.consent_record where ${isDue(now, held)}
          order by keep_until limit ${limit} for update skip locked
        )
        returning seq`.execute(trx);
      return rows.map(({ seq }) => seq);
    },
    countDue: async (now, held) => {
      const { rows } = await sql<{ due: number }>`
        select count(*) as due from privacy.consent_record where ${isDue(now, held)}`.execute(db);
      return rows[0]?.due ?? 0;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(kept_from) as oldest from privacy.consent_record`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

async function select(reader: DatabaseOrTx, rest: RawBuilder<unknown>): Promise<WordedConsent[]> {
  const { rows } = await sql<Row>`
    select ${consentColumns} from privacy.consent_record as record ${joinedText} ${rest}`.execute(reader);
  return rows.map(consentOf);
}

export function consentOf(row: Row): WordedConsent {
  return {
    id: row.id,
    seq: row.seq,
    event: row.event,
    at: row.at,
    purpose: row.purpose,
    givenId: row.given_id,
    emailDigest: row.email_digest,
    phoneDigest: row.phone_digest,
    digestKeyId: row.digest_key_id,
    sealed: row.person,
    sealKeyId: row.person_key_id,
    commitment: row.commitment,
    language: row.language,
    textVersion: row.text_version,
    wordingDigest: row.wording_digest,
    noticeVersion: row.notice_version,
    form: row.form,
    method: row.method,
    isOldEnough: row.is_old_enough,
    network: row.network,
    sourceId: row.source_id,
    proofDays: row.proof_days,
    salt: row.salt,
    digest: row.digest,
    keptFrom: row.kept_from,
    keepUntil: row.keep_until,
    isRestricted: row.restricted_at !== null,
    requestedAt: row.requested_at,
    mailDigest: row.mail_digest,
    wording: row.wording,
  };
}

const isInForce = sql`record.event = 'given' and not exists (
  select from privacy.consent_record as withdrawal where withdrawal.given_id = record.id)`;

function isOf({ emailDigest, phoneDigest }: Digests) {
  const byEmail = emailDigest === null ? sql`false` : sql`record.email_digest = ${bytes(emailDigest)}`;
  const byPhone = phoneDigest === null ? sql`false` : sql`record.phone_digest = ${bytes(phoneDigest)}`;
  return sql`(${byEmail} or ${byPhone})`;
}

function ofPurpose(purpose: string | undefined) {
  return purpose === undefined ? sql`` : sql`and record.purpose = ${purpose}`;
}

// Without its place in the chain a record is not committed yet.
function isDue(now: Date, held: readonly string[]) {
  return sql`keep_until <= ${now} and restricted_at is null and seq is not null and ${isNotAmong('id', held)}`;
}

function bytes(hex: string | null) {
  return sql`decode(${hex}::text, 'hex')`;
}

function uuids(ids: readonly string[]) {
  return sql`select unnest(string_to_array(${ids.join(',')}, ','))::uuid`;
}
