import { dataPolicy, securityHeaders } from './security-headers.ts';

export type HeaderRecord = Readonly<Record<string, string>>;

/** The headers that every answer of a route starts with, by what it carries; worked out once. */
export interface BaseHeaders {
  page: HeaderRecord;
  data: HeaderRecord;
  json: HeaderRecord;
}

/** @param isOpen whether pages of other origins may read the answers */
export function baseHeaders(isHttps: boolean, isOpen: boolean): BaseHeaders {
  const security = securityHeaders(isHttps);
  const common = {
    // Unless the answer's own headers say otherwise: it may be about a person.
    'cache-control': 'no-store',
    'cross-origin-resource-policy': isOpen ? 'cross-origin' : 'same-origin',
    // Never with credentials, so `*` gives away nothing that a request without a browser would not get.
    ...(isOpen && {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x-request-id, retry-after',
    }),
  };
  const data = { 'content-security-policy': dataPolicy, ...security.data, ...common };
  return {
    page: { ...security.page, ...common },
    data,
    json: { ...data, 'content-type': 'application/json; charset=utf-8' },
  };
}
