import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const campaigns: Migration = {
  name: '0010-campaigns',
  async up(trx) {
    await sql`
      create table newsletter.campaign (
        id uuid primary key,
        number integer generated always as identity unique,
        state text not null check (state in ('draft', 'released', 'scheduled', 'late', 'started')),
        version integer not null,
        value jsonb not null,
        written_by uuid[] not null,
        changed_by uuid not null,
        changed_at timestamptz not null,
        created_at timestamptz not null,
        content_hash text,
        released jsonb,
        released_by uuid,
        released_at timestamptz,
        start_at timestamptz,
        start_local text,
        start_zone text,
        started_at timestamptz,
        check ((state = 'draft') = (released is null)),
        check (state not in ('scheduled', 'late') or start_at is not null),
        check ((state = 'started') = (started_at is not null))
      )`.execute(trx);
    await sql`comment on column newsletter.campaign.number is
      'stands in links and message ids of mails that are out, so it is never given to another campaign'`.execute(
      trx,
    );
    await sql`comment on column newsletter.campaign.written_by is
      'everybody who ever saved it: none of them may release it'`.execute(trx);
    await sql`comment on column newsletter.campaign.released is
      'the compiled mail and everything else that content_hash was made of; what is sent is this and not value'`.execute(
      trx,
    );
    await sql`comment on column newsletter.campaign.start_local is
      'as it was chosen, on the clocks of start_zone; start_at is the moment that it meant'`.execute(trx);
    // The desk's list reads by id, the newest first, also those of one state: a table of some hundreds needs no index.

    await sql`
      create table newsletter.building_block (
        id uuid primary key,
        kind text not null check (kind in ('template', 'part')),
        name text not null,
        mjml text not null,
        version integer not null,
        changed_by uuid not null,
        changed_at timestamptz not null
      )`.execute(trx);
    // A part is put by its name: … where kind = 'part' and name = any($1).
    await sql`create unique index building_block_part_name on newsletter.building_block (name)
      where kind = 'part'`.execute(trx);

    await sql`
      create table newsletter.image (
        hash text primary key,
        name text not null,
        type text not null check (type in ('png', 'jpg', 'gif', 'webp')),
        bytes bytea not null,
        size integer not null,
        width integer not null,
        height integer not null,
        uploaded_by uuid not null,
        uploaded_at timestamptz not null
      )`.execute(trx);
    await sql`comment on column newsletter.image.hash is 'SHA-256 of the bytes; the address of the image'`.execute(
      trx,
    );
    // Compressed already.
    await sql`alter table newsletter.image alter column bytes set storage external`.execute(trx);

    await sql`
      create table newsletter.preview (
        id uuid primary key,
        staff_id uuid not null,
        html text not null,
        created_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table newsletter.preview is
      'what an editor shows before anything is saved: the last five of each of the staff; what is older than a day goes with the next one'`.execute(
      trx,
    );

    await sql`
      create table newsletter.test_mail (
        id uuid primary key,
        campaign_id uuid not null references newsletter.campaign on delete cascade,
        staff_id uuid not null,
        version integer not null,
        sent_at timestamptz not null
      )`.execute(trx);
    // The limit of an hour: … where staff_id = $1 and sent_at > $2.
    await sql`create index test_mail_staff on newsletter.test_mail (staff_id, sent_at)`.execute(trx);
  },
};
