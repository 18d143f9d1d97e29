import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import { type Language, languageOf } from '@foyer/service';
import { sql } from 'kysely';

interface LinkRequest {
  id: string;
  subject: Uint8Array;
  language: Language;
  isSolved: boolean;
  admittedAt: Date | null;
  mailDomain: string;
}

export type TokenPurpose = 'link' | 'page';

/** How many mails since when. */
interface Allowance {
  count: number;
  since: Date;
}

export interface LinkStore {
  insert(
    trx: DatabaseOrTx,
    request: Omit<LinkRequest, 'admittedAt'> & {
      emailDigest: Uint8Array;
      domainDigest: Uint8Array;
      requestedAt: Date;
    },
  ): Promise<void>;
  byId(id: string): Promise<LinkRequest | undefined>;
  /** Notes that a mail may go, unless it would be one too many. One that was admitted stays so. */
  admit(
    id: string,
    now: Date,
    limits: { recipient: Allowance; domain: Allowance; unsolved: Allowance },
  ): Promise<boolean>;
  /** Does nothing when the request is gone. */
  addToken(
    tokenHash: Uint8Array,
    token: { linkRequestId: string; purpose: TokenPurpose; now: Date; expiresAt: Date; uses: number },
  ): Promise<boolean>;
  find(tokenHash: Uint8Array, purpose: TokenPurpose, now: Date): Promise<FoundToken | undefined>;
  /** Takes one use, atomically: of many at once only as many get one as there are. */
  use(tokenHash: Uint8Array, purpose: TokenPurpose, now: Date): Promise<FoundToken | undefined>;
  ofSubject(emailDigest: Uint8Array | null): Promise<{ id: string; requestedAt: Date; mailDomain: string }[]>;
  requestedBefore(
    moment: Date,
    limit: number,
    held: readonly string[],
  ): Promise<{ id: string; mailDomain: string }[]>;
  countRequestedBefore(moment: Date, held: readonly string[]): Promise<number>;
  /** With their tokens. */
  remove(ids: readonly string[]): Promise<number>;
  oldest(): Promise<Date | null>;
}

export interface FoundToken {
  linkRequestId: string;
  subject: Uint8Array;
  language: Language;
  expiresAt: Date;
}

interface TokenRow {
  id: string;
  subject: Uint8Array;
  language: string;
  expires_at: Date;
}

export function createLinkStore(db: Database): LinkStore {
  return {
    insert: async (trx, request) => {
      await sql`
        insert into privacy.link_request (id, subject, email_digest, domain_digest, language, is_solved, requested_at,
          mail_domain)
        values (${request.id}::uuid, ${request.subject}, ${request.emailDigest}, ${request.domainDigest},
          ${request.language}, ${request.isSolved}, ${request.requestedAt}, ${request.mailDomain})`.execute(
        trx,
      );
    },
    byId: async (id) => {
      const { rows } = await sql<Omit<LinkRequest, 'language'> & { language: string }>`
        select id, subject, language, is_solved as "isSolved", admitted_at as "admittedAt", mail_domain as "mailDomain"
        from privacy.link_request where id = ${id}::uuid`.execute(db);
      const [row] = rows;
      return row && { ...row, language: languageOf(row.language) ?? 'en' };
    },
    admit: async (id, now, { recipient, domain, unsolved }) =>
      await db.transaction().execute(async (trx) => {
        // Counted one after the other, or two at once would both be the last one.
        await sql`select pg_advisory_xact_lock(hashtext('privacy.link_request'))`.execute(trx);
        const { rows } = await sql`
          update privacy.link_request as own set admitted_at = coalesce(admitted_at, ${now}::timestamptz)
          where id = ${id}::uuid and (admitted_at is not null or (
            (select count(*) from privacy.link_request
              where email_digest = own.email_digest and admitted_at > ${recipient.since}) < ${recipient.count}
            and (select count(*) from privacy.link_request
              where domain_digest = own.domain_digest and admitted_at > ${domain.since}) < ${domain.count}
            and (is_solved or (select count(*) from privacy.link_request
              where not is_solved and admitted_at > ${unsolved.since}) < ${unsolved.count})
          ))
          returning id`.execute(trx);
        return rows.length === 1;
      }),
    addToken: async (tokenHash, { linkRequestId, purpose, now, expiresAt, uses }) => {
      const { rows } = await sql`
        insert into privacy.access_token (token_hash, link_request_id, purpose, created_at, expires_at, uses_left)
        select ${tokenHash}::bytea, id, ${purpose}::text, ${now}::timestamptz, ${expiresAt}::timestamptz,
          ${uses}::integer
        from privacy.link_request where id = ${linkRequestId}::uuid
        returning 1 as added`.execute(db);
      return rows.length === 1;
    },
    find: async (tokenHash, purpose, now) => {
      const { rows } = await sql<TokenRow>`
        select r.id, r.subject, r.language, t.expires_at
        from privacy.access_token t join privacy.link_request r on r.id = t.link_request_id
        where t.token_hash = ${tokenHash} and t.purpose = ${purpose} and t.expires_at > ${now}
          and t.uses_left > 0`.execute(db);
      return rows[0] && foundToken(rows[0]);
    },
    use: async (tokenHash, purpose, now) => {
      const { rows } = await sql<TokenRow>`
        update privacy.access_token t set uses_left = uses_left - 1
        from privacy.link_request r
        where t.token_hash = ${tokenHash} and t.purpose = ${purpose} and t.expires_at > ${now} and t.uses_left > 0
          and r.id = t.link_request_id
        returning r.id, r.subject, r.language, t.expires_at`.execute(db);
      return rows[0] && foundToken(rows[0]);
    },
    ofSubject: async (emailDigest) => {
      const { rows } = await sql<{ id: string; requestedAt: Date; mailDomain: string }>`
        select id, requested_at as "requestedAt", mail_domain as "mailDomain" from privacy.link_request
        where email_digest = ${emailDigest}::bytea order by requested_at`.execute(db);
      return rows;
    },
    requestedBefore: async (moment, limit, held) => {
      const { rows } = await sql<{ id: string; mailDomain: string }>`
        select id, mail_domain as "mailDomain" from privacy.link_request
        where requested_at <= ${moment} and ${isNotAmong('id', held)} order by requested_at limit ${limit}`.execute(
        db,
      );
      return rows;
    },
    countRequestedBefore: async (moment, held) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from privacy.link_request
        where requested_at <= ${moment} and ${isNotAmong('id', held)}`.execute(db);
      return rows[0]?.count ?? 0;
    },
    remove: async (ids) => {
      const { rows } = await sql`
        delete from privacy.link_request where id in (${idsOf(ids)}) returning id`.execute(db);
      return rows.length;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(requested_at) as oldest from privacy.link_request`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function foundToken(row: TokenRow): FoundToken {
  return {
    linkRequestId: row.id,
    subject: row.subject,
    language: languageOf(row.language) ?? 'en',
    expiresAt: row.expires_at,
  };
}

function idsOf(ids: readonly string[]) {
  return sql`select unnest(string_to_array(${ids.join(',')}, ','))::uuid`;
}
