import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

// Nothing here says who clicked: a link is the same in the mail of every recipient, and what is counted is hours.
export const campaignLinks: Migration = {
  name: '0011-links',
  async up(trx) {
    await sql`
      create table newsletter.link (
        campaign_number integer not null references newsletter.campaign (number) on delete cascade,
        number integer not null,
        url text not null,
        primary key (campaign_number, number)
      )`.execute(trx);
    await sql`comment on table newsletter.link is
      'where the links of a released mail lead; written at the release and never changed after the start'`.execute(
      trx,
    );

    await sql`
      create table newsletter.link_count (
        campaign_number integer not null,
        link_number integer not null,
        hour timestamptz not null,
        raw integer not null,
        likely_human integer not null,
        primary key (campaign_number, link_number, hour),
        foreign key (campaign_number, link_number) references newsletter.link on delete cascade
      )`.execute(trx);
    await sql`comment on column newsletter.link_count.raw is
      'all calls but HEAD, prefetching and robots that say that they are'`.execute(trx);
    await sql`comment on column newsletter.link_count.likely_human is
      'without those who opened many links of the campaign within seconds, as scanners of mail servers do'`.execute(
      trx,
    );
  },
};
