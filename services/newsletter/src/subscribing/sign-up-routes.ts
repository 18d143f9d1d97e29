import { NewsletterReceipt } from '@foyer/contracts';
import { html, isPlainForm, notListed, route, type RequestFacts, type Route } from '@foyer/http';
import type { Database } from '@foyer/database';
import { type Language, languageFor, languages, type VisitorPage } from '@foyer/service';
import { z } from 'zod';
import type { Confirmations } from './confirmation.ts';
import { subscribingError } from './errors.ts';
import type { ReadForm } from './form-settings.ts';
import type { SubscriberLinks } from './links.ts';
import { confirmedPage, confirmPage, refusedPage, signedUpPage, unknownLinkPage } from './pages.ts';
import { refusedSignUp } from './refused-sign-up.ts';
import { dayOf } from './retention-days.ts';
import type { SignUps } from './sign-up.ts';
import { SignUpBody } from './sign-up-schema.ts';
import type { SubscriberStore } from './subscriber-store.ts';
import type { SubscribingMetrics } from './subscribing-metrics.ts';
import type { SubscribingPorts } from './subscribing-ports.ts';
import type { TopicStore } from './topic-store.ts';

const Form = z
  .object({
    language: z.enum(languages),
    topics: z
      .array(z.object({ id: z.string(), name: z.string(), description: z.string() }))
      .describe(
        'A box each, unticked: a field `topic-<id>` with the value yes. With only one there is no box',
      ),
    consent: z
      .object({ version: z.int(), wording: z.string(), asksAge: z.boolean() })
      .nullable()
      .describe(
        'A box, unticked: a field `consent-newsletter` with the version. null: nobody can subscribe at the moment',
      ),
    notice: z
      .object({ what: z.string(), why: z.string(), until: z.string() })
      .describe('What is kept, why and until when: to be shown at the form'),
  })
  .meta({ id: 'NewsletterForm' });

const Token = z.object({ token: z.string().max(100) });
// What can be told of a body that was refused.
const Anything = z.object({ language: z.string().optional().catch(undefined) }).catch({});
const pages = { 200: 'html', 404: 'html' } as const;

/** The form, and the page behind the link of its mail. */
export function signUpRoutes(deps: {
  db: Database;
  signUps: SignUps;
  confirmations: Confirmations;
  readForm: ReadForm;
  subscribers: SubscriberStore;
  topics: TopicStore;
  links: SubscriberLinks;
  metrics: SubscribingMetrics;
  renderPage: (page: VisitorPage) => string;
  renderForm: SubscribingPorts['renderForm'];
}): Route[] {
  const { db, signUps, confirmations, readForm, subscribers, topics, links, metrics, renderPage } = deps;

  return [
    route(
      {
        method: 'get',
        path: '/newsletter/form',
        summary: 'What the form of the newsletter must know',
        query: z.object({ language: z.string().max(35).optional() }),
        responses: { 200: Form },
        cors: true,
      },
      async ({ query, acceptsLanguage }) => ({
        status: 200,
        body: await readForm(languageFor(query.language, acceptsLanguage)),
        headers: { vary: 'Accept-Language' },
      }),
    ),
    route(
      {
        method: 'post',
        path: '/newsletter/subscriptions',
        summary: 'Ask for the newsletter',
        description:
          'A mail with a link goes to the address, and the newsletter only comes once its owner has confirmed it. The answer is the same for every address. Takes JSON and plain forms; a plain form needs no solution, within a limit of its own.',
        body: SignUpBody,
        bodyTypes: ['json', 'form'],
        captcha: true,
        cors: true,
        responses: { 202: [NewsletterReceipt, 'html'], 422: 'html' },
        problems: [
          subscribingError.kinds.captcha_unsolved,
          subscribingError.kinds.consent_outdated,
          subscribingError.kinds.newsletter_closed,
        ],
        answerError: async (error, request) => {
          if (error.status !== 422 || request.accepts('json', 'html') !== 'html') return undefined;
          const language = languageFor(Anything.parse(request.body).language, request.acceptsLanguage);
          const errors = error.errors ?? [];
          const form = deps.renderForm?.(refusedSignUp(await readForm(language), request.body, errors));
          return shown(refusedPage(language, errors, form), 422);
        },
      },
      async (request) => {
        const { body } = request;
        const language = languageFor(body.language, request.acceptsLanguage);
        const { deletedOn } = await signUps.signUp(body, {
          language,
          address: request.address,
          isPlainForm: isPlainForm(request),
        });
        metrics.asked('sign_up');
        if (request.accepts('json', 'html') === 'html') return shown(signedUpPage(language, deletedOn), 202);
        return {
          status: 202,
          body: { state: 'confirmation_sent', deletedOn: dayOf(deletedOn) },
          headers: { vary: 'Accept, Accept-Language' },
        };
      },
    ),
    route(
      {
        method: 'get',
        path: '/newsletter/confirm/:token',
        summary: 'Ask whether somebody wants the newsletter',
        description: 'Changes nothing, so that programs that open every link of a mail do no harm.',
        params: Token,
        responses: pages,
      },
      async (request) => {
        const { token } = request.params;
        const found = await confirmations.look(token);
        if (found === undefined) return unknown(request);
        const { language, settledAt, subscriberNumber } = found;
        if (settledAt !== null) {
          return shown(confirmedPage(language, await preferencesOf(subscriberNumber), true), 200);
        }
        const names = await namesOf(found.topics, language);
        return shown(confirmPage(language, `/newsletter/confirm/${token}`, names), 200);
      },
    ),
    route(
      {
        method: 'post',
        path: '/newsletter/confirm/:token',
        summary: 'Confirm that one wants the newsletter',
        description: 'Safe to use twice.',
        params: Token,
        responses: pages,
      },
      async (request) => {
        const confirmed = await confirmations.confirm(request.params.token);
        if (confirmed === undefined) return unknown(request);
        const { pending, number } = confirmed;
        const isAgain = pending.settledAt !== null;
        if (!isAgain) metrics.confirmed();
        return shown(confirmedPage(pending.language, await preferencesOf(number ?? null), isAgain), 200);
      },
    ),
  ];

  async function namesOf(ids: readonly string[], language: Language): Promise<string[]> {
    const all = await topics.list(db);
    return all.length < 2 ? [] : all.flatMap(({ id, names }) => (ids.includes(id) ? [names[language]] : []));
  }

  async function preferencesOf(number: number | null): Promise<string | undefined> {
    if (number === null || (await subscribers.byNumber(db, number)) === undefined) return undefined;
    return links.pathOf('preferences', { number });
  }

  function shown<const Status extends number>(page: VisitorPage, status: Status) {
    return html(renderPage(page), { status, headers: linkHeaders });
  }

  function unknown(request: RequestFacts) {
    return shown(unknownLinkPage(languageFor(undefined, request.acceptsLanguage)), 404);
  }
}

/** For pages behind a link of a mail: nobody is told which page its reader came from. */
export const linkHeaders = { ...notListed, 'referrer-policy': 'no-referrer' };
