import { readProblem, type Problem } from '@foyer/kit';

export type Outcome =
  | { kind: 'sent'; reference: string; deletedOn: string }
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
    const { reference, deletedOn } = Object(await response.json());
    return { kind: 'sent', reference: text(reference), deletedOn: text(deletedOn) };
  } catch (error) {
    return { kind: 'unreachable', isTimeout: error instanceof DOMException && error.name === 'TimeoutError' };
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
