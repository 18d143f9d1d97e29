import type { ServerResponse } from 'node:http';
import type { CorsRules, Route } from './route.ts';

const DAY_SECONDS = 86_400;

/**
 * Lets pages of every origin read the answer. Never with credentials, so `*` gives away nothing that a request without a
 * browser would not get.
 */
export function allowOrigins(response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
}

/** Answers a preflight for the routes of one path; false when none of them may be called from other origins. */
export function answerPreflight(response: ServerResponse, routes: readonly Route[]): boolean {
  const open = routes.filter((route) => route.cors !== undefined && route.cors !== false);
  if (open.length === 0) return false;
  const rules: CorsRules[] = open.map((route) => (typeof route.cors === 'object' ? route.cors : {}));
  const allowed = new Set(['content-type', ...rules.flatMap((rule) => rule.allowHeaders ?? [])]);
  const maxAge = Math.min(...rules.map((rule) => rule.maxAgeSeconds ?? DAY_SECONDS));
  allowOrigins(response);
  response.setHeader(
    'access-control-allow-methods',
    open.map((route) => route.method.toUpperCase()).join(', '),
  );
  response.setHeader('access-control-allow-headers', [...allowed].join(', '));
  response.setHeader('access-control-max-age', String(maxAge));
  return true;
}
