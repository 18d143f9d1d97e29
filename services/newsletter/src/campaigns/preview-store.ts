import type { Database } from '@foyer/database';
import { sql } from 'kysely';

export interface PreviewStore {
  /** Deletes all but the last five of this person, and what is older than a day. */
  add(preview: { id: string; staffId: string; html: string; at: Date }): Promise<void>;
  /** Of this person only. */
  htmlOf(id: string, staffId: string): Promise<string | undefined>;
}

export function createPreviewStore(db: Database): PreviewStore {
  return {
    add: async ({ id, staffId, html, at }) => {
      await db.transaction().execute(async (trx) => {
        await sql`
          insert into newsletter.preview (id, staff_id, html, created_at)
          values (${id}::uuid, ${staffId}::uuid, ${html}, ${at})`.execute(trx);
        await sql`
          delete from newsletter.preview
          where created_at < ${at}::timestamptz - interval '1 day' or (staff_id = ${staffId}::uuid and id not in (
            select id from newsletter.preview where staff_id = ${staffId}::uuid order by id desc limit 5))`.execute(
          trx,
        );
      });
    },
    htmlOf: async (id, staffId) => {
      const { rows } = await sql<{ html: string }>`
        select html from newsletter.preview where id = ${id}::uuid and staff_id = ${staffId}::uuid`.execute(
        db,
      );
      return rows[0]?.html;
    },
  };
}
