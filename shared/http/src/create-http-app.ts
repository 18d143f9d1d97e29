import { Router } from '@koa/router';
import { systemClock } from '@foyer/runtime';
import type { Clock, Log, Metrics } from '@foyer/runtime';
import Koa from 'koa';
import type { Middleware } from 'koa';
import type { Authorize } from './actor.ts';
import { baseHeaders } from './base-headers.ts';
import { preflightHeaders } from './cors.ts';
import { httpError } from './errors.ts';
import type { Exchange, HttpContext } from './exchange.ts';
import { createFailures } from './failures.ts';
import type { RenderProblemPage } from './problem.ts';
import { requestIdOf } from './request-id.ts';
import { createRequestRecords } from './request-records.ts';
import type { Route } from './route.ts';
import { send } from './send.ts';
import { serveRoute } from './serve-route.ts';

export interface HttpAppOptions {
  routes: readonly Route[];
  log: Log;
  metrics: Metrics;
  /** Number of our own proxies in front, whose X-Forwarded-For is believed; see `visitorAddress`. */
  trustProxy: number;
  /** Where the world sees us: `https://hall.example.nl`. */
  publicUrl: string;
  clock?: Clock;
  /** Runs before the routes, inside logging and error handling. */
  middleware?: readonly Middleware<Exchange>[];
  /** Needed as soon as there is a desk route. */
  authorize?: Authorize;
  renderProblemPage?: RenderProblemPage;
  /** Languages of the problem page, the fallback first. */
  languages?: readonly [string, ...string[]];
  /** Checks each answer against what its route declares; for tests and development. */
  checkResponses?: boolean;
}

type Serve = ReturnType<typeof serveRoute>;

const NO_PARAMS = {};

/**
 * The Koa app that serves the routes: request ids, one log line and one observation a request, security headers, CORS,
 * body limits, and problem+json (or a page, for who prefers one) for everything that goes wrong.
 *
 * @throws RangeError when two routes are the same, or one needs a permission and nobody is there to check it
 */
export function createHttpApp(options: HttpAppOptions): Koa<Exchange> {
  const { log, clock = systemClock } = options;
  refuseConflicts(options);
  const failures = createFailures(options);
  const base = baseHeaders(options.publicUrl.startsWith('https:'), false);
  const record = createRequestRecords(log, options.metrics);

  const app = new Koa<Exchange>();
  // Koa's own net below ours, for an answer that breaks off while it is being sent; it prints to stderr otherwise.
  app.on('error', (error: NodeJS.ErrnoException) => {
    // Who closes a page while a file or a stream comes is no failure of ours.
    const hasLeft = error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    log[hasLeft ? 'debug' : 'warn']({ err: error }, 'answer broken off');
  });

  app.use(async (context, next) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(context.req, clock);
    context.state.requestId = requestId;
    context.state.base = base;
    try {
      refuseMalformedPath(context.path);
      await next();
    } catch (thrown) {
      failures.answer(context, thrown);
    }
    record({
      method: context.method,
      route: context.state.route?.path ?? '(none)',
      status: context.status,
      milliseconds: performance.now() - startedAt,
      requestId,
    });
  });
  for (const middleware of options.middleware ?? []) app.use(middleware);

  // Most paths have no parameters, the busy ones above all: a look into a map instead of one pattern after the other.
  const fixed = new Map<string, Serve>();
  const router = new Router<Exchange>({ sensitive: true });
  for (const route of options.routes.toSorted(byParameters)) {
    const serve = serveRoute(route, { ...options, failures });
    router.register(route.path, [route.method], (context) => serve(context, context.params));
    if (route.path.includes(':')) continue;
    fixed.set(`${route.method.toUpperCase()} ${route.path}`, serve);
    if (route.method === 'get') fixed.set(`HEAD ${route.path}`, serve);
  }
  app.use((context, next) => {
    const serve = fixed.get(`${context.method} ${context.path}`);
    return serve ? serve(context, NO_PARAMS) : next();
  });
  app.use(router.routes());
  app.use((context) => answerUnmatched(context, router, options.routes));
  return app;
}

// `/messages/new` goes before `/messages/:id`, whatever the order of the list.
function byParameters(a: Route, b: Route): number {
  return a.path.split(':').length - b.path.split(':').length;
}

function refuseConflicts({ routes, authorize }: HttpAppOptions): void {
  const seen = new Set<string>();
  for (const route of routes) {
    const name = `${route.method} ${route.path.replaceAll(/:\w+/g, ':')}`;
    if (seen.has(name)) throw new RangeError(`route ${route.method} ${route.path} is there twice`);
    seen.add(name);
    if (route.permission !== undefined && !authorize) {
      throw new RangeError(
        `route ${route.method} ${route.path} needs '${route.permission}', but the app has no authorize`,
      );
    }
  }
}

function refuseMalformedPath(path: string | null): void {
  if (path === null || !(path.startsWith('/') || path === '*')) {
    throw httpError('path_malformed', "the path must start with '/'");
  }
  if (!path.includes('%')) return;
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw httpError('path_malformed', 'the path must be percent-encoded UTF-8');
  }
  if (decoded.includes('\0')) throw httpError('path_malformed', 'the path must not contain NUL characters');
}

function answerUnmatched(context: HttpContext, router: Router<Exchange>, routes: readonly Route[]): void {
  const layers = router.match(context.path, context.method).path;
  if (layers.length === 0) throw httpError('not_found', 'nothing has this address');
  const methods = [...new Set(layers.flatMap((layer) => layer.methods)), 'OPTIONS'].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
  const allow = methods.join(', ');
  if (context.method !== 'OPTIONS') {
    context.res.setHeader('allow', allow);
    throw httpError('method_not_allowed', `the method must be one of ${allow}, got ${context.method}`);
  }
  const paths = layers.map((layer) => layer.path);
  const headers = preflightHeaders(routes.filter((route) => paths.includes(route.path)));
  send(context, { status: 204, headers: { allow, ...headers } });
}
