import { html, httpError, route, type Route } from '@foyer/http';
import { z } from 'zod';

/** Everything from our own origin; no inline script or style, no frame around it. */
const deskPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const Segment = z.string().max(200);

/** The desk is one page, whatever it shows: each of its addresses answers it, so that loading again works. */
export function deskPageRoutes(page: string): Route[] {
  const answer = () =>
    html(page, {
      status: 200,
      contentSecurityPolicy: deskPolicy,
      headers: { 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex' },
    });
  const common = { method: 'get', tag: 'pages', responses: { 200: 'html' } } as const;
  return [
    route({ ...common, path: '/desk', summary: 'The desk: the application of the staff' }, answer),
    route(
      {
        ...common,
        path: '/desk/:page',
        summary: 'A page of the desk',
        params: z.object({ page: Segment }),
      },
      ({ params }) => {
        refuseFiles(params.page);
        return answer();
      },
    ),
    route(
      {
        ...common,
        path: '/desk/:page/:part',
        summary: 'A part of a page of the desk',
        params: z.object({ page: Segment, part: Segment }),
      },
      ({ params }) => {
        refuseFiles(params.page);
        return answer();
      },
    ),
  ];
}

/** A call or a file that is not there must not get a page: programs would take it for an answer. */
function refuseFiles(page: string): void {
  if (page === 'api' || page === 'assets' || page.includes('.')) {
    throw httpError('not_found', 'nothing has this address');
  }
}
