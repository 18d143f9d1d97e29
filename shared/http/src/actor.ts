import type { Method, RequestFacts } from './route.ts';

/** The cookie of a desk session. With the prefix `__Host-` no other host of the domain can set it (RFC 6265bis §4.1.3.2). */
export const deskCookie = '__Host-foyer';
/** Proves that the request comes from a page of ours: other origins can neither read the token nor send the header. */
export const deskCsrfHeader = 'x-foyer-csrf';

/** The member of staff on whose behalf a desk route runs. */
export interface Actor {
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<string>;
  readonly sessionId: string;
}

/**
 * Finds out who is calling a desk route, before its body is read.
 *
 * @throws AppError unauthenticated (401) or forbidden (403) unless the request has `permission`
 */
export type Authorize = (
  request: RequestFacts & { readonly method: Method },
  permission: string,
) => Promise<Actor>;
