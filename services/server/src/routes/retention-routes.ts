import { route, type Route } from '@foyer/http';
import { isLanguage, languages, type Language } from '@foyer/kit/language';
import type { Overview } from '@foyer/privacy';
import { z } from 'zod';
import { serverError } from '../errors.ts';
import { retentionPage } from '../pages/retention-page.ts';
import type { Site } from '../pages/site.ts';

/** How the promises are kept, for everybody, where the company has switched that on. */
export function retentionRoutes(deps: {
  isPublic: () => boolean;
  overview: (language: Language) => Promise<Overview>;
  site: Site;
}): Route[] {
  const { isPublic, overview, site } = deps;
  return [
    route(
      {
        method: 'get',
        path: '/privacy/retention',
        summary: 'Each kind of data with how long it is kept and its oldest record; 404 unless switched on',
        tag: 'pages',
        query: z.object({ lang: z.string().max(35).optional() }),
        responses: { 200: 'html' },
        problems: [serverError.kinds.page_switched_off],
      },
      async ({ query, acceptsLanguage }) => {
        if (!isPublic()) throw serverError('page_switched_off');
        const wanted = query.lang ?? acceptsLanguage(...languages);
        const language = isLanguage(wanted) ? wanted : 'en';
        const html = retentionPage({ overview: await overview(language), language, site });
        return { status: 200, html, headers: { Vary: 'Accept-Language' } };
      },
    ),
  ];
}
