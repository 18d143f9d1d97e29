import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import { type Language, languageOf } from '@foyer/service';
import { sql, type RawBuilder } from 'kysely';
import type { Salutation } from './subscriber.ts';

export type MailOutcome = 'sent' | 'limited' | 'suppressed' | 'refused';

/** Somebody typed an address: to sign up, or for a link to leave. */
export interface Pending {
  id: string;
  kind: 'sign_up' | 'leave';
  /** null once it is settled, with all below that is about the person. */
  email: string | null;
  name: string | null;
  salutation: Salutation | null;
  topics: string[];
  language: Language;
  textVersion: number | null;
  isOldEnough: boolean | null;
  isSolved: boolean;
  /** The cut-off address, where it is wanted as evidence. */
  network: string | null;
  mailDomain: string;
  mailDigest: Uint8Array | null;
  isRestricted: boolean;
  requestedAt: Date;
  settledAt: Date | null;
  subscriberNumber: number | null;
}

export type NewPending = Pick<
  Pending,
  | 'id'
  | 'kind'
  | 'name'
  | 'salutation'
  | 'topics'
  | 'language'
  | 'textVersion'
  | 'isOldEnough'
  | 'isSolved'
  | 'network'
  | 'mailDomain'
  | 'requestedAt'
> & { email: string; recipientDigest: Uint8Array; domainDigest: Uint8Array; networkDigest: Uint8Array };

/** At most so many since a moment. */
interface Allowance {
  count: number;
  since: Date;
}

export interface Limits {
  recipient: Allowance;
  domain: Allowance;
  network: Allowance;
  /** All together that came without a solution. */
  unsolved: Allowance;
}

export interface PendingStore {
  insert(trx: DatabaseOrTx, pending: NewPending): Promise<void>;
  byId(db: DatabaseOrTx, id: string): Promise<Pending | undefined>;
  lock(trx: DatabaseOrTx, id: string): Promise<Pending | undefined>;
  /** Whether its mail may go, which is written down. One that was admitted before stays so: it is the same mail again. */
  admit(id: string, limits: Limits): Promise<boolean>;
  noteMail(db: DatabaseOrTx, id: string, outcome: MailOutcome, digest?: Uint8Array): Promise<void>;
  /** Forgets who it was about. */
  settle(trx: DatabaseOrTx, id: string, end: { at: Date; subscriberNumber: number | null }): Promise<void>;
  ofEmail(email: string): Promise<Pending[]>;
  correct(email: string, name: string): Promise<number>;
  restrict(email: string, on: boolean): Promise<number>;
  before(moment: Date, limit: number, held: readonly string[]): Promise<Pending[]>;
  countBefore(moment: Date, held: readonly string[]): Promise<number>;
  /** Those that are settled, by what is left of them: digests, by which a mailbox could be told again. */
  settledOf(digests: { recipient: Uint8Array; domain: Uint8Array }): Promise<Pending[]>;
  remove(db: DatabaseOrTx, ids: readonly string[]): Promise<number>;
  oldest(): Promise<Date | null>;
}

type Row = Omit<Pending, 'topics' | 'language'> & { topics: string | null; language: string };

const columns = sql`id, kind, email, name, salutation, topics, language, text_version as "textVersion",
  is_old_enough as "isOldEnough", is_solved as "isSolved", network, mail_domain as "mailDomain",
  mail_digest as "mailDigest", is_restricted as "isRestricted", requested_at as "requestedAt",
  settled_at as "settledAt", subscriber_number as "subscriberNumber"`;

export function createPendingStore(db: Database): PendingStore {
  return {
    insert: async (trx, one) => {
      await sql`
        insert into newsletter.pending (id, kind, email, name, salutation, topics, language, text_version, is_old_enough,
          is_solved, network, recipient_digest, domain_digest, network_digest, mail_domain, requested_at)
        values (${one.id}::uuid, ${one.kind}, ${one.email}, ${one.name}, ${one.salutation}, ${one.topics.join(',')},
          ${one.language}, ${one.textVersion}, ${one.isOldEnough}, ${one.isSolved}, ${one.network},
          ${one.recipientDigest}, ${one.domainDigest}, ${one.networkDigest}, ${one.mailDomain}, ${one.requestedAt})`.execute(
        trx,
      );
    },
    byId: async (reader, id) => (await read(reader, sql`where id = ${id}::uuid`))[0],
    lock: async (trx, id) => (await read(trx, sql`where id = ${id}::uuid for update`))[0],
    admit: async (id, { recipient, domain, network, unsolved }) =>
      await db.transaction().execute(async (trx) => {
        // Counted one after the other, or two at once would both be the last one.
        await sql`select pg_advisory_xact_lock(hashtext('newsletter.pending'))`.execute(trx);
        const mailed = sql`other.mail in ('admitted', 'sent', 'refused') and other.id <> own.id`;
        const { rows } = await sql`
          update newsletter.pending as own
          set mail = case when mail in ('sent', 'refused') then mail else 'admitted' end
          where id = ${id}::uuid and (mail in ('admitted', 'sent', 'refused') or (
            (select count(*) from newsletter.pending as other where ${mailed}
              and other.domain_digest = own.domain_digest and other.recipient_digest = own.recipient_digest
              and other.requested_at > ${recipient.since}) < ${recipient.count}
            and (select count(*) from newsletter.pending as other where ${mailed}
              and other.domain_digest = own.domain_digest and other.requested_at > ${domain.since}) < ${domain.count}
            and (select count(*) from newsletter.pending as other where ${mailed}
              and other.network_digest = own.network_digest and other.requested_at > ${network.since}) < ${network.count}
            and (is_solved or (select count(*) from newsletter.pending as other where ${mailed}
              and not other.is_solved and other.requested_at > ${unsolved.since}) < ${unsolved.count})
          ))
          returning 1 as admitted`.execute(trx);
        return rows.length === 1;
      }),
    noteMail: async (writer, id, outcome, digest) => {
      await sql`
        update newsletter.pending set mail = ${outcome}, mail_digest = coalesce(${digest ?? null}::bytea, mail_digest)
        where id = ${id}::uuid`.execute(writer);
    },
    settle: async (trx, id, { at, subscriberNumber }) => {
      await sql`
        update newsletter.pending set email = null, name = null, salutation = null, topics = null, network = null,
          is_old_enough = null, settled_at = ${at}, subscriber_number = ${subscriberNumber}
        where id = ${id}::uuid`.execute(trx);
    },
    ofEmail: async (email) =>
      await read(db, sql`where lower(email) = lower(${email}::text) order by requested_at`),
    correct: async (email, name) => {
      const { rows } = await sql`
        update newsletter.pending set name = ${name} where lower(email) = lower(${email}::text) and kind = 'sign_up'
        returning 1 as changed`.execute(db);
      return rows.length;
    },
    restrict: async (email, on) => {
      const { rows } = await sql`
        update newsletter.pending set is_restricted = ${on} where lower(email) = lower(${email}::text)
        returning 1 as changed`.execute(db);
      return rows.length;
    },
    before: async (moment, limit, held) =>
      await read(db, sql`where ${isDue(moment, held)} order by requested_at limit ${limit}`),
    countBefore: async (moment, held) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from newsletter.pending where ${isDue(moment, held)}`.execute(db);
      return rows[0]?.count ?? 0;
    },
    settledOf: async ({ recipient, domain }) =>
      await read(
        db,
        sql`where settled_at is not null and domain_digest = ${domain} and recipient_digest = ${recipient}`,
      ),
    remove: async (writer, ids) => {
      const { rows } = await sql`
        delete from newsletter.pending where id in (select unnest(string_to_array(${ids.join(',')}, ','))::uuid)
        returning 1 as gone`.execute(writer);
      return rows.length;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(requested_at) as oldest from newsletter.pending where not is_restricted`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function isDue(moment: Date, held: readonly string[]) {
  return sql`requested_at <= ${moment} and not is_restricted and ${isNotAmong('id', held)}`;
}

async function read(reader: DatabaseOrTx, rest: RawBuilder<unknown>): Promise<Pending[]> {
  const { rows } = await sql<Row>`select ${columns} from newsletter.pending ${rest}`.execute(reader);
  return rows.map(({ topics, language, ...row }) => ({
    ...row,
    topics: topics === null || topics === '' ? [] : topics.split(','),
    language: languageOf(language) ?? 'en',
  }));
}
