import { readProblem, type Problem } from '@foyer/kit';
import type { Receipt } from './sent-view.ts';

type Outcome =
  | ({ kind: 'sent' } & Receipt)
  | { kind: 'refused'; problem: Problem }
  | { kind: 'unreachable'; isTimeout: boolean };

const timeoutMilliseconds = 20_000;

export type Submit = (form: HTMLFormElement) => Promise<Outcome>;

/**
 * Sends the fields that were filled in. Whatever happens is an outcome; nothing is thrown. The same text goes under the
 * same key until it has arrived, so that a message whose answer was lost is not stored twice.
 */
export function createSubmit(): Submit {
  let key = '';
  let keyedContent = '';
  return async (form) => {
    const fields = [...new FormData(form)].filter(([, value]) => value !== '');
    // The captcha may be solved anew in between; it is no part of the message.
    const content = JSON.stringify(fields.filter(([name]) => name !== 'frc-captcha-solution'));
    if (content !== keyedContent) [key, keyedContent] = [newKey(), content];
    const outcome = await send(form.action, fields, key);
    if (outcome.kind === 'sent') keyedContent = '';
    return outcome;
  };
}

async function send(
  action: string,
  fields: readonly [string, FormDataEntryValue][],
  key: string,
): Promise<Outcome> {
  try {
    const response = await fetch(action, {
      method: 'POST',
      headers: {
        accept: 'application/json, application/problem+json',
        'content-type': 'application/json',
        'idempotency-key': `"${key}"`,
      },
      body: JSON.stringify(Object.fromEntries(fields)),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    if (!response.ok) return { kind: 'refused', problem: await readProblem(response) };
    const { reference, state, deletedOn } = Object(await response.json());
    return {
      kind: 'sent',
      reference: text(reference),
      deletedOn: text(deletedOn),
      isHeld: state === 'held',
      hasEmail: fields.some(([name]) => name === 'email'),
    };
  } catch (error) {
    return { kind: 'unreachable', isTimeout: error instanceof DOMException && error.name === 'TimeoutError' };
  }
}

// Not randomUUID(), which pages without TLS do not have.
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
