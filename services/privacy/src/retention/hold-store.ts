import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import { sql, type RawBuilder } from 'kysely';
import type { SubjectDigests } from '../subject-seal.ts';

export interface Hold {
  id: string;
  /** null with `recordId`: everything of one person. */
  holding: string | null;
  recordId: string | null;
  /** null when it is over. */
  sealedSubject: Uint8Array | null;
  why: string;
  until: Date;
  createdAt: Date;
  createdBy: string | null;
  endedAt: Date | null;
}

export interface HoldStore {
  insert(trx: DatabaseOrTx, hold: Omit<Hold, 'endedAt'> & { digests: SubjectDigests }): Promise<void>;
  /** @returns false when it was over already */
  end(trx: DatabaseOrTx, id: string, by: string, at: Date): Promise<boolean>;
  inForce(now: Date): Promise<Hold[]>;
  /** Changes when a hold is added, ended or over: whoever has read them need not read them again before. */
  version(now: Date): Promise<string>;
  /** Those in force first, then the newest. */
  list(now: Date, limit: number): Promise<Hold[]>;
  ofSubject(digests: SubjectDigests): Promise<Hold[]>;
  /** Takes the subject out of those that are over. */
  forgetSubjects(now: Date): Promise<void>;
  deleteBefore(moment: Date, options: { limit: number; held: readonly string[] }): Promise<number>;
  countBefore(moment: Date, held: readonly string[]): Promise<number>;
  oldest(): Promise<Date | null>;
}

const columns = sql`id, holding, record_id as "recordId", sealed_subject as "sealedSubject", why, until,
  created_at as "createdAt", created_by as "createdBy", ended_at as "endedAt"`;

export function createHoldStore(db: Database): HoldStore {
  const select = async (rest: RawBuilder<unknown>): Promise<Hold[]> =>
    (await sql<Hold>`select ${columns} from privacy.hold ${rest}`.execute(db)).rows;
  return {
    insert: async (trx, hold) => {
      await sql`
        insert into privacy.hold (id, holding, record_id, email_digest, phone_digest, sealed_subject, why, until,
          created_at, created_by)
        values (${hold.id}, ${hold.holding}, ${hold.recordId}, ${hold.digests.email}, ${hold.digests.phone},
          ${hold.sealedSubject}, ${hold.why}, ${hold.until}, ${hold.createdAt}, ${hold.createdBy})`.execute(
        trx,
      );
    },
    end: async (trx, id, by, at) => {
      const { rows } = await sql`
        update privacy.hold set ended_at = ${at}, ended_by = ${by}, sealed_subject = null
        where id = ${id}::uuid and ended_at is null and until > ${at} returning id`.execute(trx);
      return rows.length === 1;
    },
    inForce: (now) => select(sql`where ended_at is null and until > ${now} order by created_at, id`),
    version: async (now) => {
      const { rows } = await sql<{ version: string }>`
        select count(*)::text || ' ' || coalesce(max(id::text), '') as version from privacy.hold
        where ended_at is null and until > ${now}`.execute(db);
      return rows[0]?.version ?? '';
    },
    list: (now, limit) =>
      // Made-up ones are nobody's.
      select(
        sql`where created_by is not null order by (ended_at is null and until > ${now}) desc, created_at desc, id desc limit ${limit}`,
      ),
    ofSubject: (digests) =>
      select(
        sql`where email_digest = ${digests.email} or phone_digest = ${digests.phone} order by created_at`,
      ),
    forgetSubjects: async (now) => {
      await sql`
        update privacy.hold set sealed_subject = null
        where sealed_subject is not null and until <= ${now}`.execute(db);
    },
    deleteBefore: async (moment, { limit, held }) => {
      const { rows } = await sql`
        delete from privacy.hold where id in (
          select id from privacy.hold where ${isOver(moment, held)} order by until limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    countBefore: async (moment, held) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from privacy.hold where ${isOver(moment, held)}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(until) as oldest from privacy.hold`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function isOver(moment: Date, held: readonly string[]) {
  return sql`until <= ${moment} and ${isNotAmong('id', held)}`;
}
