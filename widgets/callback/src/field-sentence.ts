import type { CallbackStrings } from './strings.ts';

/** Our own words for a bad field, because the server's detail is in English; its codes are the same in every language. Empty for a field that is none of the form's. */
export function fieldSentence(strings: CallbackStrings, pointer: string, code: string): string {
  if (code === 'too_long') return strings.tooLong;
  if (code === 'slot_taken' || code === 'slot_passed') return strings.slotGone;
  if (code === 'closed_now') return strings.closedNow;
  const sentences: Record<string, string> = {
    '/name': code === 'required' ? strings.nameMissing : strings.wrong,
    '/phone': strings.phoneWrong,
    '/email': strings.emailWrong,
    '/slot': strings.slotMissing,
    '/message': strings.wrong,
  };
  return sentences[pointer] ?? '';
}
