import { sendForm, type Problem } from '@foyer/kit';
import type { Receipt } from './sent-view.ts';

type Outcome =
  | ({ kind: 'sent' } & Receipt)
  | { kind: 'refused'; problem: Problem }
  | { kind: 'unreachable'; isTimeout: boolean };

export type Submit = (form: HTMLFormElement) => Promise<Outcome>;

/**
 * Sends the form and reads the receipt. Whatever happens is an outcome; nothing is thrown. The same text goes under the
 * same key until it has arrived, so that a message whose answer was lost is not stored twice.
 */
export function createSubmit(): Submit {
  let key = '';
  let keyedContent = '';
  return async (form) => {
    // The captcha may be solved anew in between; it is no part of the message.
    const content = JSON.stringify(
      [...new FormData(form)].filter(([name]) => name !== 'frc-captcha-solution'),
    );
    if (content !== keyedContent) [key, keyedContent] = [newKey(), content];
    const outcome = await sendForm(form, { 'idempotency-key': `"${key}"` });
    if (outcome.kind !== 'accepted') return outcome;
    keyedContent = '';
    const { reference, state, deletedOn } = Object(outcome.answer);
    return {
      kind: 'sent',
      reference: text(reference),
      deletedOn: text(deletedOn),
      isHeld: state === 'held',
      hasEmail: outcome.hasEmail,
    };
  };
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
