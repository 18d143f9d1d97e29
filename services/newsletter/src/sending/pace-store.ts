import type { DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';

export interface Bucket {
  key: string;
  tokens: number;
  refilledAt: Date;
  blockedUntil: Date | null;
  failures: number;
}

/** Locks the buckets of these keys, and makes those that are not there, full. */
export async function lockBuckets(
  trx: DatabaseOrTx,
  wanted: readonly { key: string; capacity: number }[],
  now: Date,
): Promise<Map<string, Bucket>> {
  // In one order, so that two that want the same buckets never wait for each other.
  const keys = wanted.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  await sql`
    insert into newsletter.pace (key, tokens, refilled_at)
    select key, capacity, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as w (key text, capacity double precision)
    on conflict do nothing`.execute(trx);
  const { rows } = await sql<Bucket>`
    select key, tokens, refilled_at as "refilledAt", blocked_until as "blockedUntil", failures from newsletter.pace
    where key in (select jsonb_array_elements_text(${JSON.stringify(keys.map(({ key }) => key))}::jsonb))
    order by key for update`.execute(trx);
  return new Map(rows.map((bucket) => [bucket.key, bucket]));
}

export async function writeBuckets(trx: DatabaseOrTx, buckets: readonly Bucket[]): Promise<void> {
  if (buckets.length === 0) return;
  await sql`
    update newsletter.pace as p set tokens = b.tokens, refilled_at = b."refilledAt", blocked_until = b."blockedUntil",
      failures = b.failures
    from jsonb_to_recordset(${JSON.stringify(buckets)}::jsonb) as b (key text, tokens double precision,
      "refilledAt" timestamptz, "blockedUntil" timestamptz, failures integer)
    where p.key = b.key`.execute(trx);
}

/** Keys with this prefix that have to wait; 1000 at most. */
export async function blockedKeys(
  db: DatabaseOrTx,
  prefix: string,
  now: Date,
): Promise<{ key: string; until: Date }[]> {
  const { rows } = await sql<{ key: string; until: Date }>`
    select key, blocked_until as until from newsletter.pace
    where starts_with(key, ${prefix}) and blocked_until > ${now} order by key limit 1000`.execute(db);
  return rows;
}

/** Full buckets are no news: what nobody has touched for a day or two is forgotten. */
export async function forgetBuckets(db: DatabaseOrTx, before: Date): Promise<void> {
  await sql`
    delete from newsletter.pace where refilled_at < ${before} and coalesce(blocked_until < ${before}, true)`.execute(
    db,
  );
}

/** Those of these keys that have failed before. */
export async function failingKeys(db: DatabaseOrTx, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    select key from newsletter.pace where failures > 0
      and key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`.execute(db);
  return rows.map(({ key }) => key);
}
