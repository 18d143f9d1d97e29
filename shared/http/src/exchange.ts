import type { IncomingHttpHeaders } from 'node:http';
import type { Log } from '@foyer/runtime';
import type { ParameterizedContext } from 'koa';
import type { BaseHeaders } from './base-headers.ts';
import type { Method, RequestFacts, Route } from './route.ts';
import { visitorAddress } from './visitor-address.ts';

export type HttpContext = ParameterizedContext<Exchange>;

/** What the app notes on `ctx.state` while a request goes through it. */
export interface Exchange {
  requestId: string;
  /** Headers its answer starts with: the app's, then the route's. */
  base: BaseHeaders;
  /** Set once the router has found it. */
  route?: Route;
  /** What could be read of the body, for a problem page in the form's language. */
  body?: unknown;
}

/**
 * The facts for a handler, worked out when asked for: the busy routes ask for none. A class, because getters on a
 * prototype cost nothing until they are called, and those of an object literal are made anew for every request.
 */
export class Facts implements RequestFacts {
  readonly requestId: string;
  /** Of the route: HEAD is served by that of GET. */
  readonly method: Method;
  readonly #context: HttpContext;
  readonly #options: { trustProxy: number; log: Log };
  #log: Log | undefined;

  constructor(context: HttpContext, options: { trustProxy: number; log: Log }, method: Method) {
    this.method = method;
    this.requestId = context.state.requestId;
    this.#context = context;
    this.#options = options;
  }

  get isHead(): boolean {
    return this.#context.method === 'HEAD';
  }

  get headers(): IncomingHttpHeaders {
    return this.#context.req.headers;
  }

  get address(): string {
    return visitorAddress(this.#context.req, this.#options.trustProxy);
  }

  get log(): Log {
    return (this.#log ??= this.#options.log.child({ requestId: this.requestId }));
  }

  get accepts(): RequestFacts['accepts'] {
    return (...types) => this.#context.accepts(types) || undefined;
  }

  get acceptsLanguage(): RequestFacts['acceptsLanguage'] {
    return (...languages) => this.#context.acceptsLanguages(languages) || undefined;
  }
}
