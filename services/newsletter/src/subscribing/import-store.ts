import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import { type Language, languageOf } from '@foyer/service';
import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';

const Problems = z.array(z.object({ line: z.int(), code: z.string() }));

type LineProblem = z.output<typeof Problems>[number];

export interface ImportRun {
  id: string;
  state: 'waiting' | 'running' | 'finished' | 'failed';
  isDryRun: boolean;
  /** In words: where the consents come from. */
  source: string;
  textVersion: number;
  /** Of lines that name none. */
  topics: string[];
  language: Language;
  lines: number;
  doneLines: number;
  added: number;
  /** Subscribed already. */
  known: number;
  optedOut: number;
  refused: number;
  problems: LineProblem[];
  createdAt: Date;
  createdBy: string | null;
  finishedAt: Date | null;
}

export type Tally = Pick<ImportRun, 'doneLines' | 'added' | 'known' | 'optedOut' | 'refused' | 'problems'>;

export interface ImportStore {
  /** @returns false while another one is not finished */
  insert(
    trx: DatabaseOrTx,
    run: Pick<
      ImportRun,
      | 'id'
      | 'isDryRun'
      | 'source'
      | 'textVersion'
      | 'topics'
      | 'language'
      | 'lines'
      | 'createdAt'
      | 'createdBy'
    > & { file: string },
  ): Promise<boolean>;
  /** The newest first. */
  list(limit: number): Promise<ImportRun[]>;
  byId(id: string): Promise<ImportRun | undefined>;
  fileOf(id: string): Promise<string | undefined>;
  /** Adds up, when nobody else has done these lines. @returns whether it was so */
  add(trx: DatabaseOrTx, id: string, before: number, tally: Tally): Promise<boolean>;
  /** Forgets the file. @returns whether it was not finished */
  finish(db: DatabaseOrTx, id: string, state: 'finished' | 'failed', at: Date): Promise<boolean>;
  /** Of nobody: it proves that the purge works. */
  insertFinished(db: DatabaseOrTx, canary: { id: string; source: string; at: Date }): Promise<void>;
  purge(moment: Date, limit: number, held: readonly string[]): Promise<number>;
  countDue(moment: Date, held: readonly string[]): Promise<number>;
  oldest(): Promise<Date | null>;
}

type Row = Omit<ImportRun, 'topics' | 'language' | 'problems'> & {
  topics: string;
  language: string;
  problems: unknown;
};

const columns = sql`id, state, is_dry_run as "isDryRun", source, text_version as "textVersion", topics, language, lines,
  done_lines as "doneLines", added, known, opted_out as "optedOut", refused, problems, created_at as "createdAt",
  created_by as "createdBy", finished_at as "finishedAt"`;

const maxProblems = 500;

export function createImportStore(db: Database): ImportStore {
  async function read(rest: RawBuilder<unknown>): Promise<ImportRun[]> {
    const { rows } = await sql<Row>`select ${columns} from newsletter.import ${rest}`.execute(db);
    return rows.map((row) => ({
      ...row,
      topics: row.topics.split(',').filter((topic) => topic !== ''),
      language: languageOf(row.language) ?? 'en',
      problems: Problems.parse(row.problems),
    }));
  }

  return {
    insert: async (trx, run) => {
      const { rows } = await sql`
        insert into newsletter.import (id, state, is_dry_run, source, text_version, topics, language, file, lines,
          created_at, created_by)
        values (${run.id}::uuid, 'waiting', ${run.isDryRun}, ${run.source}, ${run.textVersion},
          ${run.topics.join(',')}, ${run.language}, ${run.file}, ${run.lines}, ${run.createdAt},
          ${run.createdBy}::uuid)
        on conflict do nothing returning 1 as added`.execute(trx);
      return rows.length === 1;
    },
    list: async (limit) => await read(sql`where text_version > 0 order by created_at desc limit ${limit}`),
    byId: async (id) => (await read(sql`where id = ${id}::uuid`))[0],
    fileOf: async (id) => {
      const { rows } = await sql<{ file: string | null }>`
        select file from newsletter.import where id = ${id}::uuid`.execute(db);
      return rows[0]?.file ?? undefined;
    },
    add: async (trx, id, before, { doneLines, added, known, optedOut, refused, problems }) => {
      const { rows } = await sql`
        update newsletter.import set state = 'running', done_lines = ${doneLines}, added = added + ${added},
          known = known + ${known}, opted_out = opted_out + ${optedOut}, refused = refused + ${refused},
          problems = case when jsonb_array_length(problems) < ${maxProblems}
            then problems || ${JSON.stringify(problems)}::jsonb else problems end
        where id = ${id}::uuid and done_lines = ${before} and finished_at is null returning 1 as done`.execute(
        trx,
      );
      return rows.length === 1;
    },
    finish: async (writer, id, state, at) => {
      const { rows } = await sql`
        update newsletter.import set state = ${state}, finished_at = ${at}, file = null
        where id = ${id}::uuid and finished_at is null returning 1 as done`.execute(writer);
      return rows.length === 1;
    },
    insertFinished: async (writer, { id, source, at }) => {
      await sql`
        insert into newsletter.import (id, state, is_dry_run, source, text_version, topics, language, lines, created_at,
          finished_at)
        values (${id}::uuid, 'finished', true, ${source}, 0, '', 'en', 0, ${at}, ${at})`.execute(writer);
    },
    purge: async (moment, limit, held) => {
      const { rows } = await sql`
        delete from newsletter.import where id in (
          select id from newsletter.import where ${isDue(moment, held)} order by created_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    countDue: async (moment, held) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from newsletter.import where ${isDue(moment, held)}`.execute(db);
      return rows[0]?.count ?? 0;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(created_at) as oldest from newsletter.import`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function isDue(moment: Date, held: readonly string[]) {
  return sql`created_at <= ${moment} and ${isNotAmong('id', held)}`;
}
