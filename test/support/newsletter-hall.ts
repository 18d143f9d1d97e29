import type { Database } from '@foyer/database';
import { uuidv7 } from '@foyer/runtime';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { AllServices } from './all-services.ts';

type Hall = Pick<AllServices, 'desk' | 'clock' | 'services'>;
type Sending = Parameters<AllServices['services']['newsletter']['sending']['start']>[1];

const names = { en: 'news', nl: 'news', de: 'news', fr: 'news' };

/** With a way out in both parts, and no more. */
const shortMail: Sending['mail'] = {
  subject: ['News'],
  html: ['<a href="', { hole: 'unsubscribe_url', context: 'url' }, '">leave</a>'],
  text: ['leave: ', { hole: 'unsubscribe_url', context: 'text' }],
  language: 'en',
};

/** The topic `news`, which nobody reads yet. */
export async function openNews(hall: Hall): Promise<void> {
  const topic = { id: 'news', position: 1, isActive: true, names, descriptions: names };
  expect((await hall.desk('POST', 'newsletter/topics', topic)).status).toBe(201);
}

/** How newsletters leave; no mail waits for its place, for the clock stands still. */
export async function setPace(hall: Hall, { parallel = 1, basedOnVersion = 0 } = {}): Promise<void> {
  const value = {
    perSecond: 1000,
    parallel,
    domains: [],
    hours: null,
    warmUp: null,
    returnDomain: 'news.example.com',
    dkim: null,
  };
  const saved = await hall.desk('PUT', 'settings/newsletter.sending', { value, basedOnVersion });
  expect(saved.status).toBe(200);
}

/** Readers of `news` who have agreed to it. */
export async function subscribeAgreed(hall: Hall, db: Database, emails: readonly string[]): Promise<void> {
  const at = hall.clock.now();
  const { consent } = hall.services.privacy;
  await db.transaction().execute(async (trx) => {
    for (const email of emails) {
      const id = uuidv7(new Date());
      await sql`
        insert into newsletter.subscriber (id, email, name, salutation, language, state, source, confirmed_at, changed_at)
        values (${id}::uuid, ${email}, 'Zoë', 'neutral', 'en', 'active', 'form', ${at}, ${at})`.execute(trx);
      await sql`
        insert into newsletter.subscription (subscriber_id, topic_id, since)
        values (${id}::uuid, 'news', ${at})`.execute(trx);
      const agreed = { purpose: 'newsletter', subject: { email }, language: 'en', textVersion: 1, at };
      await consent.recordConsent(trx, { ...agreed, form: 'test', method: 'test' });
    }
  });
}

/** Starts a short newsletter to all readers of `news`. @returns its id */
export async function startNews(hall: Hall, db: Database, campaignNumber: number): Promise<string> {
  const campaignId = uuidv7(new Date());
  await db.transaction().execute(async (trx) =>
    hall.services.newsletter.sending.start(trx, {
      campaignId,
      campaignNumber,
      mail: shortMail,
      from: 'Nordlicht <news@example.com>',
      listId: 'news.example.com',
      listName: 'News',
      audience: { topics: ['news'] },
      crashPolicy: 'hold',
    }),
  );
  return campaignId;
}

/** Works until the newsletter is finished. @throws Error when it does not come to its end */
export async function finishNews(
  hall: Pick<AllServices, 'run' | 'settleJobs' | 'services'>,
  campaignId: string,
): Promise<void> {
  const { sending } = hall.services.newsletter;
  for (let turn = 0; turn < 20; turn += 1) {
    await hall.settleJobs();
    await hall.run('newsletter.tend_sendings');
    if ((await sending.progress(campaignId))?.state === 'finished') return;
  }
  throw new Error(`the campaign is still ${JSON.stringify(await sending.progress(campaignId))}`);
}
