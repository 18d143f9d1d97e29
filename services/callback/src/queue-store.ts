import type { Database, Tx } from '@foyer/database';
import { sql } from 'kysely';
import { requestOf, type RequestRow } from './request-row.ts';
import type { AttemptOutcome, CallbackRequest, Day } from './request.ts';

export interface QueueEntry extends CallbackRequest {
  claimedBy: string | null;
  claimedByName: string | null;
  claimedAt: Date | null;
  attempts: number;
}

export interface Attempt {
  id: string;
  requestId: string;
  attemptedAt: Date;
  outcome: AttemptOutcome;
  retryAt: Date | null;
  note: string | null;
  staffId: string;
}

export interface QueueStore {
  /** What is to be called, the longest due first; claims older than `claimedAfter` are none. */
  list(claimedAfter: Date, limit: number): Promise<QueueEntry[]>;
  /**
   * Who else has claimed this request, or another one of the same number: two agents must not call one person. Holds the
   * number's lock until the end of the transaction.
   */
  othersAt(
    trx: Tx,
    request: { id: string; e164: string },
    staffId: string,
    claimedAfter: Date,
  ): Promise<string | undefined>;
  claim(trx: Tx, id: string, staff: { id: string; name: string }, now: Date): Promise<void>;
  /** @returns whether this person held it */
  giveUp(trx: Tx, id: string, staffId: string): Promise<boolean>;
  claimant(trx: Tx, id: string): Promise<string | null>;
  /** Logs the attempt and moves the request on: closed, or due again. */
  conclude(trx: Tx, attempt: Attempt, deleteOn: Day): Promise<void>;
  /** The newest first. */
  attempts(requestId: string, limit: number): Promise<Attempt[]>;
  /** Takes all other requests of a number out of the queue. @returns their ids */
  suppressNumber(trx: Tx, e164: string): Promise<string[]>;
}

export function createQueueStore(db: Database): QueueStore {
  return {
    list: async (claimedAfter, limit) => {
      const { rows } = await sql<
        RequestRow & {
          claimed_by: string | null;
          claimed_by_name: string | null;
          claimed_at: Date | null;
          attempts: number;
        }
      >`
        select request.*, (select count(*) from callback.attempt where request_id = request.id) as attempts
        from callback.request
        where state = 'open' and restricted_at is null
        order by due_at, id limit ${limit}`.execute(db);
      return rows.map((row) => {
        const isClaimed = row.claimed_at !== null && row.claimed_at > claimedAfter;
        return {
          ...requestOf(row),
          claimedBy: isClaimed ? row.claimed_by : null,
          claimedByName: isClaimed ? row.claimed_by_name : null,
          claimedAt: isClaimed ? row.claimed_at : null,
          attempts: row.attempts,
        };
      });
    },
    othersAt: async (trx, { id, e164 }, staffId, claimedAfter) => {
      await sql`select pg_advisory_xact_lock(hashtext('callback.number'), hashtext(${e164}))`.execute(trx);
      const { rows } = await sql<{ name: string }>`
        select claimed_by_name as name from callback.request
        where (id = ${id}::uuid or (e164 = ${e164} and state = 'open'))
          and claimed_by <> ${staffId} and claimed_at > ${claimedAfter}
        limit 1`.execute(trx);
      return rows[0]?.name;
    },
    claim: async (trx, id, staff, now) => {
      await sql`
        update callback.request set claimed_by = ${staff.id}, claimed_by_name = ${staff.name}, claimed_at = ${now}
        where id = ${id}::uuid`.execute(trx);
    },
    giveUp: async (trx, id, staffId) => {
      const { rows } = await sql`
        update callback.request set claimed_by = null, claimed_by_name = null, claimed_at = null
        where id = ${id}::uuid and claimed_by = ${staffId} returning id`.execute(trx);
      return rows.length === 1;
    },
    claimant: async (trx, id) => {
      const { rows } = await sql<{ claimed_by: string | null }>`
        select claimed_by from callback.request where id = ${id}::uuid`.execute(trx);
      return rows[0]?.claimed_by ?? null;
    },
    conclude: async (trx, attempt, deleteOn) => {
      const { id, requestId, attemptedAt, outcome, retryAt, note, staffId } = attempt;
      await sql`
        insert into callback.attempt (id, request_id, attempted_at, outcome, retry_at, note, staff_id)
        values (${id}, ${requestId}, ${attemptedAt}, ${outcome}, ${retryAt}, ${note}, ${staffId})`.execute(
        trx,
      );
      const isOver = retryAt === null;
      await sql`
        update callback.request
        set state = ${isOver ? 'closed' : 'open'}, outcome = ${isOver ? outcome : null},
          closed_at = ${isOver ? attemptedAt : null}, due_at = coalesce(${retryAt}::timestamptz, due_at),
          slot_place = case when slot_ends_at > ${attemptedAt} then null else slot_place end,
          delete_on = least(latest_on, ${deleteOn}::date), claimed_by = null, claimed_by_name = null, claimed_at = null
        where id = ${requestId}::uuid`.execute(trx);
    },
    attempts: async (requestId, limit) => {
      const { rows } = await sql<{
        id: string;
        attempted_at: Date;
        outcome: AttemptOutcome;
        retry_at: Date | null;
        note: string | null;
        staff_id: string;
      }>`
        select id, attempted_at, outcome, retry_at, note, staff_id from callback.attempt
        where request_id = ${requestId}::uuid order by attempted_at desc, id desc limit ${limit}`.execute(db);
      return rows.map(({ attempted_at: attemptedAt, retry_at: retryAt, staff_id: staffId, ...row }) => ({
        ...row,
        requestId,
        attemptedAt,
        retryAt,
        staffId,
      }));
    },
    suppressNumber: async (trx, e164) => {
      const { rows } = await sql<{ id: string }>`
        update callback.request
        set state = 'suppressed', claimed_by = null, claimed_by_name = null, claimed_at = null
        where e164 = ${e164} and state in ('open', 'held', 'choosing') returning id`.execute(trx);
      return rows.map(({ id }) => id);
    },
  };
}
