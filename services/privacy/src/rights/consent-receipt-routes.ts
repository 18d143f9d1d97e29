import { html, markup, notListed, route, type Route } from '@foyer/http';
import { languageFor, longDate, type VisitorPage, visitorPage } from '@foyer/service';
import { z } from 'zod';
import type { Links } from './links.ts';
import { unknownLinkPage } from './my-data-pages.ts';
import type { ConsentsOfSubject, GivenConsent } from './rights-ports.ts';
import { rightsStrings } from './rights-strings.ts';

const Params = z.object({ page: z.string().max(200), id: z.uuid() });

/** What the giver of a consent keeps of it: a page to print, and the same for programs. */
export function consentReceiptRoutes(deps: {
  links: Links;
  consents: ConsentsOfSubject;
  companyName: string;
  renderPage: (page: VisitorPage) => string;
}): Route[] {
  const { links, consents, companyName, renderPage } = deps;

  return [
    route(
      {
        method: 'get',
        path: '/my-data/view/:page/consents/:id',
        summary: 'The receipt of a consent, to read and to print',
        params: Params,
        responses: { 200: 'html', 404: 'html' },
      },
      async (request) => {
        const { page: token, id } = request.params;
        const found = await find(token, id);
        if (found === undefined) return unknown(request);
        return html(renderPage(receiptPage(found, companyName, `/my-data/view/${token}`)), {
          status: 200,
          headers: notListed,
        });
      },
    ),
    route(
      {
        method: 'get',
        path: '/my-data/view/:page/consents/:id/receipt.json',
        summary: 'The receipt of a consent, for programs (ISO/IEC TS 27560)',
        params: Params,
        responses: { 200: 'file', 404: 'html' },
      },
      async (request) => {
        const { page: token, id } = request.params;
        const found = await find(token, id);
        const receipt = found && (await consents.receiptOf(id));
        if (receipt === undefined) return unknown(request);
        return {
          status: 200,
          file: Buffer.from(`${JSON.stringify(receipt, undefined, 2)}\n`),
          type: 'application/json',
          headers: { ...notListed, 'content-disposition': `attachment; filename="consent-${id}.json"` },
        };
      },
    ),
  ];

  /** Only a consent of whoever has the page open. */
  async function find(token: string, id: string) {
    const visitor = await links.visitorOf(token);
    if (visitor === undefined) return undefined;
    const consent = (await consents.of(visitor.subject)).find((one) => one.id === id);
    return consent && { consent, visitor };
  }

  function unknown(request: { acceptsLanguage: (...languages: string[]) => string | undefined }) {
    const body = renderPage(unknownLinkPage(languageFor(undefined, request.acceptsLanguage)));
    return html(body, { status: 404, headers: notListed });
  }
}

function receiptPage(
  {
    consent,
    visitor: { language, subject },
  }: { consent: GivenConsent; visitor: NonNullable<Awaited<ReturnType<Links['visitorOf']>>> },
  companyName: string,
  path: string,
): VisitorPage {
  const { data, fields, erase, consent: strings } = rightsStrings[language];
  const { withdrawnAt } = consent;
  return visitorPage(language, data.receipt, [
    markup`<blockquote class="page-quote">${consent.wording}</blockquote>`,
    markup`<dl class="foyer-facts">
      ${fact(fields['email'] ?? 'email', subject.email)} ${fact(strings.controller, companyName)}
      ${fact(data.purpose, consent.purpose)} ${fact(fields['form'] ?? 'form', consent.form)}
      ${fact(strings.given, longDate(consent.givenAt, language))}
      ${withdrawnAt !== null && fact(strings.withdrawn, longDate(withdrawnAt, language))}
      ${fact(strings.proof, longDate(consent.keepUntil, language))}
    </dl>`,
    markup`<p><a href="${path}/consents/${consent.id}/receipt.json" download>${strings.file}</a></p>
      <p><a href="${path}">${erase.back}</a></p>`,
  ]);
}

function fact(term: string, text: string) {
  return markup`<div>
    <dt>${term}</dt>
    <dd>${text}</dd>
  </div>`;
}
