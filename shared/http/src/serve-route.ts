import type { Log } from '@foyer/runtime';
import { readBody } from './body.ts';
import { baseHeaders } from './base-headers.ts';
import { isOpen } from './cors.ts';
import { Facts } from './exchange.ts';
import type { HttpContext } from './exchange.ts';
import type { Failures } from './failures.ts';
import { parseUrlencoded } from './flat-fields.ts';
import { toAppError } from './problem.ts';
import { checkAnswer } from './response-check.ts';
import type { Answer } from './responses.ts';
import { RouteCall } from './route-call.ts';
import type { Actor, Authorize } from './actor.ts';
import type { Route } from './route.ts';
import { send } from './send.ts';

export interface ServeOptions {
  log: Log;
  trustProxy: number;
  publicUrl: string;
  failures: Failures;
  authorize?: Authorize;
  checkResponses?: boolean;
}

/** The route as a function of a request: permission, body, query, handler, answer, in this order. */
export function serveRoute(
  route: Route,
  options: ServeOptions,
): (context: HttpContext, params: unknown) => Promise<void> {
  const { authorize, checkResponses = false } = options;
  const base = baseHeaders(options.publicUrl.startsWith('https:'), isOpen(route));

  const admit = async (facts: Facts): Promise<Actor | undefined> => {
    if (route.permission === undefined) return undefined;
    if (!authorize) throw new Error(`route ${route.path} needs a permission and nobody checks it`);
    return authorize(facts, route.permission);
  };

  const run = async (context: HttpContext, facts: Facts, params: unknown): Promise<Answer> => {
    const actor = await admit(facts);
    const body = route.body && (await readBody(context.req, context.res, route));
    context.state.body = body?.value;
    const query = route.query && parseUrlencoded(context.querystring, 'query');
    return route.answer(facts, { params, query, body, ...(actor && { actor }) });
  };

  const recover = async (context: HttpContext, facts: Facts, thrown: unknown): Promise<Answer> => {
    const error = toAppError(thrown);
    const answer = await route.answerError?.(
      error,
      new RouteCall(facts, undefined, undefined, context.state.body),
    );
    if (answer === undefined) throw thrown;
    options.failures.note(context, error);
    return answer;
  };

  return async (context, params) => {
    context.state.route = route;
    context.state.base = base;
    const facts = new Facts(context, options, route.method);
    let answer: Answer;
    try {
      answer = await run(context, facts, params);
    } catch (thrown) {
      if (!route.answerError) throw thrown;
      answer = await recover(context, facts, thrown);
    }
    if (checkResponses) checkAnswer(route, answer);
    send(context, answer);
  };
}
