import { route, type Route } from '@foyer/http';
import type { FormSettings as CallbackSettings } from '@foyer/callback-widget';
import type { FormSettings } from '@foyer/contact-widget';
import type { FormSettings as NewsletterSettings } from '@foyer/newsletter-widget';
import { isLanguage, languages, type Language } from '@foyer/kit/language';
import { z } from 'zod';
import { callbackPage } from '../pages/callback-page.ts';
import { demoPage } from '../pages/demo-page.ts';
import { docsPage } from '../pages/docs-page.ts';
import { newsletterPage } from '../pages/newsletter-page.ts';
import type { Site } from '../pages/site.ts';

export interface PageDeps {
  siteKey: string;
  site: Site;
  hasOutbox: boolean;
  formSettings: (language: Language) => Promise<FormSettings>;
  callbackSettings: (language: Language) => Promise<CallbackSettings>;
  newsletterSettings: (language: Language) => Promise<NewsletterSettings>;
  /** Asked at each request: the document lists these routes too. */
  openapi: () => object;
}

const Lang = z.object({ lang: z.string().max(35).optional() });

export function pageRoutes(deps: PageDeps): Route[] {
  const { siteKey, site, hasOutbox, formSettings, callbackSettings, newsletterSettings, openapi } = deps;
  return [
    formRoute('/', 'The demo page: a contact form as any company would embed it', async (language) =>
      demoPage({ ...(await formSettings(language)), language, siteKey, hasOutbox, site }),
    ),
    formRoute('/demo/callback', 'The callback form as any company would embed it', async (language) =>
      callbackPage({ ...(await callbackSettings(language)), language, siteKey, site }),
    ),
    formRoute(
      '/demo/newsletter',
      'The form of the newsletter as any company would embed it',
      async (language) =>
        newsletterPage({ ...(await newsletterSettings(language)), language, siteKey, site }),
    ),
    route(
      {
        method: 'get',
        path: '/docs',
        summary: 'This interface, to read',
        tag: 'pages',
        responses: { 200: 'html' },
      },
      () => ({ status: 200, html: docsPage(openapi(), { hasOutbox }) }),
    ),
    route(
      {
        method: 'get',
        path: '/openapi.json',
        summary: 'This interface, as OpenAPI 3.1',
        tag: 'pages',
        responses: { 200: z.record(z.string(), z.unknown()) },
        cors: true,
      },
      () => ({ status: 200, body: { ...openapi() } }),
    ),
  ];
}

function formRoute(path: string, summary: string, render: (language: Language) => Promise<string>): Route {
  return route(
    { method: 'get', path, summary, tag: 'pages', query: Lang, responses: { 200: 'html' } },
    async (request) => ({
      status: 200,
      html: await render(languageOf(request)),
      headers: { Vary: 'Accept-Language' },
    }),
  );
}

function languageOf(request: {
  query: z.output<typeof Lang>;
  acceptsLanguage: (...known: string[]) => string | undefined;
}): Language {
  const wanted = request.query.lang ?? request.acceptsLanguage(...languages);
  return isLanguage(wanted) ? wanted : 'en';
}
