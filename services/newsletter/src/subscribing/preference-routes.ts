import { NewsletterSignUp } from '@foyer/contracts';
import type { Database, Tx } from '@foyer/database';
import { html, redirect, route, type RequestFacts, type Route } from '@foyer/http';
import type { Clock } from '@foyer/runtime';
import { languageFor, languages, type VisitorPage } from '@foyer/service';
import { z } from 'zod';
import type { Leaving } from './leaving.ts';
import { maxTokenLength, type SubscriberLinks } from './links.ts';
import { unknownLinkPage } from './pages.ts';
import { leftPreferencePage, pauseDays, preferencePage } from './preference-page.ts';
import { newsletterPurpose, type ConsentPort } from './privacy-ports.ts';
import { daysAfter } from './retention-days.ts';
import { linkHeaders } from './sign-up-routes.ts';
import { tickedTopics } from './sign-up-schema.ts';
import type { Subscriber } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';
import type { SubscribingMetrics } from './subscribing-metrics.ts';
import type { TopicStore } from './topic-store.ts';

const Token = z.object({ token: z.string().max(maxTokenLength) });
const { name: Name, salutation: Salutation } = NewsletterSignUp.shape;
// Whatever it is, the page says so in its own words; here is only a bound.
const Typed = z.object({ name: z.string().max(1000).optional() }).catchall(z.unknown());
const Settings = z.object({ name: Name, salutation: Salutation, language: z.enum(languages) });
const View = z.object({ done: z.enum(['saved', 'refused']).optional() });
const acts = { 303: 'redirect', 404: 'html' } as const;

/** Everything somebody may decide about their newsletter, behind the link of any of their mails. */
export function preferenceRoutes(deps: {
  db: Database;
  clock: Clock;
  leaving: Leaving;
  links: SubscriberLinks;
  subscribers: SubscriberStore;
  topics: TopicStore;
  consents: ConsentPort;
  metrics: SubscribingMetrics;
  renderPage: (page: VisitorPage) => string;
  notifyDesk: () => void;
}): Route[] {
  const { db, clock, leaving, links, subscribers, topics, consents, metrics, renderPage } = deps;

  /** POST acts and leads back to the page, which says what was done. */
  const act = (
    path: string,
    summary: string,
    does: (trx: Tx, subscriber: Subscriber) => Promise<void>,
  ): Route =>
    route(
      {
        method: 'post',
        path: `/newsletter/preferences/:token${path}`,
        summary,
        params: Token,
        responses: acts,
      },
      async (request) => await change(request, does),
    );

  return [
    route(
      {
        method: 'get',
        path: '/newsletter/preferences/:token',
        summary: 'Topics, language, name, pause and the way out, for whoever has the link',
        description: 'Changes nothing.',
        params: Token,
        query: View,
        responses: { 200: 'html', 404: 'html' },
      },
      async (request) => {
        const found = await find(request.params.token);
        if (found === undefined) return unknown(request);
        const path = `/newsletter/preferences/${request.params.token}`;
        if (found.state === 'unsubscribed') {
          const [offer] = await consents.consentOffers(db, [newsletterPurpose], found.language);
          return shown(leftPreferencePage(found, path, offer));
        }
        const shownTopics = (await topics.list(db)).filter(({ isActive }) => isActive);
        const options = { path, topics: shownTopics, now: clock.now(), notice: request.query.done };
        return shown(preferencePage(found, options));
      },
    ),
    route(
      {
        method: 'post',
        path: '/newsletter/preferences/:token',
        summary: 'Save topics, language, salutation and name',
        params: Token,
        body: Typed,
        bodyTypes: ['form'],
        responses: acts,
      },
      async (request) => {
        const typed = Settings.safeParse(request.body);
        if (!typed.success) {
          if ((await find(request.params.token)) === undefined) return unknown(request);
          return back(request.params.token, 'refused');
        }
        return await change(request, async (trx, subscriber) => {
          if (subscriber.state === 'unsubscribed') return;
          await subscribers.change(trx, subscriber.id, { ...typed.data, at: clock.now() });
          // With one topic only there are no boxes.
          const offered = (await topics.list(trx)).filter(({ isActive }) => isActive);
          if (offered.length > 1) await leaving.choose(trx, subscriber, tickedTopics(request.body));
        });
      },
    ),
    route(
      {
        method: 'post',
        path: '/newsletter/preferences/:token/pause',
        summary: 'Get no newsletter for a while',
        params: Token,
        body: z.object({ days: z.enum(pauseDays.map(String)) }),
        bodyTypes: ['form'],
        responses: acts,
      },
      async (request) =>
        await change(request, async (trx, { id }) => {
          const at = clock.now();
          const pausedUntil = daysAfter(at, Number(request.body.days));
          await subscribers.change(trx, id, { pausedUntil, at });
        }),
    ),
    act('/resume', 'Get newsletters again', async (trx, { id }) => {
      await subscribers.change(trx, id, { pausedUntil: null, at: clock.now() });
    }),
    act('/leave', 'Unsubscribe', async (trx, { id }) => {
      if (await leaving.leave(trx, { id }, { method: 'preference page' })) metrics.left('preference page');
    }),
    route(
      {
        method: 'post',
        path: '/newsletter/preferences/:token/rejoin',
        summary: 'Subscribe again, to the wording that the page shows',
        params: Token,
        body: z.object({
          version: z.string().regex(/^[1-9]\d{0,8}$/),
          'old-enough': z.string().max(10).optional(),
        }),
        bodyTypes: ['form'],
        responses: acts,
      },
      async (request) => {
        const textVersion = Number(request.body.version);
        const isOldEnough = request.body['old-enough'] === 'yes';
        return await change(request, async (trx, subscriber) => {
          if (subscriber.state === 'active') return;
          const { language } = subscriber;
          const [offer] = await consents.consentOffers(trx, [newsletterPurpose], language);
          if (!(await consents.isOffered(trx, newsletterPurpose, textVersion, language))) return;
          if (offer?.asksAge === true && !isOldEnough) return;
          await leaving.rejoin(trx, subscriber, { textVersion, ...(isOldEnough && { isOldEnough }) });
        });
      },
    ),
  ];

  async function find(token: string): Promise<Subscriber | undefined> {
    const target = links.read('preferences', token);
    return target && (await subscribers.byNumber(db, target.number));
  }

  async function change(
    request: RequestFacts & { params: { token: string } },
    does: (trx: Tx, subscriber: Subscriber) => Promise<void>,
  ) {
    const { token } = request.params;
    const target = links.read('preferences', token);
    if (target === undefined) return unknown(request);
    const isThere = await db.transaction().execute(async (trx) => {
      const subscriber = await subscribers.lock(trx, { number: target.number });
      if (subscriber === undefined) return false;
      await does(trx, subscriber);
      return true;
    });
    if (!isThere) return unknown(request);
    deps.notifyDesk();
    return back(token, 'saved');
  }

  function shown(page: VisitorPage) {
    return html(renderPage(page), { status: 200, headers: linkHeaders });
  }

  function unknown(request: RequestFacts) {
    const page = unknownLinkPage(languageFor(undefined, request.acceptsLanguage));
    return html(renderPage(page), { status: 404, headers: linkHeaders });
  }
}

function back(token: string, done: 'saved' | 'refused') {
  return redirect(`/newsletter/preferences/${encodeURIComponent(token)}?done=${done}`, linkHeaders);
}
