import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const sendingTables: Migration = {
  name: '0020-sending',
  async up(trx) {
    await sql`
      create table newsletter.sending (
        campaign_id uuid primary key,
        campaign_number integer not null unique,
        state text not null check (state in ('preparing', 'sending', 'paused', 'cancelled', 'finished')),
        mail jsonb not null,
        sender text not null,
        reply_to text,
        list_id text not null,
        list_name text not null,
        audience jsonb not null,
        crash_policy text not null check (crash_policy in ('hold', 'resend')),
        freeze_run uuid,
        candidates integer,
        counts jsonb,
        created_at timestamptz not null,
        started_at timestamptz,
        paused_at timestamptz,
        finished_at timestamptz,
        forgotten_at timestamptz
      )`.execute(trx);
    await sql`comment on table newsletter.sending is
      'a campaign on its way: the mail and the audience as they were released, which nobody changes any more'`.execute(
      trx,
    );
    await sql`comment on column newsletter.sending.campaign_number is 'below 0: made up, to prove that deliveries go on their day'`.execute(
      trx,
    );
    await sql`comment on column newsletter.sending.freeze_run is
      'whose freeze counts: the last one that began, for a job may run twice at once'`.execute(trx);
    await sql`comment on column newsletter.sending.candidates is
      'how many the audience named when it was frozen; the ledger must add up to it, before the first mail and at the end'`.execute(
      trx,
    );
    await sql`comment on column newsletter.sending.counts is
      'of the ledger, by state and by reason, once it is finished: what stays when the deliveries are deleted'`.execute(
      trx,
    );
    // What is on its way, and what is over its time: … where forgotten_at is null …
    await sql`create index sending_kept on newsletter.sending (finished_at) where forgotten_at is null`.execute(
      trx,
    );

    // A million rows a campaign, each written three times: short rows, and room for the new version beside the old one.
    await sql`
      create table newsletter.delivery (
        campaign_number integer not null,
        subscriber_number integer not null,
        claim integer not null default 0,
        state smallint not null,
        changed_at timestamptz(3) not null,
        reason text,
        primary key (campaign_number, subscriber_number)
      ) with (fillfactor = 80)`.execute(trx);
    await sql`comment on table newsletter.delivery is
      'the ledger: one state for each recipient of a campaign, moved only after the mail server has answered'`.execute(
      trx,
    );
    await sql`comment on column newsletter.delivery.subscriber_number is
      'newsletter.subscriber.number, which nobody gets again: it says nothing any more when the subscriber is erased'`.execute(
      trx,
    );
    await sql`comment on column newsletter.delivery.state is
      '0 waiting, 1 claimed, 2 accepted, 3 refused, 4 uncertain, 5 excluded, 6 delayed'`.execute(trx);
    await sql`comment on column newsletter.delivery.claim is
      'the fence of the chunk under which it was claimed: only its holder may give it back'`.execute(trx);

    await sql`
      create table newsletter.delivery_note (
        campaign_number integer not null,
        subscriber_number integer not null,
        attempts smallint not null,
        reply text not null,
        retry_at timestamptz,
        noted_at timestamptz not null,
        primary key (campaign_number, subscriber_number)
      )`.execute(trx);
    await sql`comment on table newsletter.delivery_note is
      'what the mail server said where it did not simply accept, without addresses'`.execute(trx);

    await sql`
      create table newsletter.delivery_chunk (
        campaign_number integer not null,
        chunk integer not null,
        first_number integer not null,
        last_number integer not null,
        fence integer not null default 0,
        slot smallint,
        seen_at timestamptz,
        not_before timestamptz not null,
        is_done boolean not null default false,
        counts jsonb not null,
        primary key (campaign_number, chunk)
      )`.execute(trx);
    await sql`comment on column newsletter.delivery_chunk.fence is
      'grows each time somebody takes the chunk: a process that was thought dead sees it and stops'`.execute(
      trx,
    );
    await sql`comment on column newsletter.delivery_chunk.seen_at is
      'when the holder last said that it is alive; after some seconds without a word others take the chunk'`.execute(
      trx,
    );
    await sql`comment on column newsletter.delivery_chunk.counts is
      'of its part of the ledger, by state, as of the moment it was given back'`.execute(trx);

    await sql`
      create table newsletter.sending_minute (
        campaign_number integer not null,
        minute timestamptz not null,
        accepted integer not null,
        primary key (campaign_number, minute)
      )`.execute(trx);

    await sql`
      create table newsletter.pace (
        key text primary key,
        tokens double precision not null,
        refilled_at timestamptz not null,
        blocked_until timestamptz,
        failures integer not null default 0
      )`.execute(trx);
    await sql`comment on table newsletter.pace is
      'how many mails may leave, for all processes together: in sum, on a day, and to the domains that have a limit or asked to wait'`.execute(
      trx,
    );
  },
};
