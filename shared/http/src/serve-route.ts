import type { Log } from '@foyer/runtime';
import { readBody } from './body.ts';
import { allowOrigins } from './cors.ts';
import { requestFacts } from './exchange.ts';
import type { HttpContext } from './exchange.ts';
import type { Failures } from './failures.ts';
import { parseUrlencoded } from './flat-fields.ts';
import { toAppError } from './problem.ts';
import { checkAnswer } from './response-check.ts';
import type { Answer } from './responses.ts';
import type { RequestFacts, Route } from './route.ts';
import type { SecurityHeaders } from './security-headers.ts';
import { send } from './send.ts';

export interface ServeOptions {
  log: Log;
  trustProxy: number;
  security: SecurityHeaders;
  failures: Failures;
  authorize?: (request: RequestFacts, permission: string) => Promise<void>;
  checkResponses?: boolean;
}

/** The route as a function of a request: permission, body, query, handler, answer, in this order. */
export function serveRoute(
  route: Route,
  options: ServeOptions,
): (context: HttpContext, params: unknown) => Promise<void> {
  const { authorize, security, checkResponses = false } = options;
  const isOpen = route.cors !== undefined && route.cors !== false;

  const run = async (context: HttpContext, facts: RequestFacts, params: unknown): Promise<Answer> => {
    if (route.permission !== undefined) {
      if (!authorize) throw new Error(`route ${route.path} needs a permission and nobody checks it`);
      await authorize(facts, route.permission);
    }
    let body: unknown;
    if (route.body) {
      body = await readBody(context.req, context.res, route);
      context.state.body = body;
    }
    const query = route.query ? parseUrlencoded(context.querystring, 'query') : undefined;
    return route.answer(facts, { params, query, body });
  };

  const recover = async (context: HttpContext, facts: RequestFacts, thrown: unknown): Promise<Answer> => {
    const error = toAppError(thrown);
    const answer = await route.answerError?.(error, { ...facts, body: context.state.body });
    if (answer === undefined) throw thrown;
    options.failures.note(context, error);
    return answer;
  };

  return async (context, params) => {
    context.state.route = route;
    const { res } = context;
    if (isOpen) allowOrigins(res);
    res.setHeader('cross-origin-resource-policy', isOpen ? 'cross-origin' : 'same-origin');
    const facts = requestFacts(context, context.state.requestId, options);
    let answer: Answer;
    try {
      answer = await run(context, facts, params);
    } catch (thrown) {
      if (!route.answerError) throw thrown;
      answer = await recover(context, facts, thrown);
    }
    if (checkResponses) checkAnswer(route, answer);
    send(context, answer, security);
  };
}
