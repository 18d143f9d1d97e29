import { html, notListed, route, type Route } from '@foyer/http';
import type { Clock } from '@foyer/runtime';
import { type Language, languageFor, type VisitorPage } from '@foyer/service';
import { z } from 'zod';
import type { ReceiptKey } from './erasure-receipt.ts';
import { readReceipt } from './erasure-receipt.ts';
import { rightsError } from './errors.ts';
import type { Links } from './links.ts';
import { erasedPage, unknownLinkPage } from './my-data-pages.ts';
import { receiptLinkDays, type ReceiptLinks } from './receipt-link.ts';
import type { Requests } from './requests.ts';
import type { RequestStore } from './request-store.ts';

const Key = z
  .object({
    algorithm: z.literal('Ed25519'),
    keyId: z.string(),
    publicKey: z.string().describe('32 bytes (RFC 8032), base64url'),
  })
  .meta({ id: 'ReceiptKey' });

/** The last of the rights, and what proves that it was granted. */
export function erasureRoutes(deps: {
  clock: Clock;
  links: Links;
  requests: Requests;
  store: RequestStore;
  receiptLinks: ReceiptLinks;
  receiptKey: ReceiptKey;
  renderPage: (page: VisitorPage) => string;
  /** What the records of a holding are called. */
  titleOf: (holding: string, language: Language) => string;
}): Route[] {
  const { titleOf, clock, links, requests, store, receiptLinks, receiptKey, renderPage } = deps;
  return [
    route(
      {
        method: 'post',
        path: '/my-data/view/:page/erasure',
        summary: 'Have one’s own data erased',
        description: 'Answers what was erased, and what stays, why and until when.',
        params: z.object({ page: z.string().max(200) }),
        responses: { 200: 'html', 404: 'html' },
      },
      async (request) => {
        const visitor = await links.act(request.params.page);
        if (visitor === undefined) {
          const page = unknownLinkPage(languageFor(undefined, request.acceptsLanguage));
          return html(renderPage(page), { status: 404, headers: notListed });
        }
        const { subject, language } = visitor;
        const received = await requests.receive({
          subject,
          language,
          kind: 'erasure',
          purposes: [],
          changes: {},
          channel: 'my_data',
          createdBy: null,
        });
        const done = await requests.carryOut(received.id, { by: null });
        const page = erasedPage(language, readReceipt(done.outcome.receipt ?? ''), {
          receiptPath: receiptLinks.pathOf(done.id),
          titleOf: (holding) => titleOf(holding, language),
        });
        return html(renderPage(page), { status: 200, headers: notListed });
      },
    ),
    route(
      {
        method: 'get',
        path: '/my-data/receipt/:token',
        summary: 'The signed receipt of an erasure',
        description: `Good for ${receiptLinkDays} days. It says nothing about the person.`,
        params: z.object({ token: z.string().max(200) }),
        responses: { 200: 'file', 404: 'html' },
        problems: [rightsError.kinds.receipt_missing],
      },
      async (request) => {
        const id = receiptLinks.read(request.params.token);
        const found = id === undefined ? undefined : await store.byId(id);
        const receipt = found?.outcome.receipt;
        const oldest = clock.now().getTime() - receiptLinkDays * 86_400_000;
        const isOver = (found?.closedAt?.getTime() ?? 0) < oldest;
        if (found === undefined || receipt === undefined || isOver) {
          const page = unknownLinkPage(languageFor(undefined, request.acceptsLanguage));
          return html(renderPage(page), { status: 404, headers: notListed });
        }
        return receiptAnswer(receipt, found.reference);
      },
    ),
    route(
      {
        method: 'get',
        path: '/privacy/receipt-key',
        summary: 'The key that receipts are checked with',
        responses: { 200: Key },
        cors: true,
      },
      () => ({ status: 200, body: { algorithm: 'Ed25519' as const, ...receiptKey } }),
    ),
  ];
}

export function receiptAnswer(receipt: string, reference: string) {
  return {
    status: 200,
    file: Buffer.from(`${receipt}\n`),
    type: 'application/json',
    headers: { ...notListed, 'content-disposition': `attachment; filename="${reference}.json"` },
  } as const;
}
