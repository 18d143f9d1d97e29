import type { Database } from '@foyer/database';
import { sql } from 'kysely';

interface SentMail {
  messageId: string;
  kind: string;
  recipientDigest: Uint8Array;
  domainDigest: Uint8Array;
  sentAt: Date;
}

interface Allowance {
  count: number;
  since: Date;
}

export interface SentMailStore {
  /**
   * Writes the mail down unless it would be one too many. One that was written down before is allowed again: it is the
   * same mail, sent a second time.
   */
  admit(mail: SentMail, recipient: Allowance, domain: Allowance): Promise<boolean>;
  /** @returns how many */
  deleteBefore(moment: Date, limit: number): Promise<number>;
  countBefore(moment: Date): Promise<number>;
  countFor(recipientDigest: Uint8Array): Promise<{ count: number; newest: Date | null }>;
  oldest(): Promise<Date | null>;
}

export function createSentMailStore(db: Database): SentMailStore {
  return {
    admit: (mail, recipient, domain) =>
      db.transaction().execute(async (trx) => {
        // Two mails at once to one domain count one after the other; the recipient is part of the domain.
        await sql`select pg_advisory_xact_lock(${lockOf(mail.domainDigest)}::bigint)`.execute(trx);
        const { rows } = await sql<{ is_known: boolean; to_recipient: number; to_domain: number }>`
          select
            exists (select from contact.sent_mail where message_id = ${mail.messageId}::uuid and kind = ${mail.kind}) as is_known,
            (select count(*) from contact.sent_mail
              where kind = ${mail.kind} and recipient_digest = ${mail.recipientDigest} and sent_at > ${recipient.since}) as to_recipient,
            (select count(*) from contact.sent_mail
              where kind = ${mail.kind} and domain_digest = ${mail.domainDigest} and sent_at > ${domain.since}) as to_domain`.execute(
          trx,
        );
        const [counts] = rows;
        if (counts === undefined) return false;
        if (counts.is_known) return true;
        if (counts.to_recipient >= recipient.count || counts.to_domain >= domain.count) return false;
        await sql`
          insert into contact.sent_mail (message_id, kind, recipient_digest, domain_digest, sent_at)
          values (${mail.messageId}, ${mail.kind}, ${mail.recipientDigest}, ${mail.domainDigest}, ${mail.sentAt})`.execute(
          trx,
        );
        return true;
      }),
    deleteBefore: async (moment, limit) => {
      const { rows } = await sql`
        delete from contact.sent_mail where (message_id, kind) in (
          select message_id, kind from contact.sent_mail where sent_at <= ${moment} order by sent_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    countBefore: async (moment) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from contact.sent_mail where sent_at <= ${moment}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    countFor: async (recipientDigest) => {
      const { rows } = await sql<{ count: number; newest: Date | null }>`
        select count(*) as count, max(sent_at) as newest from contact.sent_mail
        where recipient_digest = ${recipientDigest}`.execute(db);
      return rows[0] ?? { count: 0, newest: null };
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(sent_at) as oldest from contact.sent_mail`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function lockOf(digest: Uint8Array): string {
  return Buffer.from(digest).readBigInt64BE().toString();
}
