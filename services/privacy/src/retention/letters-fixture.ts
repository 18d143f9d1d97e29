import { isNotAmong, type Database, type Migration, type ServiceMigrations } from '@foyer/database';
import { uuidv7 } from '@foyer/runtime';
import { newCanary, type PersonalDataHolding } from '@foyer/service';
import { sql } from 'kysely';

/** Letters that are kept for 30 days: a holding as a service has it. For tests only. */
export interface Letters extends PersonalDataHolding {
  write(sender: string, at: Date): Promise<string>;
  /** Called before each batch. */
  onPurge: (limit: number) => void | Promise<void>;
}

const letterTable: Migration = {
  name: '0001-letters',
  up: async (trx) => {
    await sql`
      create table test_letters.letter (id uuid primary key, sender text not null, written_at timestamptz not null)`.execute(
      trx,
    );
  },
};

export const letterServices: ServiceMigrations[] = [{ name: 'test_letters', migrations: [letterTable] }];

const days = 30;
const limitOf = (now: Date): Date => new Date(now.getTime() - days * 86_400_000);

export function lettersHolding(db: () => Database, name = 'test.letters'): Letters {
  const insert = async (id: string, sender: string, at: Date): Promise<void> => {
    await sql`insert into test_letters.letter values (${id}, ${sender}, ${at})`.execute(db());
  };
  const letters: Letters = {
    name,
    describe: () => ({
      title: 'Letters',
      category: 'Sender of a letter',
      purpose: 'Testing',
      legalBasis: 'None',
      retention: 'Deleted after 30 days.',
    }),
    columns: ['id', 'sender', 'written_at'].map((column) => `test_letters.letter.${column}`),
    retention: { days, from: 'test_letters.letter.written_at' },
    onPurge: () => undefined,
    write: async (sender, at) => {
      const id = uuidv7(at);
      await insert(id, sender, at);
      return id;
    },
    find: async ({ email }) => {
      const { rows } = await sql<{ id: string }>`
        select id from test_letters.letter where lower(sender) = lower(${email ?? ''})`.execute(db());
      return rows.map(({ id }) => id);
    },
    export: async () => [],
    correct: async () => 0,
    restrict: async () => 0,
    erase: async () => ({ erased: 0, retained: [] }),
    due: async ({ now, held }) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from test_letters.letter
        where written_at <= ${limitOf(now)} and ${isNotAmong('id', held)}`.execute(db());
      return rows[0]?.n ?? 0;
    },
    purge: async ({ now, limit, held }) => {
      await letters.onPurge(limit);
      const { rows } = await sql`
        delete from test_letters.letter where id in (
          select id from test_letters.letter where written_at <= ${limitOf(now)} and ${isNotAmong('id', held)}
          order by written_at limit ${limit}
        ) returning id`.execute(db());
      return { purged: rows.length, more: rows.length === limit };
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(written_at) as oldest from test_letters.letter`.execute(db());
      return rows[0]?.oldest ?? null;
    },
    plantCanary: async (from) => {
      const { id, email, marks } = newCanary(from);
      await insert(id, email, from);
      return marks;
    },
  };
  return letters;
}
