import { sendForm, type Problem } from '@foyer/kit';
import type { Receipt } from './sent-view.ts';

export type Outcome =
  | ({ kind: 'sent' } & Receipt)
  | { kind: 'refused'; problem: Problem }
  | { kind: 'unreachable'; isTimeout: boolean };

/** Sends the form and reads the receipt. Whatever happens is an outcome; nothing is thrown. */
export async function submit(form: HTMLFormElement): Promise<Outcome> {
  const outcome = await sendForm(form);
  if (outcome.kind !== 'accepted') return outcome;
  const { reference, state, deletedOn } = Object(outcome.answer);
  return {
    kind: 'sent',
    reference: text(reference),
    deletedOn: text(deletedOn),
    isHeld: state === 'held',
    hasEmail: outcome.hasEmail,
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
