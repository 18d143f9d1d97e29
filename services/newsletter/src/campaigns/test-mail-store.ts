import type { Tx } from '@foyer/database';
import { sql } from 'kysely';

interface TestMail {
  id: string;
  campaignId: string;
  staffId: string;
  version: number;
  sentAt: Date;
}

export interface TestMailStore {
  /** @returns false when this person has sent `most` since then */
  insert(trx: Tx, mail: TestMail, limit: { most: number; since: Date }): Promise<boolean>;
}

export function createTestMailStore(): TestMailStore {
  return {
    insert: async (trx, { id, campaignId, staffId, version, sentAt }, { most, since }) => {
      // Several at once by one person must not all see the same number.
      await sql`select pg_advisory_xact_lock(hashtext('newsletter.test_mail'), hashtext(${staffId}))`.execute(
        trx,
      );
      const { rows } = await sql`
        insert into newsletter.test_mail (id, campaign_id, staff_id, version, sent_at)
        select ${id}::uuid, ${campaignId}::uuid, ${staffId}::uuid, ${version}::integer, ${sentAt}::timestamptz
        where (select count(*) from newsletter.test_mail
          where staff_id = ${staffId}::uuid and sent_at > ${since}) < ${most}
        returning id`.execute(trx);
      return rows.length === 1;
    },
  };
}
