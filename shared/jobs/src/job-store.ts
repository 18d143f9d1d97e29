import type { Database, DatabaseOrTx } from '@foyer/database';
import { uuidv7 } from '@foyer/runtime';
import { sql, type RawBuilder } from 'kysely';
import type { DeadJob, Job, JobStats, NewJob } from './job.ts';

/** A job in the hands of one holder: nobody with another attempt may touch the row. */
export interface Holding {
  id: string;
  attempt: number;
}

export interface HeldJob extends Job {
  failures: number;
}

const heldColumns = sql`id, name, payload, attempt, failures`;

/** One statement for any number of jobs, for it runs inside the caller's transaction. */
export async function insertJobs(trx: DatabaseOrTx, jobs: readonly NewJob[], now: Date): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map(({ name, payload, at, key }) => ({
    id: uuidv7(now),
    name,
    payload,
    run_at: at ?? now,
    key: key ?? null,
  }));
  await sql`
    insert into jobs.job (id, name, payload, run_at, key, created_at)
    select id, name, payload, run_at, key, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, name text, payload jsonb, run_at timestamptz, key text)
    on conflict (key) do nothing`.execute(trx);
}

/**
 * Deletes jobs by their keys, whatever their state, because what their payload names is being erased. One that is running
 * is not stopped: its handler must find nothing any more, and what it then writes about the job is lost.
 *
 * @param db the transaction of the erasure, so that both happen or neither
 * @param keys as they were enqueued; those that no job has are passed over
 * @returns how many there were
 */
export async function deleteJobs(db: DatabaseOrTx, keys: readonly string[]): Promise<number> {
  if (keys.length === 0) return 0;
  // One parameter whatever the number of keys, so that the statement is always the same.
  const { rows } = await sql`
    delete from jobs.job where key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))
    returning 1 as gone`.execute(db);
  return rows.length;
}

/**
 * Hands out up to `limit` due jobs, the longest due first, and none that another process is just taking.
 * @param options.isStarted whether the jobs run at once, or wait in Redis for `startJob`.
 */
export async function claimJobs(
  db: Database,
  options: { now: Date; limit: number; leasedUntil: Date; isStarted: boolean },
): Promise<HeldJob[]> {
  const { now, limit, leasedUntil, isStarted } = options;
  const { rows } = await sql<HeldJob>`
    update jobs.job
    set state = 'claimed', attempt = attempt + 1, claimed_at = ${now}, leased_until = ${leasedUntil},
      started_at = ${isStarted ? now : null}
    where id in (
      select id from jobs.job
      where state = 'ready' and run_at <= ${now}
      order by run_at, id
      limit ${limit}
      for update skip locked
    )
    returning ${heldColumns}`.execute(db);
  return rows;
}

/** Starts a job that waited in Redis. @returns nothing when it is no longer the caller's, or was started already. */
export async function startJob(
  db: Database,
  holding: Holding,
  now: Date,
  leasedUntil: Date,
): Promise<HeldJob | undefined> {
  const { rows } = await sql<HeldJob>`
    update jobs.job set started_at = ${now}, leased_until = ${leasedUntil}
    where ${isHeld(holding)} and started_at is null
    returning ${heldColumns}`.execute(db);
  return rows[0];
}

/** @returns whether the job is still the caller's. */
export function renewLease(db: Database, holding: Holding, leasedUntil: Date): Promise<boolean> {
  return changesOne(db, sql`update jobs.job set leased_until = ${leasedUntil} where ${isHeld(holding)}`);
}

/** A job that is done is deleted. @returns whether it was still the caller's to finish. */
export function finishJob(db: Database, holding: Holding): Promise<boolean> {
  return changesOne(db, sql`delete from jobs.job where ${isHeld(holding)}`);
}

/** @returns whether the job was still the caller's. */
export function failJob(
  db: DatabaseOrTx,
  holding: Holding,
  outcome: { lastError: string } & ({ retryAt: Date } | { diedAt: Date }),
): Promise<boolean> {
  const next =
    'retryAt' in outcome
      ? sql`state = 'ready', run_at = ${outcome.retryAt}`
      : sql`state = 'dead', died_at = ${outcome.diedAt}`;
  return changesOne(
    db,
    sql`
      update jobs.job
      set ${next}, failures = failures + 1, last_error = ${outcome.lastError}, ${noLease}
      where ${isHeld(holding)}`,
  );
}

/** Puts a job off without counting a failure. @returns whether it was still the caller's. */
export function putJobOff(db: Database, holding: Holding, until: Date): Promise<boolean> {
  return changesOne(
    db,
    sql`update jobs.job set state = 'ready', run_at = ${until}, ${noLease} where ${isHeld(holding)}`,
  );
}

/** Gives jobs back that were not tried, or were interrupted through no fault of theirs. */
export async function releaseJobs(db: Database, holdings: readonly Holding[]): Promise<void> {
  if (holdings.length === 0) return;
  await sql`
    update jobs.job set state = 'ready', ${noLease}
    from jsonb_to_recordset(${holdingsJson(holdings)}::jsonb) as held (id uuid, attempt integer)
    where job.id = held.id and job.attempt = held.attempt and job.state = 'claimed'`.execute(db);
}

/**
 * Takes jobs away from holders that let their lease run out. One that had started may be what killed its process, so
 * that counts as a failure, and the last allowed one is death.
 *
 * @param db a transaction, when what follows a death is written with it
 * @returns the jobs, and whether each is dead now
 */
export async function expireLeases(
  db: DatabaseOrTx,
  options: { now: Date; leasedBefore?: Date; maxAttempts: number },
): Promise<(Pick<Job, 'name' | 'payload'> & { isDead: boolean })[]> {
  const { now, leasedBefore = now, maxAttempts } = options;
  const isLast = sql`(started_at is not null and failures + 1 >= ${maxAttempts})`;
  const { rows } = await sql<Pick<Job, 'name' | 'payload'> & { isDead: boolean }>`
    update jobs.job
    set state = case when ${isLast} then 'dead' else 'ready' end,
      died_at = case when ${isLast} then ${now}::timestamptz end,
      failures = failures + case when started_at is null then 0 else 1 end,
      last_error = case when started_at is null then last_error else ${leaseExpired} end,
      ${noLease}
    where id in (
      select id from jobs.job
      where state = 'claimed' and leased_until <= ${leasedBefore}
      for update skip locked
    )
    returning name, payload, state = 'dead' as "isDead"`.execute(db);
  return rows;
}

/** Jobs that were handed to Redis and not started, and whose lease ends before `leasedBefore`; at most `limit`. */
export async function queuedJobs(
  db: Database,
  options: { leasedBefore: Date; limit: number },
): Promise<(Holding & { claimedAt: Date })[]> {
  const { rows } = await sql<Holding & { claimedAt: Date }>`
    select id, attempt, claimed_at as "claimedAt" from jobs.job
    where state = 'claimed' and leased_until <= ${options.leasedBefore} and started_at is null
    order by leased_until
    limit ${options.limit}`.execute(db);
  return rows;
}

/** Renews the leases of jobs that still wait in Redis. */
export async function extendQueued(
  db: Database,
  holdings: readonly Holding[],
  leasedUntil: Date,
): Promise<void> {
  if (holdings.length === 0) return;
  await sql`
    update jobs.job set leased_until = ${leasedUntil}
    from jsonb_to_recordset(${holdingsJson(holdings)}::jsonb) as held (id uuid, attempt integer)
    where job.id = held.id and job.attempt = held.attempt and job.state = 'claimed'
      and job.started_at is null`.execute(db);
}

export async function listDead(db: Database, limit: number): Promise<DeadJob[]> {
  const { rows } = await sql<DeadJob>`
    select id, name, payload, attempt, failures, last_error as "lastError", created_at as "createdAt",
      died_at as "diedAt"
    from jobs.job
    where state = 'dead'
    order by died_at, id
    limit ${limit}`.execute(db);
  return rows;
}

/** Makes one dead job, or all, ready again with all attempts before it. @returns how many. */
export async function reviveDead(db: Database, now: Date, id?: string): Promise<number> {
  const { rows } = await sql`
    update jobs.job set state = 'ready', run_at = ${now}, failures = 0, died_at = null
    where state = 'dead' and ${id === undefined ? sql`true` : sql`id = ${id}::uuid`}
    returning id`.execute(db);
  return rows.length;
}

export async function readStats(db: Database, now: Date): Promise<JobStats> {
  const { rows } = await sql<{ ready: number; claimed: number; dead: number; oldest: Date | null }>`
    select count(*) filter (where state = 'ready') as ready,
      count(*) filter (where state = 'claimed') as claimed,
      count(*) filter (where state = 'dead') as dead,
      min(run_at) filter (where state = 'ready' and run_at <= ${now}) as oldest
    from jobs.job`.execute(db);
  const { ready = 0, claimed = 0, dead = 0, oldest = null } = rows[0] ?? {};
  return {
    ready,
    claimed,
    dead,
    oldestReadySeconds: oldest === null ? 0 : (now.getTime() - oldest.getTime()) / 1_000,
  };
}

const leaseExpired = 'lease_expired: the process that ran the job stopped renewing its lease';
const noLease = sql`claimed_at = null, started_at = null, leased_until = null`;

function isHeld({ id, attempt }: Holding) {
  return sql`id = ${id}::uuid and attempt = ${attempt} and state = 'claimed'`;
}

function holdingsJson(holdings: readonly Holding[]): string {
  return JSON.stringify(holdings.map(({ id, attempt }) => ({ id, attempt })));
}

async function changesOne(db: DatabaseOrTx, statement: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql`${statement} returning id`.execute(db);
  return rows.length === 1;
}
