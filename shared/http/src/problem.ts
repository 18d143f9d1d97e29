import type { Problem } from '@foyer/contracts';
import { AppError } from '@foyer/runtime';
import { httpError } from './errors.ts';

/** Draws a problem for people: a form that was sent without JavaScript ends here. Full HTML document. */
export type RenderProblemPage = (problem: Problem, language: string) => string;

/**
 * Anything that was thrown as what the caller may read: AppErrors as they are, the errors of Koa and its middleware by
 * their status, and everything else as a bare internal_error, with the original as its cause.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const status = exposedStatus(thrown);
  if (status === undefined)
    return httpError('internal_error', 'the request could not be served', { cause: thrown });
  const kind = Object.values(httpError.kinds).find((candidate) => candidate.status === status);
  return new AppError(kind ?? { ...httpError.kinds.bad_request, status }, undefined, { cause: thrown });
}

export function problemOf(error: AppError, requestId: string): Problem {
  return {
    type: 'about:blank',
    title: error.title,
    status: error.status,
    detail: error.detail,
    code: error.code,
    ...(error.errors && { errors: error.errors }),
    requestId,
  };
}

/** The page when the app is given none: plain, in English. */
export function plainProblemPage(problem: Problem): string {
  const fields = (problem.errors ?? []).map(
    ({ pointer, detail }) => `<li>${escape(`${pointer.slice(1)} ${detail}`)}</li>`,
  );
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escape(problem.title)}</title><main><h1>${escape(problem.title)}</h1><p>${escape(problem.detail)}</p>`,
    fields.length > 0 ? `<ul>${fields.join('')}</ul>` : '',
    `<p>Request ${escape(problem.requestId)}</p></main></html>`,
  ].join('\n');
}

// Duck-typed: http-errors may be on disk twice, and instanceof would tell its copies apart.
function exposedStatus(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('status' in thrown) || !('expose' in thrown)) return undefined;
  const { status, expose } = thrown;
  const isClientError = typeof status === 'number' && status >= 400 && status <= 499;
  return isClientError && expose === true ? status : undefined;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
}
