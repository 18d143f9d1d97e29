import { linkRequest } from '@foyer/contracts';
import type { Database } from '@foyer/database';
import { html, isPlainForm, route, type RequestFacts, type Route } from '@foyer/http';
import { isMailAddress } from '@foyer/mail';
import { type Language, languageFor, refusedLinkRequest, type VisitorPage } from '@foyer/service';
import { z } from 'zod';
import { subscribingError } from './errors.ts';
import type { Leaving, LeaveMethod } from './leaving.ts';
import { maxTokenLength, type LinkTarget, type SubscriberLinks } from './links.ts';
import { askedToLeavePage, askToLeavePage, leavePage, leftPage, unknownLinkPage } from './pages.ts';
import type { SignUps } from './sign-up.ts';
import { linkHeaders } from './sign-up-routes.ts';
import { unsubscribeReasons } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';
import type { SubscribingMetrics } from './subscribing-metrics.ts';
import type { SubscribingPorts } from './subscribing-ports.ts';

const Token = z.object({ token: z.string().max(maxTokenLength) });
const Ask = linkRequest(isMailAddress).meta({ id: 'NewsletterLeaveRequest' });
const Asked = z.object({ state: z.literal('link_sent') }).meta({ id: 'NewsletterLeaveAnswer' });

const pages = { 200: 'html', 404: 'html' } as const;

/** The ways out: a link in each mail, one click in the mail program (RFC 8058), and typing the address. */
export function leaveRoutes(
  deps: Pick<SubscribingPorts, 'renderPage' | 'siteKey'> & {
    db: Database;
    leaving: Leaving;
    links: SubscriberLinks;
    subscribers: SubscriberStore;
    signUps: SignUps;
    metrics: SubscribingMetrics;
    notifyDesk: () => void;
  },
): Route[] {
  const { db, leaving, links, subscribers, signUps, metrics, renderPage, siteKey } = deps;

  return [
    route(
      {
        method: 'get',
        path: '/newsletter/unsubscribe',
        summary: 'The page where people ask for a link to unsubscribe',
        query: z.object({ lang: z.string().max(35).optional() }),
        responses: { 200: 'html' },
      },
      async ({ query, acceptsLanguage }) =>
        shown(askToLeavePage(languageFor(query.lang, acceptsLanguage), { siteKey: await siteKey() }), 200),
    ),
    route(
      {
        method: 'post',
        path: '/newsletter/unsubscribe',
        summary: 'Have a link to unsubscribe sent',
        description: 'The answer is the same for every address; the mail goes to subscribers only.',
        body: Ask,
        bodyTypes: ['json', 'form'],
        captcha: true,
        responses: { 202: [Asked, 'html'], 422: 'html' },
        problems: [subscribingError.kinds.captcha_unsolved],
        answerError: async (error, request) => {
          if (error.status !== 422 || request.accepts('json', 'html') !== 'html') return undefined;
          const { language, ...refused } = refusedLinkRequest(error, request);
          return shown(askToLeavePage(language, { ...refused, siteKey: await siteKey() }), 422);
        },
      },
      async (request) => {
        const language = languageFor(request.body.language, request.acceptsLanguage);
        await signUps.askToLeave(request.body, {
          language,
          address: request.address,
          isPlainForm: isPlainForm(request),
        });
        metrics.asked('leave');
        if (request.accepts('json', 'html') === 'html') return shown(askedToLeavePage(language), 202);
        return { status: 202, body: { state: 'link_sent' }, headers: linkHeaders };
      },
    ),
    route(
      {
        method: 'get',
        path: '/newsletter/unsubscribe/:token',
        summary: 'Ask whether somebody wants to unsubscribe',
        description: 'Changes nothing, so that programs that open every link of a mail do no harm.',
        params: Token,
        responses: pages,
      },
      async (request) => await ask(request, links.read('unsubscribe', request.params.token)),
    ),
    route(
      {
        method: 'post',
        path: '/newsletter/unsubscribe/:token',
        summary: 'Unsubscribe, or say why',
        description: 'Safe to use twice.',
        params: Token,
        body: z.object({ reason: z.enum([...unsubscribeReasons, '']).optional() }),
        bodyTypes: ['form'],
        responses: pages,
        // A form without a field sends an empty body, and some programs no content type with it: it is a press of the button.
      },
      async (request) => {
        const target = links.read('unsubscribe', request.params.token);
        const found = target && (await subscribers.byNumber(db, target.number));
        if (target === undefined || found === undefined) return unknown(request);
        const reason = request.body.reason === '' ? undefined : request.body.reason;
        await end(target, 'link in a mail', reason);
        return shown(leftPage(found.language, pathsOf(target), reason === undefined), 200);
      },
    ),
    route(
      {
        method: 'get',
        path: '/newsletter/one-click/:token',
        summary: 'What people see who open the address of a mail program’s button',
        description: 'Changes nothing.',
        params: Token,
        responses: pages,
      },
      async (request) => await ask(request, links.read('one-click', request.params.token)),
    ),
    route(
      {
        method: 'post',
        path: '/newsletter/one-click/:token',
        summary: 'Unsubscribe by the button of a mail program (RFC 8058)',
        description:
          'Answers 200 to repetitions and to tokens that nobody was given alike, sets no cookie and never redirects.',
        params: z.object({ token: z.string().max(200) }),
        body: z.object({ 'List-Unsubscribe': z.literal('One-Click') }),
        bodyTypes: ['form', 'multipart'],
        responses: { 200: 'text' },
        // Whoever sends something else is told nothing either; only our own failures are worth another try.
        answerError: (error) =>
          error.status < 500 ? ({ status: 200, text: done, headers: linkHeaders } as const) : undefined,
      },
      async (request) => {
        const target = links.read('one-click', request.params.token);
        if (target !== undefined) await end(target, 'one-click');
        return { status: 200, text: done, headers: linkHeaders };
      },
    ),
  ];

  async function end(target: LinkTarget, method: LeaveMethod, reason?: string): Promise<void> {
    const { number, campaign } = target;
    const hasLeft = await db
      .transaction()
      .execute(async (trx) => await leaving.leave(trx, { number }, { method, campaign, reason }));
    if (!hasLeft) return;
    metrics.left(method);
    deps.notifyDesk();
  }

  async function ask(request: RequestFacts, target: LinkTarget | undefined) {
    const found = target && (await subscribers.byNumber(db, target.number));
    if (target === undefined || found === undefined) return unknown(request);
    const language: Language = found.language;
    if (found.state === 'unsubscribed') {
      return shown(leftPage(language, pathsOf(target), found.unsubscribeReason === null), 200);
    }
    return shown(leavePage(language, pathsOf(target)), 200);
  }

  function pathsOf(target: LinkTarget) {
    return {
      action: links.pathOf('unsubscribe', target),
      preferences: links.pathOf('preferences', target),
    };
  }

  function shown<const Status extends number>(page: VisitorPage, status: Status) {
    return html(renderPage(page), { status, headers: linkHeaders });
  }

  function unknown(request: RequestFacts) {
    return shown(unknownLinkPage(languageFor(undefined, request.acceptsLanguage)), 404);
  }
}

const done = 'You are unsubscribed.\n';
