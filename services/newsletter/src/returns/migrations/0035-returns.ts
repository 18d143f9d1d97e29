import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const returnsTable: Migration = {
  name: '0035-returns',
  async up(trx) {
    await sql`
      create table newsletter.returned (
        campaign_number integer not null,
        subscriber_number integer not null,
        verdict text not null check (verdict in ('hard', 'soft', 'policy', 'complaint', 'unclear')),
        reason text not null,
        status text,
        diagnostic text not null,
        provider text not null,
        came_by text not null check (came_by in ('smtp', 'mailbox', 'refusal')),
        noted_at timestamptz(3) not null,
        settled_at timestamptz(3),
        primary key (campaign_number, subscriber_number)
      )`.execute(trx);
    await sql`comment on table newsletter.returned is
      'what came back of a newsletter or was refused at once: one row a mail, with the worst that was said of it'`.execute(
      trx,
    );
    await sql`comment on column newsletter.returned.campaign_number is
      'below 0: made up, to prove that returns go on their day'`.execute(trx);
    await sql`comment on column newsletter.returned.diagnostic is
      'the words of the server, without addresses'`.execute(trx);
    await sql`comment on column newsletter.returned.settled_at is
      'when what follows for the subscriber was done; null: a job does it'`.execute(trx);
    // The purge, and what the desk shows of the last days: … where noted_at >= moment …
    await sql`create index returned_noted on newsletter.returned (noted_at)`.execute(trx);
    // How often mails to somebody came back; and what there is about a person.
    await sql`create index returned_subscriber on newsletter.returned (subscriber_number)`.execute(trx);
    // The job that settles: … where settled_at is null order by noted_at …
    await sql`create index returned_open on newsletter.returned (noted_at) where settled_at is null`.execute(
      trx,
    );
  },
};
