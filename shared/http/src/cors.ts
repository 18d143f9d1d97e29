import type { HeaderRecord } from './base-headers.ts';
import type { CorsRules, Route } from './route.ts';

const DAY_SECONDS = 86_400;

export function isOpen(route: Pick<Route, 'cors'>): boolean {
  return route.cors !== undefined && route.cors !== false;
}

/** Headers of the answer to a preflight for the routes of one path; none when other origins may call none of them. */
export function preflightHeaders(routes: readonly Route[]): HeaderRecord {
  const open = routes.filter(isOpen);
  if (open.length === 0) return {};
  const rules: CorsRules[] = open.map((route) => (typeof route.cors === 'object' ? route.cors : {}));
  const allowed = new Set(['content-type', ...rules.flatMap((rule) => rule.allowHeaders ?? [])]);
  const maxAge = Math.min(...rules.map((rule) => rule.maxAgeSeconds ?? DAY_SECONDS));
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': open.map((route) => route.method.toUpperCase()).join(', '),
    'access-control-allow-headers': [...allowed].join(', '),
    'access-control-max-age': String(maxAge),
  };
}
