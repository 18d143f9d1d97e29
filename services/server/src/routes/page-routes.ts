import { route, type Route } from '@foyer/http';
import type { FormSettings } from '@foyer/contact-widget';
import { isLanguage, languages, type Language } from '@foyer/kit/language';
import { z } from 'zod';
import { demoPage } from '../pages/demo-page.ts';
import { docsPage } from '../pages/docs-page.ts';
import type { Site } from '../pages/site.ts';

export interface PageDeps {
  siteKey: string;
  site: Site;
  hasOutbox: boolean;
  formSettings: (language: Language) => FormSettings;
  /** Asked at each request: the document lists these routes too. */
  openapi: () => object;
}

export function pageRoutes(deps: PageDeps): Route[] {
  const { siteKey, site, hasOutbox, formSettings, openapi } = deps;
  return [
    route(
      {
        method: 'get',
        path: '/',
        summary: 'The demo page: a contact form as any company would embed it',
        tag: 'pages',
        query: z.object({ lang: z.string().max(35).optional() }),
        responses: { 200: 'html' },
      },
      ({ query, acceptsLanguage }) => {
        const wanted = query.lang ?? acceptsLanguage(...languages);
        const language = isLanguage(wanted) ? wanted : 'en';
        return {
          status: 200,
          html: demoPage({ ...formSettings(language), language, siteKey, hasOutbox, site }),
          headers: { Vary: 'Accept-Language' },
        };
      },
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
