import { readPuzzle, type PuzzleText } from './puzzle-text.ts';

/** No endpoint gave a puzzle. */
export class PuzzleUnavailableError extends Error {}

const TIMEOUT_MILLISECONDS = 8000;
/** Waits before the second and the third round over all endpoints. */
const PAUSES_MILLISECONDS = [1000, 4000];
const CLIENT_ERROR = 400;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

/**
 * Asks one endpoint after the other, whatever was wrong with the one before: refused connection, bad status, silence or nonsense.
 *
 * @throws {PuzzleUnavailableError} after three rounds, or one when every endpoint refused for good
 */
export async function fetchPuzzle(
  endpoints: readonly string[],
  siteKey: string,
  signal: AbortSignal,
): Promise<PuzzleText> {
  for (let round = 0; ; round++) {
    let isFinal = true;
    let last: unknown;
    for (const endpoint of endpoints) {
      try {
        return await ask(endpoint, siteKey, signal);
      } catch (error) {
        signal.throwIfAborted();
        last = error;
        isFinal &&= error instanceof RefusedError;
      }
    }
    const pause = PAUSES_MILLISECONDS[round];
    if (isFinal || pause === undefined || !navigator.onLine) {
      throw new PuzzleUnavailableError(`no puzzle from ${endpoints.join()}`, {
        cause: last,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    signal.throwIfAborted();
  }
}

/** The endpoint is there and says no, for example to an unknown site key. */
class RefusedError extends Error {}

async function ask(endpoint: string, siteKey: string, signal: AbortSignal): Promise<PuzzleText> {
  const url = new URL(endpoint, document.baseURI);
  url.searchParams.set('sitekey', siteKey);
  // Nothing but the site key: no cookie, and no header that would ask for a preflight.
  const response = await fetch(url, {
    credentials: 'omit',
    cache: 'no-store',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
  });
  const { status } = response;
  if (!response.ok) {
    const isRefusal = status >= CLIENT_ERROR && status < SERVER_ERROR && status !== TOO_MANY_REQUESTS;
    throw new (isRefusal ? RefusedError : Error)(`${url.origin} answered ${status}`);
  }
  return readPuzzle(puzzleOf(await response.json()));
}

/** `{"data":{"puzzle":"…"}}`, or as the protocol's description has it without the envelope. */
function puzzleOf(body: unknown): string {
  const text = member(member(body, 'data') ?? body, 'puzzle');
  if (typeof text !== 'string') throw new Error('the answer is no puzzle');
  return text;
}

function member(value: unknown, name: string): unknown {
  return value instanceof Object ? Reflect.get(value, name) : undefined;
}
