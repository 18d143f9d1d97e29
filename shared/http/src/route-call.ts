import type { IncomingHttpHeaders } from 'node:http';
import type { Log } from '@foyer/runtime';
import type { RequestFacts, RouteRequest } from './route.ts';

/** What a handler is given: the facts of the request and its parts. */
export class RouteCall<Params, Query, Body> implements RouteRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly #facts: RequestFacts;

  constructor(facts: RequestFacts, params: Params, query: Query, body: Body) {
    this.#facts = facts;
    this.params = params;
    this.query = query;
    this.body = body;
  }

  get requestId(): string {
    return this.#facts.requestId;
  }

  get isHead(): boolean {
    return this.#facts.isHead;
  }

  get headers(): IncomingHttpHeaders {
    return this.#facts.headers;
  }

  get address(): string {
    return this.#facts.address;
  }

  get log(): Log {
    return this.#facts.log;
  }

  get accepts(): RequestFacts['accepts'] {
    return this.#facts.accepts;
  }

  get acceptsLanguage(): RequestFacts['acceptsLanguage'] {
    return this.#facts.acceptsLanguage;
  }
}
