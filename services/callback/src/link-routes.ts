import { html, notListed, route, type RequestFacts, type Route } from '@foyer/http';
import { AppError, type Clock } from '@foyer/runtime';
import { languageFor, type VisitorPage } from '@foyer/service';
import { z } from 'zod';
import { isChangeable, type Changes } from './change.ts';
import type { CallbackConfig } from './config.ts';
import { callbackError } from './errors.ts';
import type { Links } from './links.ts';
import { managePage, outcomePage, releasePage, unknownLinkPage } from './pages.ts';
import type { Release } from './release.ts';
import type { CallbackRequest } from './request.ts';
import type { RequestStore } from './request-store.ts';
import type { SlotOffers } from './slot-offer.ts';

const Token = z.object({ token: z.string().max(200) });
const pages = { 200: 'html', 404: 'html' } as const;

/** What the links in mails lead to. GET shows a page with buttons, POST acts, and both are safe twice. */
export function linkRoutes(deps: {
  config: CallbackConfig;
  clock: Clock;
  links: Links;
  release: Release;
  changes: Changes;
  requests: RequestStore;
  offers: SlotOffers;
  companyZone: () => Promise<string>;
  renderPage: (page: VisitorPage) => string;
}): Route[] {
  const { config, clock, links, release, changes, requests, offers, companyZone } = deps;

  return [
    route(
      {
        method: 'get',
        path: '/callback/release/:token',
        summary: 'Ask whether a held request is to be released',
        params: Token,
        responses: pages,
      },
      async (request) => {
        const { token } = request.params;
        const found = await links.find('release', token);
        if (found === undefined) return unknownLink(request);
        if (found.state !== 'held') return await released(found);
        return shown(releasePage(found, `/callback/release/${token}`, await companyZone()));
      },
    ),
    route(
      {
        method: 'post',
        path: '/callback/release/:token',
        summary: 'Release a held request',
        description:
          'It gets its place in the slot now; when the slot is full meanwhile, another can be chosen.',
        params: Token,
        responses: pages,
      },
      async (request) => {
        const found = await links.find('release', request.params.token);
        if (found === undefined) return unknownLink(request);
        await release(found.id, 'visitor');
        const now = await requests.byId(found.id);
        return now === undefined ? unknownLink(request) : await released(now);
      },
    ),
    route(
      {
        method: 'get',
        path: '/callback/manage/:token',
        summary: 'Show a call that is planned, with buttons to move and to cancel it',
        params: Token,
        responses: pages,
      },
      async (request) => {
        const { token } = request.params;
        const found = await links.find('manage', token);
        return found === undefined ? unknownLink(request) : await manage(found, `/callback/manage/${token}`);
      },
    ),
    route(
      {
        method: 'post',
        path: '/callback/manage/:token/move',
        summary: 'Move a call to another slot',
        params: Token,
        body: z.object({ slot: z.iso.datetime() }),
        bodyTypes: ['form'],
        responses: { ...pages, 422: 'html' },
        problems: [callbackError.kinds.slot_unavailable],
        // An empty choice, which a browser would not have sent; the form is one step back.
        answerError: (error, request) => {
          if (error.status !== 422) return undefined;
          const language = languageFor(undefined, request.acceptsLanguage);
          return html(deps.renderPage(unknownLinkPage(language)), { status: 422, headers: notListed });
        },
      },
      async (request) => {
        const { token } = request.params;
        const found = await links.find('manage', token);
        if (found === undefined) return unknownLink(request);
        try {
          const moved = await changes.move(found.id, request.body.slot);
          if (moved === undefined) return await manage(found, `/callback/manage/${token}`);
          return shown(outcomePage('moved', moved, await companyZone()));
        } catch (error) {
          if (!(error instanceof AppError && error.code === 'slot_unavailable')) throw error;
          const page = await manage(found, `/callback/manage/${token}`, true);
          return { ...page, status: 422 };
        }
      },
    ),
    route(
      {
        method: 'post',
        path: '/callback/manage/:token/cancel',
        summary: 'Cancel a call',
        params: Token,
        responses: pages,
      },
      async (request) => {
        const found = await links.find('manage', request.params.token);
        if (found === undefined) return unknownLink(request);
        const cancelled = await changes.cancel(found.id);
        const kind = cancelled === undefined ? 'over' : 'cancelled';
        return shown(outcomePage(kind, found, await companyZone()));
      },
    ),
  ];

  /** What a released request has become. Suppression looks like any other call. */
  async function released(request: CallbackRequest) {
    if (request.state === 'choosing')
      return await manage(request, (await links.issue('manage', request)).path);
    const isAhead = request.state === 'open' || request.state === 'suppressed';
    return shown(outcomePage(isAhead ? 'released' : 'over', request, await companyZone()));
  }

  async function manage(request: CallbackRequest, path: string, isSlotGone = false) {
    const zone = await companyZone();
    if (request.outcome === 'cancelled') return shown(outcomePage('cancelled', request, zone));
    if (!isChangeable(request, clock.now())) return shown(outcomePage('over', request, zone));
    const { slots } = await offers.now();
    const canMove = request.sequence < config.maxMoves;
    return shown(managePage(request, { path, slots, companyZone: zone, canMove, isSlotGone }));
  }

  function shown(page: VisitorPage) {
    return html(deps.renderPage(page), { status: 200, headers: notListed });
  }

  function unknownLink(request: RequestFacts) {
    const page = unknownLinkPage(languageFor(undefined, request.acceptsLanguage));
    return html(deps.renderPage(page), { status: 404, headers: notListed });
  }
}
