import type { Database } from '@foyer/database';
import type { Canary, DataSubject } from '@foyer/service';
import { sql, type RawBuilder } from 'kysely';
import { codeOf, stateOf, type DeliveryState } from './delivery-state.ts';

export interface SubjectDelivery {
  /** `<campaign>.<subscriber>`, by their numbers. */
  id: string;
  campaignNumber: number;
  subscriberNumber: number;
  sender: string;
  state: DeliveryState;
  reason: string | null;
  reply: string | null;
  changedAt: Date;
  /** When the campaign was finished; null while it is not. */
  finishedAt: Date | null;
}

/** Deliveries as data of persons. */
export interface DeliveryDataStore {
  ofSubject(subject: DataSubject): Promise<SubjectDelivery[]>;
  /** Takes them out of the ledger; where the campaign is not finished they only stop waiting, so that its sums still match. */
  forget(deliveries: readonly SubjectDelivery[], now: Date): Promise<void>;
  countDue(finishedBefore: Date, held: readonly string[]): Promise<number>;
  /** @returns what was deleted: its mails in the outbox go with it */
  purge(
    finishedBefore: Date,
    limit: number,
    held: readonly string[],
  ): Promise<{ campaignNumber: number; subscriberNumber: number; sender: string }[]>;
  /** Notes on campaigns of which nothing is left but the counts. */
  closeForgotten(finishedBefore: Date, now: Date): Promise<void>;
  oldest(): Promise<Date | null>;
  plant(canary: Canary, campaignNumber: number, finishedAt: Date): Promise<void>;
}

export function createDeliveryDataStore(db: Database): DeliveryDataStore {
  return {
    ofSubject: async ({ email }) => {
      if (email === undefined) return [];
      const { rows } = await sql<Omit<SubjectDelivery, 'id' | 'state'> & { state: number }>`
        select d.campaign_number as "campaignNumber", d.subscriber_number as "subscriberNumber", c.sender, d.state,
          d.reason, n.reply, d.changed_at as "changedAt", c.finished_at as "finishedAt"
        from newsletter.subscriber as s
        join newsletter.sending as c on c.forgotten_at is null
        join newsletter.delivery as d on d.campaign_number = c.campaign_number and d.subscriber_number = s.number
        left join newsletter.delivery_note as n
          on n.campaign_number = d.campaign_number and n.subscriber_number = d.subscriber_number
        where lower(s.email) = lower(${email}) order by d.campaign_number`.execute(db);
      return rows.map((row) => ({
        ...row,
        id: `${row.campaignNumber}.${row.subscriberNumber}`,
        state: stateOf(row.state),
      }));
    },
    forget: async (deliveries, now) => {
      const rows = deliveries.map(({ campaignNumber: c, subscriberNumber: s }) => ({ c, s }));
      const named = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (c integer, s integer)`;
      await db.transaction().execute(async (trx) => {
        await sql`
          delete from newsletter.delivery_note as n using ${named}
          where n.campaign_number = f.c and n.subscriber_number = f.s`.execute(trx);
        await sql`
          update newsletter.delivery as d
          set state = ${codeOf('excluded')}, reason = 'gone', changed_at = ${now}
          from ${named}, newsletter.sending as c
          where d.campaign_number = f.c and d.subscriber_number = f.s and c.campaign_number = f.c
            and c.finished_at is null and d.state in (${codeOf('waiting')}, ${codeOf('delayed')})`.execute(
          trx,
        );
        await sql`
          delete from newsletter.delivery as d using ${named}, newsletter.sending as c
          where d.campaign_number = f.c and d.subscriber_number = f.s and c.campaign_number = f.c
            and c.finished_at is not null`.execute(trx);
      });
    },
    countDue: async (finishedBefore, held) => {
      const { rows } = await sql<{ due: number }>`
        select count(*) as due from ${dueDeliveries(finishedBefore, held)}`.execute(db);
      return rows[0]?.due ?? 0;
    },
    purge: async (finishedBefore, limit, held) =>
      await db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ campaignNumber: number; subscriberNumber: number; sender: string }>`
          with due as (
            select d.campaign_number, d.subscriber_number, c.sender
            from ${dueDeliveries(finishedBefore, held)} limit ${limit}
          ), unnoted as (
            delete from newsletter.delivery_note as n using due
            where n.campaign_number = due.campaign_number and n.subscriber_number = due.subscriber_number
          )
          delete from newsletter.delivery as d using due
          where d.campaign_number = due.campaign_number and d.subscriber_number = due.subscriber_number
          returning d.campaign_number as "campaignNumber", d.subscriber_number as "subscriberNumber", due.sender`.execute(
          trx,
        );
        return rows;
      }),
    closeForgotten: async (finishedBefore, now) => {
      await db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ campaign: number }>`
          update newsletter.sending as c set forgotten_at = ${now}
          where c.forgotten_at is null and c.finished_at <= ${finishedBefore}
            and not exists (select from newsletter.delivery as d where d.campaign_number = c.campaign_number)
          returning campaign_number as campaign`.execute(trx);
        for (const { campaign } of rows) {
          await sql`delete from newsletter.delivery_chunk where campaign_number = ${campaign}`.execute(trx);
        }
        await sql`delete from newsletter.sending where campaign_number < 0 and forgotten_at is not null`.execute(
          trx,
        );
      });
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(finished_at) as oldest from newsletter.sending where forgotten_at is null`.execute(db);
      return rows[0]?.oldest ?? null;
    },
    plant: async ({ id, word }, campaignNumber, finishedAt) => {
      await db.transaction().execute(async (trx) => {
        const mail = { subject: [word], html: [word], text: [word], language: 'en' };
        await sql`
          insert into newsletter.sending (campaign_id, campaign_number, state, mail, sender, list_id, list_name, audience,
            crash_policy, candidates, created_at, finished_at)
          values (${id}::uuid, ${campaignNumber}, 'finished', ${JSON.stringify(mail)}::jsonb, 'canary@canary.invalid',
            'canary.invalid', ${word}, '{"topics":["canary"]}', 'hold', 1, ${finishedAt}, ${finishedAt})`.execute(
          trx,
        );
        await sql`
          insert into newsletter.delivery (campaign_number, subscriber_number, state, changed_at, reason)
          values (${campaignNumber}, 1, ${codeOf('refused')}, ${finishedAt}, ${word})`.execute(trx);
        await sql`
          insert into newsletter.delivery_note (campaign_number, subscriber_number, attempts, reply, noted_at)
          values (${campaignNumber}, 1, 1, ${word}, ${finishedAt})`.execute(trx);
      });
    },
  };
}

/** As `d`, with their campaigns as `c`. */
function dueDeliveries(finishedBefore: Date, held: readonly string[]): RawBuilder<unknown> {
  return sql`newsletter.sending as c join newsletter.delivery as d on d.campaign_number = c.campaign_number
    where c.forgotten_at is null and c.finished_at <= ${finishedBefore}
      and ${heldOut(held)}`;
}

function heldOut(held: readonly string[]): RawBuilder<unknown> {
  if (held.length === 0) return sql`true`;
  return sql`(d.campaign_number || '.' || d.subscriber_number) <> all (string_to_array(${held.join(',')}, ','))`;
}
