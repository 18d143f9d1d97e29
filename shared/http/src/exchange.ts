import type { Log } from '@foyer/runtime';
import type { ParameterizedContext } from 'koa';
import type { RequestFacts, Route } from './route.ts';
import { visitorAddress } from './visitor-address.ts';

export type HttpContext = ParameterizedContext<Exchange>;

/** What the app notes on `ctx.state` while a request goes through it. */
export interface Exchange {
  requestId: string;
  /** Set once the router has found it. */
  route?: Route;
  /** What could be read of the body, for a problem page in the form's language. */
  body?: unknown;
}

/** The facts for a handler. Address and log are worked out when asked for: the hot routes ask for neither. */
export function requestFacts(
  context: HttpContext,
  requestId: string,
  options: { trustProxy: number; log: Log },
): RequestFacts {
  return {
    headers: context.req.headers,
    requestId,
    get address() {
      return visitorAddress(context.req, options.trustProxy);
    },
    get log() {
      return options.log.child({ requestId });
    },
    accepts: (...types) => context.accepts(types) || undefined,
    acceptsLanguage: (...languages) => context.acceptsLanguages(languages) || undefined,
  };
}
