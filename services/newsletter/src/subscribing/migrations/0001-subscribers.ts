import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const subscribers: Migration = {
  name: '0001-subscribers',
  async up(trx) {
    await sql`
      create table newsletter.topic (
        id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$' and id <> 'newsletter'),
        position integer not null,
        is_active boolean not null,
        names jsonb not null,
        descriptions jsonb not null,
        version integer not null default 1
      )`.execute(trx);
    await sql`comment on column newsletter.topic.id is
      'stands in the scopes of the suppression list as list:<id>, where list:newsletter is all topics at once'`.execute(
      trx,
    );

    await sql`
      create table newsletter.subscriber (
        id uuid primary key,
        number integer generated always as identity unique,
        email text not null,
        mail_domain text not null generated always as (lower(substring(email from '[^@]*$'))) stored,
        name text not null,
        salutation text not null check (salutation in ('mrs', 'mr', 'neutral')),
        language text not null,
        state text not null check (state in ('active', 'unsubscribed')),
        paused_until timestamptz,
        is_restricted boolean not null default false,
        attributes jsonb not null default '{}',
        source text not null check (source in ('form', 'import', 'canary')),
        confirmed_at timestamptz not null,
        changed_at timestamptz not null,
        unsubscribed_at timestamptz,
        unsubscribe_reason text,
        delete_on date,
        check ((state = 'unsubscribed') = (unsubscribed_at is not null)),
        check ((state = 'unsubscribed') = (delete_on is not null))
      )`.execute(trx);
    await sql`comment on column newsletter.subscriber.number is
      'stands in the links and return paths of mails, so it is never given to anybody else'`.execute(trx);
    await sql`comment on column newsletter.subscriber.mail_domain is
      'of the recipient: mails are paced by it'`.execute(trx);
    await sql`comment on column newsletter.subscriber.unsubscribe_reason is
      'one of a few given answers; no free text'`.execute(trx);
    // One address is one subscriber: … where lower(email) = lower($1).
    await sql`create unique index subscriber_email on newsletter.subscriber (lower(email))`.execute(trx);
    // The purge: … where delete_on <= day and not is_restricted order by delete_on limit n.
    await sql`create index subscriber_delete_on on newsletter.subscriber (delete_on)
      where delete_on is not null and not is_restricted`.execute(trx);
    // Lists and imports by language and attribute read the whole table; the desk's list pages by number.

    await sql`
      create table newsletter.subscription (
        subscriber_id uuid not null references newsletter.subscriber on delete cascade,
        topic_id text not null references newsletter.topic,
        since timestamptz not null,
        primary key (subscriber_id, topic_id)
      )`.execute(trx);
    // Audiences: … where topic_id in (…).
    await sql`create index subscription_topic on newsletter.subscription (topic_id, subscriber_id)`.execute(
      trx,
    );

    await sql`
      insert into newsletter.topic (id, position, is_active, names, descriptions)
      values ('news', 1, true,
        '{"en": "News", "nl": "Nieuws", "de": "Neuigkeiten", "fr": "Actualités"}',
        '{"en": "", "nl": "", "de": "", "fr": ""}')`.execute(trx);
  },
};
