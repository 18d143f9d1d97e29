import { readProblem, type Problem } from '@foyer/kit';
import type { Receipt } from './sent-view.ts';

export type Outcome =
  | ({ kind: 'sent' } & Receipt)
  | { kind: 'refused'; problem: Problem }
  | { kind: 'unreachable'; isTimeout: boolean };

const timeoutMilliseconds = 20_000;

/** Sends the fields that were filled in. Whatever happens is an outcome; nothing is thrown. */
export async function submit(form: HTMLFormElement): Promise<Outcome> {
  const fields = [...new FormData(form)].filter(([, value]) => value !== '');
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      headers: {
        accept: 'application/json, application/problem+json',
        'content-type': 'application/json',
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

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
