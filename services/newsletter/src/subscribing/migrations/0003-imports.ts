import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const imports: Migration = {
  name: '0003-imports',
  async up(trx) {
    await sql`
      create table newsletter.import (
        id uuid primary key,
        state text not null check (state in ('waiting', 'running', 'finished', 'failed')),
        is_dry_run boolean not null,
        source text not null,
        text_version integer not null,
        topics text not null,
        language text not null,
        file text,
        lines integer not null,
        done_lines integer not null default 0,
        added integer not null default 0,
        known integer not null default 0,
        opted_out integer not null default 0,
        refused integer not null default 0,
        problems jsonb not null default '[]',
        created_at timestamptz not null,
        created_by uuid,
        finished_at timestamptz,
        check ((finished_at is null) = (file is not null))
      )`.execute(trx);
    await sql`comment on column newsletter.import.file is 'as it was handed in; gone when the import ends'`.execute(
      trx,
    );
    await sql`comment on column newsletter.import.problems is
      'numbers of lines with a code each, 500 at most; nothing of what stands in them'`.execute(trx);
    // The purge: … where created_at <= moment order by created_at limit n.
    await sql`create index import_created_at on newsletter.import (created_at)`.execute(trx);
    // One at a time, however many ask at once.
    await sql`create unique index import_unfinished on newsletter.import ((true)) where finished_at is null`.execute(
      trx,
    );
  },
};
