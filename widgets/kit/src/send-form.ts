import { readProblem, type Problem } from './problem.ts';

export interface Accepted {
  kind: 'accepted';
  /** The JSON that came back, unchecked. */
  answer: unknown;
  hasEmail: boolean;
}

export type SendOutcome =
  | Accepted
  | { kind: 'refused'; problem: Problem }
  | { kind: 'unreachable'; isTimeout: boolean };

const timeoutMilliseconds = 20_000;

/**
 * Sends the fields that were filled in, as JSON. Whatever happens is an outcome; nothing is thrown.
 *
 * @param headers besides those of JSON
 */
export async function sendForm(
  form: HTMLFormElement,
  headers: Record<string, string> = {},
): Promise<SendOutcome> {
  const fields = [...new FormData(form)].filter(([, value]) => value !== '');
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      headers: {
        accept: 'application/json, application/problem+json',
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(Object.fromEntries(fields)),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    if (!response.ok) return { kind: 'refused', problem: await readProblem(response) };
    const hasEmail = fields.some(([name]) => name === 'email');
    return { kind: 'accepted', answer: await response.json(), hasEmail };
  } catch (error) {
    return { kind: 'unreachable', isTimeout: error instanceof DOMException && error.name === 'TimeoutError' };
  }
}
