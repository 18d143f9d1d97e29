import type { Database } from '@foyer/database';
import { sql } from 'kysely';
import { z } from 'zod';

/** What one look at the promises found. Moments as ISO 8601, as they stand in the table. */
const ProofOfDay = z.object({
  holdings: z.record(
    z.string(),
    z.object({ oldest: z.string().nullable(), due: z.number(), overdue: z.number() }),
  ),
  searched: z.array(z.string()),
  found: z.record(z.string(), z.array(z.string())),
});

export type Proof = z.infer<typeof ProofOfDay> & { id: string; at: Date };

export interface ProofStore {
  insert(proof: Proof): Promise<void>;
  newest(limit: number): Promise<Proof[]>;
  deleteBefore(moment: Date): Promise<void>;
}

export function createProofStore(db: Database): ProofStore {
  return {
    insert: async ({ id, at, holdings, searched, found }) => {
      await sql`
        insert into privacy.proof (id, at, holdings, searched, found)
        values (${id}, ${at}, ${JSON.stringify(holdings)}::jsonb, ${JSON.stringify(searched)}::jsonb,
          ${JSON.stringify(found)}::jsonb)`.execute(db);
    },
    newest: async (limit) => {
      const { rows } = await sql<{ id: string; at: Date }>`
        select id, at, holdings, searched, found from privacy.proof order by at desc limit ${limit}`.execute(
        db,
      );
      return rows.map((row) => ({ id: row.id, at: row.at, ...ProofOfDay.parse(row) }));
    },
    deleteBefore: async (moment) => {
      await sql`delete from privacy.proof where at < ${moment}`.execute(db);
    },
  };
}
