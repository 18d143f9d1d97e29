import { readProblem } from '@foyer/kit';
import { ApiError } from './api-error.ts';
import { UnreadableAnswer, type Decode } from './decode.ts';

export interface AskOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  timeoutSeconds?: number;
  /** Signing in itself: its 401 is an answer and no reason to ask for a sign-in. */
  isSignIn?: boolean;
}

export type Ask = <T>(path: string, decode: Decode<T>, options?: AskOptions) => Promise<T>;

export interface AskDeps {
  fetch: typeof globalThis.fetch;
  csrfToken: () => string | undefined;
  /** Resolves when the person has signed in again, so that what was asked is asked anew and nothing typed is lost. */
  signInAgain: () => Promise<void>;
}

const TIMEOUT_SECONDS = 20;

export function createAsk(deps: AskDeps): Ask {
  return async (path, decode, options = {}) => {
    let response = await send(deps, path, options);
    if (response.status === 401 && options.isSignIn !== true) {
      await deps.signInAgain();
      response = await send(deps, path, options);
    }
    if (!response.ok) {
      const problem = await readProblem(response);
      throw new ApiError('problem', { ...problem, retryAfterSeconds: retryAfter(response) });
    }
    return decodeBody(response, decode);
  };
}

async function send(deps: AskDeps, path: string, options: AskOptions): Promise<Response> {
  const { method = 'GET', body, headers, signal } = options;
  const timeout = AbortSignal.timeout((options.timeoutSeconds ?? TIMEOUT_SECONDS) * 1000);
  const csrfToken = method === 'GET' ? undefined : deps.csrfToken();
  try {
    return await deps.fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(csrfToken === undefined ? {} : { 'x-foyer-csrf': csrfToken }),
        ...headers,
      },
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(timeout.aborted ? 'timeout' : 'offline', {}, error);
  }
}

async function decodeBody<T>(response: Response, decode: Decode<T>): Promise<T> {
  try {
    const body: unknown = response.status === 204 ? undefined : await response.json();
    return decode(body, '');
  } catch (error) {
    if (error instanceof UnreadableAnswer || error instanceof SyntaxError) {
      throw new ApiError('unreadable', { status: response.status, detail: error.message }, error);
    }
    throw error;
  }
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
