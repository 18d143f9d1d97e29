import { PuzzleRefusal, PuzzleResponse, SiteverifyResponse } from '@foyer/contracts';
import { route } from '@foyer/http';
import type { Route } from '@foyer/http';
import type { AppError } from '@foyer/runtime';
import { z } from 'zod';
import { captchaError } from './errors.ts';
import { AuthInfoAnswer } from './friendly.ts';
import type { FriendlyAnswers } from './friendly.ts';

// Nothing of the protocol is as long; the longest solution string has 3.1 kB.
const MAX_BODY_BYTES = 16_384;
const TAG = 'captcha';

// Checked by hand: what is wrong with them has answers of its own, see friendly.ts.
const text = (description: string): z.ZodUnknown => z.unknown().meta({ type: 'string', description });
const SiteverifyRequest = z.looseObject({
  secret: text('the secret shown when the site was made').optional(),
  solution: text('what the visitor sent in the field frc-captcha-solution').optional(),
  sitekey: text('the key of the site, to make sure that the puzzle is one of its own').optional(),
});
const AuthInfoRequest = z.looseObject({ secret: text('the secret to check').optional() });

interface ErrorAnswer<Status extends number> {
  status: Status;
  body: PuzzleRefusal;
}

/** The wire of Friendly Captcha v1: its widget and its server plug-ins work against these routes unchanged. */
export function captchaRoutes(answers: FriendlyAnswers): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/v1/puzzle',
        summary: 'Issue a puzzle',
        description:
          'For the widget. Errors are those of the protocol: sitekey_missing, sitekey_invalid, bad_request.',
        tag: TAG,
        query: z.object({ sitekey: z.string().max(100).optional() }),
        responses: { 200: PuzzleResponse, 400: PuzzleRefusal, 500: PuzzleRefusal },
        cors: { allowHeaders: ['x-frc-client'] },
        answerError: (error) => (error.status < 500 ? badRequest(error) : unforeseen(error)),
      },
      async ({ query, address }) => answers.puzzle(query.sitekey, address),
    ),
    route(
      {
        method: 'post',
        path: '/api/v1/siteverify',
        summary: 'Verify a solution and spend its puzzle',
        description: SITEVERIFY_DESCRIPTION,
        tag: TAG,
        body: SiteverifyRequest,
        bodyTypes: ['json', 'form', 'multipart'],
        maxBodyBytes: MAX_BODY_BYTES,
        responses: {
          200: SiteverifyResponse,
          400: PuzzleRefusal,
          401: PuzzleRefusal,
          500: PuzzleRefusal,
          503: PuzzleRefusal,
        },
        answerError: (error) => {
          if (error.code === captchaError.kinds.captcha_busy.code) return busy(error);
          if (error.status >= 500) return unforeseen(error);
          return isVisitorsDoing(error) ? SOLUTION_INVALID : badRequest(error);
        },
      },
      async ({ body }) => {
        // A visitor who names his field solution[] makes a plug-in send solution[0]; it is not missing then.
        const isList =
          body.solution === undefined && Object.keys(body).some((name) => name.startsWith('solution['));
        return answers.siteverify(isList ? { ...body, solution: null } : body);
      },
    ),
    route(
      {
        method: 'post',
        path: '/api/v1/authInfo',
        summary: 'Tell whether a secret is valid',
        tag: TAG,
        body: AuthInfoRequest,
        bodyTypes: ['json', 'form', 'multipart'],
        maxBodyBytes: MAX_BODY_BYTES,
        responses: { 200: AuthInfoAnswer, 400: PuzzleRefusal, 401: PuzzleRefusal, 500: PuzzleRefusal },
        answerError: (error) => (error.status < 500 ? badRequest(error) : unforeseen(error)),
      },
      async ({ body }) => answers.authInfo(body),
    ),
  ];
}

const SOLUTION_INVALID: { status: 200; body: SiteverifyResponse } = {
  status: 200,
  body: { success: false, errors: ['solution_invalid'] },
};

const SITEVERIFY_DESCRIPTION =
  'Status 200 says that the solution was checked, success says whether it is valid and was not used before. ' +
  'Errors: secret_missing, solution_missing, bad_request (400), secret_invalid (401), solution_invalid, ' +
  'solution_timeout_or_duplicate (200). Plug-ins accept the form on any other status, so 400 and 401 are kept for ' +
  'mistakes of the integrator. 503 captcha_busy comes from sites with memory-hard puzzles only, when too many ' +
  'solutions wait to be checked: the solution is not spent and can be sent again.';

// Plug-ins let a form pass on anything but 200. So what a visitor can cause from outside, by a solution that is huge or
// no text, must not become a 400 or 413: it would be a way around the captcha.
function isVisitorsDoing(error: AppError): boolean {
  return (
    error.status === 413 || (error.code === 'body_malformed' && /NUL|UTF-8|surrogate/.test(error.detail))
  );
}

function badRequest(error: AppError): ErrorAnswer<400> {
  return failure(400, 'bad_request', error.detail);
}

function unforeseen(error: AppError): ErrorAnswer<500> {
  return failure(500, error.code, error.detail);
}

function busy(error: AppError): ErrorAnswer<503> & { headers: Record<string, string> } {
  const headers = { 'retry-after': String(error.retryAfterSeconds ?? 5) };
  return { ...failure(503, error.code, error.detail), headers };
}

function failure<Status extends number>(status: Status, code: string, details: string): ErrorAnswer<Status> {
  return { status, body: { success: false, errors: [code], details } };
}
