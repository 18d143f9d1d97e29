import type { AppError, Log } from '@foyer/runtime';
import type { HttpContext } from './exchange.ts';
import { plainProblemPage, problemOf, toAppError } from './problem.ts';
import type { RenderProblemPage } from './problem.ts';
import type { HeaderRecord } from './base-headers.ts';
import { send } from './send.ts';

export interface Failures {
  /** Answers what was thrown as problem+json, or as a page to a program that prefers one. */
  answer(context: HttpContext, thrown: unknown): void;
  /** Logs what is our own fault; what a client did wrong is in the request's line already. */
  note(context: HttpContext, error: AppError): void;
}

export function createFailures(options: {
  log: Log;
  renderProblemPage?: RenderProblemPage;
  languages?: readonly [string, ...string[]];
}): Failures {
  const { log, renderProblemPage = plainProblemPage, languages = ['en'] } = options;

  const note = (context: HttpContext, error: AppError): void => {
    if (error.status < 500) return;
    const { requestId, route } = context.state;
    log.error(
      { err: error.cause ?? error, requestId, method: context.method, route: route?.path },
      'request failed',
    );
  };

  const answer = (context: HttpContext, thrown: unknown): void => {
    const error = toAppError(thrown);
    note(context, error);
    const problem = problemOf(error, context.state.requestId);
    const headers = headersOf(context, error);
    if (context.accepts('json', 'html') === 'html') {
      const page = renderProblemPage(problem, languageOf(context, languages));
      send(context, { status: error.status, html: page, headers });
    } else {
      const type = 'application/problem+json; charset=utf-8';
      send(context, { status: error.status, body: problem, headers: { ...headers, 'content-type': type } });
    }
  };

  return { answer, note };
}

function headersOf(context: HttpContext, error: AppError): HeaderRecord {
  return {
    vary: 'Accept',
    ...(error.retryAfterSeconds !== undefined && { 'retry-after': String(error.retryAfterSeconds) }),
    ...(error.code === 'body_encoding_unsupported' && { 'accept-encoding': 'identity' }),
    // The rest of the body is not awaited, so the connection cannot carry another request.
    ...(error.code === 'body_too_large' && !context.req.complete && { connection: 'close' }),
  };
}

// The page the form stood on knows better than the browser's settings.
function languageOf(context: HttpContext, languages: readonly [string, ...string[]]): string {
  const { body } = context.state;
  const ofForm = typeof body === 'object' && body !== null && 'language' in body ? body.language : undefined;
  return (
    languages.find((language) => language === ofForm) ??
    (context.acceptsLanguages([...languages]) || languages[0])
  );
}
