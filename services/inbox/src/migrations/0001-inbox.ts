import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const inboxTables: Migration = {
  name: '0001-inbox',
  async up(trx) {
    await sql`
      create table inbox.item (
        id uuid primary key,
        kind text not null check (kind in ('message', 'callback')),
        reference text not null,
        form text not null,
        topic text not null,
        language text not null,
        state text not null check (state in ('open', 'waiting', 'closed', 'held')),
        held_reasons text not null default '',
        name text not null,
        preview text not null,
        search tsvector not null,
        assignee_id uuid,
        version integer not null default 0,
        note_count integer not null default 0,
        reply_count integer not null default 0,
        received_at timestamptz not null,
        updated_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table inbox.item is
      'What the list shows of a message or callback. Belongs to its source, which writes and deletes it in its own transactions.'`.execute(
      trx,
    );
    await sql`comment on column inbox.item.id is 'the id of the message or callback itself'`.execute(trx);
    await sql`comment on column inbox.item.search is
      'folded words made by search-words.ts and not by to_tsvector, so that both engines find the same'`.execute(
      trx,
    );
    await sql`comment on column inbox.item.assignee_id is
      'a member of staff; no reference, for services do not share tables'`.execute(trx);
    await sql`comment on column inbox.item.version is
      'number of changes of state and assignee: the last one in inbox.change has it'`.execute(trx);
    await createItemIndexes();
    await createChangeTables();
    await createCorrespondenceTables();

    async function createItemIndexes(): Promise<void> {
      // Each index is paid for by every message that comes in: topic, kind and assignee without a state find their items
      // through this one, or through the one that has the state behind them.
      // The list without a filter, and any filter that most items pass: … order by received_at desc, id desc limit n.
      await sql`create index item_received on inbox.item (received_at, id)`.execute(trx);
      // … where state = … order by received_at desc, id desc; and the counts: select state, count(*) … group by state.
      await sql`create index item_state on inbox.item (state, received_at, id)`.execute(trx);
      // … where topic = … and state = … order by …
      await sql`create index item_topic_state on inbox.item (topic, state, received_at, id)`.execute(trx);
      // … where kind = … and state = … order by …; also with a topic on top.
      await sql`create index item_kind_state on inbox.item (kind, state, received_at, id)`.execute(trx);
      // … where assignee_id = … (or is null) and state = … order by …; and the counts of mine and of nobody's.
      await sql`create index item_assignee_state on inbox.item (assignee_id, state, received_at, id)`.execute(
        trx,
      );
      // … where search @@ query, alone and with every filter.
      await sql`create index item_search on inbox.item using gin (search)`.execute(trx);
    }

    async function createChangeTables(): Promise<void> {
      await sql`
        create table inbox.change (
          id uuid primary key,
          item_id uuid not null references inbox.item on delete cascade,
          version integer not null,
          bulk_id uuid,
          actor_id uuid,
          is_undo boolean not null default false,
          state_before text not null,
          state_after text not null,
          assignee_before uuid,
          assignee_after uuid,
          changed_at timestamptz not null,
          unique (item_id, version)
        )`.execute(trx);
      await sql`comment on table inbox.change is
        'The history of an item: each entry begins where the one before ended'`.execute(trx);
      await sql`comment on column inbox.change.actor_id is
        'null: not the staff, but the visitor or the calendar'`.execute(trx);
      // Undoing: … where bulk_id = …
      await sql`create index change_bulk on inbox.change (bulk_id) where bulk_id is not null`.execute(trx);

      await sql`
        create table inbox.undo (
          token_hash bytea primary key,
          bulk_id uuid not null,
          actor_id uuid not null,
          expires_at timestamptz not null
        )`.execute(trx);
      await sql`comment on table inbox.undo is
        'What can still be undone; a row is deleted when it was used. Only hashes of the tokens.'`.execute(
        trx,
      );
      // The purge: … where expires_at <= now limit n.
      await sql`create index undo_expires_at on inbox.undo (expires_at)`.execute(trx);
    }

    async function createCorrespondenceTables(): Promise<void> {
      await sql`
        create table inbox.note (
          id uuid primary key,
          item_id uuid not null references inbox.item on delete cascade,
          author_id uuid not null,
          text text not null,
          created_at timestamptz not null
        )`.execute(trx);
      // The notes of an item, and the cascade: … where item_id = … order by created_at, id.
      await sql`create index note_item on inbox.note (item_id, created_at, id)`.execute(trx);
      await sql`
        create table inbox.reply (
          id uuid primary key,
          item_id uuid not null references inbox.item on delete cascade,
          author_id uuid not null,
          idempotency_key uuid not null,
          subject text not null,
          text text not null,
          message_id text not null,
          thread_ids text not null,
          state text not null check (state in ('queued', 'sent', 'refused')),
          refusal text,
          created_at timestamptz not null,
          settled_at timestamptz,
          unique (item_id, idempotency_key)
        )`.execute(trx);
      await sql`comment on column inbox.reply.message_id is 'without angle brackets; the same at each attempt'`.execute(
        trx,
      );
      await sql`comment on column inbox.reply.thread_ids is
        'message ids before this one, the oldest first, separated by spaces; fixed when it was written, so that each attempt sends the same mail'`.execute(
        trx,
      );
      await sql`comment on column inbox.reply.settled_at is 'when it was sent or refused'`.execute(trx);
      // The replies of an item, and the cascade: … where item_id = … order by created_at, id.
      await sql`create index reply_item on inbox.reply (item_id, created_at, id)`.execute(trx);
      // For the alert that a purge does not run: min(created_at).
      await sql`create index reply_created_at on inbox.reply (created_at)`.execute(trx);

      await sql`
        create table inbox.canned_reply (
          id uuid primary key,
          title text not null,
          text text not null,
          language text not null,
          updated_at timestamptz not null
        )`.execute(trx);
    }
  },
};
