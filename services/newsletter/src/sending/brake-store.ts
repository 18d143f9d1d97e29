import type { DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { codeOf } from './delivery-state.ts';
import { countChunk } from './ledger-store.ts';

/**
 * What no list does by itself. Of addresses that were confirmed one or two in a hundred are gone by the next campaign, of an
 * old list five or ten; large providers stop a sender at ten. One in five, or the first five without any exception, is a relay
 * that knows nobody, or a list that nobody should write to. Twenty of two hundred at least, so that an unlucky handful of
 * colleagues whose company is gone stops nothing.
 */
const natural = { answers: 200, refused: 20, share: 0.2, refusedOfAll: 5 };
// Each of them has an answer, so these are more than enough.
const mostMinutes = 200;

/** The last answers of the mail server, by whole minutes: two hundred, or more where the last minute alone has more. */
export interface RecentAnswers {
  accepted: number;
  refused: number;
}

export async function recentAnswers(db: DatabaseOrTx, campaignNumber: number): Promise<RecentAnswers> {
  const { rows } = await sql<RecentAnswers>`
    select coalesce(sum(accepted), 0) as accepted, coalesce(sum(refused), 0) as refused from (
      select accepted, refused, sum(accepted + refused) over (order by minute desc) as so_far from (
        select minute, accepted, refused from newsletter.sending_minute
        where campaign_number = ${campaignNumber} order by minute desc limit ${mostMinutes}
      ) as newest
    ) as summed where so_far - (accepted + refused) < ${natural.answers}`.execute(db);
  const { accepted = 0, refused = 0 } = rows[0] ?? {};
  return { accepted, refused };
}

function isNatural({ accepted, refused }: RecentAnswers): boolean {
  if (accepted === 0) return refused < natural.refusedOfAll;
  return refused < natural.refused || refused <= natural.share * (accepted + refused);
}

export async function countRefused(
  trx: DatabaseOrTx,
  campaignNumber: number,
  refused: number,
  now: Date,
): Promise<void> {
  await sql`
    insert into newsletter.sending_minute as m (campaign_number, minute, accepted, refused)
    values (${campaignNumber}, date_trunc('minute', ${now}::timestamptz), 0, ${refused})
    on conflict (campaign_number, minute) do update set refused = m.refused + excluded.refused`.execute(trx);
}

/**
 * Stops a campaign of which more is refused than is natural, once.
 *
 * @returns whether it was stopped now
 */
export async function brakeIfRefused(trx: DatabaseOrTx, campaignNumber: number, now: Date): Promise<boolean> {
  if (isNatural(await recentAnswers(trx, campaignNumber))) return false;
  const { rows } = await sql<{ state: string }>`
    update newsletter.sending set braked_at = ${now},
      paused_at = case state when 'sending' then ${now}::timestamptz else paused_at end,
      state = case state when 'sending' then 'paused' else state end
    where campaign_number = ${campaignNumber} and state in ('sending', 'paused', 'cancelled')
      and braked_at is null and refusals_believed_at is null and finished_at is null
    returning state`.execute(trx);
  return rows[0]?.state === 'paused';
}

/** Those that wait for somebody to decide. */
export async function countBraked(db: DatabaseOrTx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from newsletter.sending
    where state = 'paused' and braked_at is not null and finished_at is null and forgotten_at is null`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Lets a campaign go on that was stopped so. @returns its number; undefined when it was not */
export async function releaseBrake(
  trx: DatabaseOrTx,
  campaignId: string,
  believedAt: Date | null,
): Promise<number | undefined> {
  const { rows } = await sql<{ campaign_number: number }>`
    update newsletter.sending set state = 'sending', paused_at = null, braked_at = null,
      refusals_believed_at = ${believedAt}
    where campaign_id = ${campaignId}::uuid and state = 'paused' and braked_at is not null
    returning campaign_number`.execute(trx);
  return rows[0]?.campaign_number;
}

/** Whoever was refused waits again, as if nothing had been said of them, and the brake sees none of it any more. */
export async function putRefusedBack(trx: DatabaseOrTx, campaignNumber: number, now: Date): Promise<void> {
  await sql`
    with refused as (
      delete from newsletter.returned
      where campaign_number = ${campaignNumber} and came_by = 'refusal' and verdict in ('hard', 'policy')
      returning subscriber_number
    ), unsaid as (
      delete from newsletter.delivery_note as n using refused as r
      where n.campaign_number = ${campaignNumber} and n.subscriber_number = r.subscriber_number
    )
    update newsletter.delivery as d set state = ${codeOf('waiting')}, reason = null, changed_at = ${now}
    from refused as r
    where d.campaign_number = ${campaignNumber} and d.subscriber_number = r.subscriber_number
      and d.state = ${codeOf('refused')}`.execute(trx);
  await sql`
    update newsletter.sending_minute set refused = 0 where campaign_number = ${campaignNumber}`.execute(trx);
  // A chunk that somebody holds is counted and opened when it is given back.
  const { rows: chunks } = await sql<{
    chunk: number;
    firstNumber: number;
    lastNumber: number;
    fence: number;
  }>`
    select chunk, first_number as "firstNumber", last_number as "lastNumber", fence
    from newsletter.delivery_chunk as c
    where campaign_number = ${campaignNumber} and slot is null and exists (
      select from newsletter.delivery as d where d.campaign_number = c.campaign_number
        and d.subscriber_number between c.first_number and c.last_number and d.state = ${codeOf('waiting')})
    for update`.execute(trx);
  for (const chunk of chunks) {
    const counts = await countChunk(trx, { campaignNumber, ...chunk });
    await sql`
      update newsletter.delivery_chunk set is_done = false, not_before = ${now}, counts = ${JSON.stringify(counts)}::jsonb
      where campaign_number = ${campaignNumber} and chunk = ${chunk.chunk}`.execute(trx);
  }
}

/** What was said most often to those who were refused at once, without addresses. */
export async function refusalSaid(db: DatabaseOrTx, campaignNumber: number): Promise<string> {
  const { rows } = await sql<{ says: string | null }>`
    select mode() within group (order by diagnostic) as says from newsletter.returned
    where campaign_number = ${campaignNumber} and came_by = 'refusal' and verdict in ('hard', 'policy')`.execute(
    db,
  );
  return rows[0]?.says ?? '';
}
