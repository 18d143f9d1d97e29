import type { DatabaseOrTx } from '@foyer/database';
import { sql, type RawBuilder } from 'kysely';
import { codeOf, noCounts, stateOf, type DeliveryState, type StateCounts } from './delivery-state.ts';
import { moveDelivery } from './move-delivery.ts';

/** A part of a campaign's ledger, in the hands of whoever has the newest fence. */
export interface Chunk {
  campaignNumber: number;
  chunk: number;
  firstNumber: number;
  lastNumber: number;
  fence: number;
}

/** What became of one mail. */
export interface Outcome {
  number: number;
  state: 'accepted' | 'refused' | 'uncertain' | 'excluded' | 'delayed' | 'waiting';
  reason: string | null;
  /** The server's words, where it did not simply accept. */
  reply?: string;
}

export interface Candidate {
  number: number;
  /** null: erased meanwhile. */
  id: string | null;
  domain: string | null;
}

interface ChunkRow {
  chunk: number;
  first_number: number;
  last_number: number;
  fence: number;
}

const unsettled = ['waiting', 'claimed', 'uncertain'] as const;

/** So long is a chunk its holder's without a word: much longer than a holder works without having said one. */
const silentSeconds = 8;

/**
 * Takes the chunk that this slot has from before, else one that nobody has, or whose holder is silent; with it the fence, so
 * that whoever had it stops.
 *
 * @param options.onlyOwn takes no new one
 */
export async function takeChunk(
  trx: DatabaseOrTx,
  options: { campaignNumber: number; slot: number; onlyOwn: boolean; now: Date },
): Promise<Chunk | undefined> {
  const { campaignNumber, slot, onlyOwn, now } = options;
  const isFree = onlyOwn
    ? sql`false`
    : sql`slot is null and not is_done and not_before <= ${now} or slot is not null and ${isSilent(now)}`;
  const { rows } = await sql<ChunkRow>`
    update newsletter.delivery_chunk set slot = ${slot}, fence = fence + 1, seen_at = ${now}
    where campaign_number = ${campaignNumber} and chunk = (
      select chunk from newsletter.delivery_chunk
      where campaign_number = ${campaignNumber} and (slot = ${slot} or (${isFree}))
      order by slot is null, not_before, chunk limit 1 for update skip locked
    )
    returning chunk, first_number, last_number, fence`.execute(trx);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { chunk, first_number: firstNumber, last_number: lastNumber, fence } = row;
  return { campaignNumber, chunk, firstNumber, lastNumber, fence };
}

/** What the one before had claimed and not decided: held as uncertain, or sent again. */
export async function settleClaimed(
  trx: DatabaseOrTx,
  chunk: Chunk,
  policy: 'hold' | 'resend',
  now: Date,
): Promise<number> {
  const next =
    policy === 'hold'
      ? sql`state = ${codeOf('uncertain')}, reason = 'process_ended'`
      : sql`state = ${codeOf('waiting')}`;
  const { rows } = await sql`
    update newsletter.delivery set ${next}, changed_at = ${now}
    where ${inChunk(chunk)} and state = ${codeOf('claimed')} returning 1 as settled`.execute(trx);
  return rows.length;
}

/** Those whose time to be tried again has come. */
export async function reopenDelayed(trx: DatabaseOrTx, chunk: Chunk, now: Date): Promise<void> {
  await sql`
    update newsletter.delivery as d set state = ${codeOf('waiting')}, reason = null
    from newsletter.delivery_note as n
    where ${inChunk(chunk, 'd')} and d.state = ${codeOf('delayed')} and n.campaign_number = d.campaign_number
      and n.subscriber_number = d.subscriber_number and n.retry_at <= ${now}`.execute(trx);
}

/** Locks the chunk for its holder. @returns false when somebody newer has it, or the campaign is not being sent */
export async function holdsChunk(
  trx: DatabaseOrTx,
  { campaignNumber, chunk, fence }: Chunk,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 as held from newsletter.delivery_chunk as c
    join newsletter.sending as s on s.campaign_number = c.campaign_number and s.state = 'sending'
    where c.campaign_number = ${campaignNumber} and c.chunk = ${chunk} and c.fence = ${fence}
    for update of c`.execute(trx);
  return rows.length === 1;
}

/** Says that the holder is alive. @returns as `holdsChunk`, without a lock that lasts */
export async function sayAlive(
  db: DatabaseOrTx,
  { campaignNumber, chunk, fence }: Chunk,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update newsletter.delivery_chunk as c set seen_at = ${now}
    from newsletter.sending as s
    where c.campaign_number = ${campaignNumber} and c.chunk = ${chunk} and c.fence = ${fence}
      and s.campaign_number = c.campaign_number and s.state = 'sending'
    returning 1 as held`.execute(db);
  return rows.length === 1;
}

/** Whether another run of the same slot has taken the chunk since. */
export async function isWithTwin(
  db: DatabaseOrTx,
  { campaignNumber, chunk, fence }: Chunk,
  slot: number,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 as taken from newsletter.delivery_chunk
    where campaign_number = ${campaignNumber} and chunk = ${chunk} and slot = ${slot} and fence > ${fence}`.execute(
    db,
  );
  return rows.length === 1;
}

export function isSilent(now: Date): RawBuilder<boolean> {
  return sql<boolean>`seen_at < ${now}::timestamptz - make_interval(secs => ${silentSeconds})`;
}

export async function readCandidates(
  trx: DatabaseOrTx,
  chunk: Chunk,
  options: { after: number; limit: number; blockedDomains: readonly string[] },
): Promise<Candidate[]> {
  const { after, limit, blockedDomains } = options;
  const { rows } = await sql<Candidate>`
    select d.subscriber_number as number, s.id, s.mail_domain as domain
    from newsletter.delivery as d left join newsletter.subscriber as s on s.number = d.subscriber_number
    where d.campaign_number = ${chunk.campaignNumber} and d.subscriber_number > ${after}
      and d.subscriber_number between ${chunk.firstNumber} and ${chunk.lastNumber} and d.state = ${codeOf('waiting')}
      and coalesce(s.mail_domain <> all (string_to_array(${blockedDomains.join(',')}, ',')), true)
    order by d.subscriber_number limit ${limit}`.execute(trx);
  return rows;
}

export async function claimNumbers(
  trx: DatabaseOrTx,
  { campaignNumber, fence }: Chunk,
  numbers: readonly number[],
  now: Date,
): Promise<void> {
  if (numbers.length === 0) return;
  await sql`
    update newsletter.delivery set state = ${codeOf('claimed')}, claim = ${fence}, changed_at = ${now}
    where campaign_number = ${campaignNumber} and state = ${codeOf('waiting')}
      and subscriber_number in (select unnest(string_to_array(${numbers.join(',')}, ','))::integer)`.execute(
    trx,
  );
}

/**
 * Writes down what became of mails. What the server said counts whoever has the chunk by now; only giving a recipient back
 * is the holder's.
 */
export async function writeOutcomes(
  trx: DatabaseOrTx,
  chunk: Chunk,
  outcomes: readonly Outcome[],
  now: Date,
): Promise<void> {
  if (outcomes.length === 0) return;
  const { campaignNumber, fence } = chunk;
  const rows = outcomes.map(({ number, state, reason }) => ({ number, state: codeOf(state), reason }));
  const { rows: written } = await sql<{ number: number }>`
    update newsletter.delivery as d set state = o.state, reason = o.reason, changed_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o (number integer, state smallint, reason text)
    where d.campaign_number = ${campaignNumber} and d.subscriber_number = o.number
      and d.state = ${codeOf('claimed')} and d.claim = ${fence}
    returning d.subscriber_number as number`.execute(trx);
  const own = new Set(written.map(({ number }) => number));
  let accepted = outcomes.filter(({ number, state }) => state === 'accepted' && own.has(number)).length;
  for (const { number, state, reason } of outcomes) {
    if (own.has(number) || (state !== 'accepted' && state !== 'refused')) continue;
    const move = { campaignNumber, number, from: unsettled, to: state, reason };
    if ((await moveDelivery(trx, move, now)) && state === 'accepted') accepted += 1;
  }
  if (accepted === 0) return;
  await sql`
    insert into newsletter.sending_minute as m (campaign_number, minute, accepted)
    values (${campaignNumber}, date_trunc('minute', ${now}::timestamptz), ${accepted})
    on conflict (campaign_number, minute) do update set accepted = m.accepted + excluded.accepted`.execute(
    trx,
  );
}

/**
 * Each next try comes after twice the time.
 *
 * @returns how often each was tried by now
 */
export async function writeNotes(
  trx: DatabaseOrTx,
  campaignNumber: number,
  notes: readonly { number: number; reply: string }[],
  rule: { firstSeconds: number; longestSeconds: number },
  now: Date,
): Promise<Map<number, number>> {
  if (notes.length === 0) return new Map();
  const { firstSeconds, longestSeconds } = rule;
  const { rows } = await sql<{ number: number; attempts: number }>`
    insert into newsletter.delivery_note as n (campaign_number, subscriber_number, attempts, reply, retry_at, noted_at)
    select ${campaignNumber}::integer, number, 1, reply, ${now}::timestamptz + make_interval(secs => ${firstSeconds}),
      ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as o (number integer, reply text)
    on conflict (campaign_number, subscriber_number) do update
      set attempts = n.attempts + 1, reply = excluded.reply, noted_at = excluded.noted_at,
        retry_at = excluded.noted_at + make_interval(secs =>
          least(${longestSeconds}::double precision, ${firstSeconds}::double precision * 2.0 ^ n.attempts))
    returning subscriber_number as number, attempts`.execute(trx);
  return new Map(rows.map(({ number, attempts }) => [number, attempts]));
}

export async function countChunk(db: DatabaseOrTx, chunk: Chunk): Promise<StateCounts> {
  const { rows } = await sql<{ state: number; count: number }>`
    select state, count(*) as count from newsletter.delivery where ${inChunk(chunk)} group by state`.execute(
    db,
  );
  return countsOf(rows);
}

/** When the first of those that wait for another try is due. */
export async function firstRetry(db: DatabaseOrTx, chunk: Chunk): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(n.retry_at) as at from newsletter.delivery as d
    join newsletter.delivery_note as n using (campaign_number, subscriber_number)
    where ${inChunk(chunk, 'd')} and d.state = ${codeOf('delayed')}`.execute(db);
  return rows[0]?.at ?? null;
}

/** Only by its holder. */
export async function giveBackChunk(
  trx: DatabaseOrTx,
  { campaignNumber, chunk, fence }: Chunk,
  next: { isDone: boolean; notBefore: Date; counts: StateCounts },
): Promise<void> {
  await sql`
    update newsletter.delivery_chunk
    set slot = null, is_done = ${next.isDone}, not_before = ${next.notBefore}, counts = ${JSON.stringify(next.counts)}::jsonb
    where campaign_number = ${campaignNumber} and chunk = ${chunk} and fence = ${fence}`.execute(trx);
}

function countsOf(rows: readonly { state: number; count: number }[]): StateCounts {
  const counts = noCounts();
  for (const { state, count } of rows) counts[stateOf(state)] = count;
  return counts;
}

function inChunk(chunk: Chunk, alias = 'delivery'): RawBuilder<boolean> {
  const column = (name: keyof DeliveryColumns): RawBuilder<unknown> => sql.ref(`${alias}.${name}`);
  return sql<boolean>`${column('campaign_number')} = ${chunk.campaignNumber}
    and ${column('subscriber_number')} between ${chunk.firstNumber} and ${chunk.lastNumber}`;
}

interface DeliveryColumns {
  campaign_number: number;
  subscriber_number: number;
  state: DeliveryState;
}
