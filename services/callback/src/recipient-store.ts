import type { Database } from '@foyer/database';
import { sql } from 'kysely';

interface SentMail {
  requestId: string;
  kind: string;
  sequence: number;
  recipient: Uint8Array;
  domain: Uint8Array;
  sentAt: Date;
}

interface Allowance {
  count: number;
  since: Date;
}

export interface RecipientStore {
  /** Writes the mail down unless it would be one too many. The same mail, sent again, is always allowed. */
  admit(mail: SentMail, toRecipient: Allowance, toDomain: Allowance): Promise<boolean>;
  /** @returns how many */
  deleteBefore(moment: Date, limit: number): Promise<number>;
  newestTo(recipient: Uint8Array): Promise<Date | null>;
  countBefore(moment: Date): Promise<number>;
  oldest(): Promise<Date | null>;
}

export function createRecipientStore(db: Database): RecipientStore {
  return {
    admit: async (mail, toRecipient, toDomain) =>
      await db.transaction().execute(async (trx) => {
        // Mails to one domain are counted one after the other; its mailboxes are part of it.
        const lock = Buffer.from(mail.domain).readInt32BE();
        await sql`select pg_advisory_xact_lock(hashtext('callback.recipient'), ${lock}::integer)`.execute(
          trx,
        );
        const { rows } = await sql`
          insert into callback.recipient (request_id, kind, sequence, recipient_digest, domain_digest, sent_at)
          select ${mail.requestId}::uuid, ${mail.kind}::text, ${mail.sequence}::integer, ${mail.recipient}::bytea,
            ${mail.domain}::bytea, ${mail.sentAt}::timestamptz
          where exists (
              select from callback.recipient
              where request_id = ${mail.requestId}::uuid and kind = ${mail.kind} and sequence = ${mail.sequence}
            )
            or (
              (select count(*) from callback.recipient
                where kind = ${mail.kind} and recipient_digest = ${mail.recipient} and sent_at > ${toRecipient.since}
              ) < ${toRecipient.count}
              and (select count(*) from callback.recipient
                where kind = ${mail.kind} and domain_digest = ${mail.domain} and sent_at > ${toDomain.since}
              ) < ${toDomain.count}
            )
          on conflict (request_id, kind, sequence) do update set kind = excluded.kind
          returning 1 as admitted`.execute(trx);
        return rows.length === 1;
      }),
    deleteBefore: async (moment, limit) => {
      const { rows } = await sql`
        delete from callback.recipient where (request_id, kind, sequence) in (
          select request_id, kind, sequence from callback.recipient where sent_at <= ${moment}
          order by sent_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    newestTo: async (recipient) => {
      const { rows } = await sql<{ newest: Date | null }>`
        select max(sent_at) as newest from callback.recipient where recipient_digest = ${recipient}`.execute(
        db,
      );
      return rows[0]?.newest ?? null;
    },
    countBefore: async (moment) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from callback.recipient where sent_at <= ${moment}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(sent_at) as oldest from callback.recipient`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}
