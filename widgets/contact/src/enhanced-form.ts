import { clearFieldError, controlOf, enhanceForm, type PlacedForm } from '@foyer/kit';
import { fieldSentence } from './field-sentence.ts';
import { sentView } from './sent-view.ts';
import type { ContactStrings } from './strings.ts';
import { createSend } from './submission.ts';
import { wrongFields } from './validation.ts';

export function enhanceContactForm(placed: PlacedForm<ContactStrings>): void {
  const { form, language, strings } = placed;
  form.addEventListener('input', ({ target }) => {
    // E-mail and telephone answer one question: writing into either settles what was said about both.
    const pair = [controlOf(form, 'email'), controlOf(form, 'phone')];
    if (!pair.some((control) => control === target)) return;
    for (const control of pair) if (control) clearFieldError(control);
  });
  enhanceForm(placed, {
    wrongFields: () => wrongFields(form, strings),
    sentenceFor: (pointer, code) => fieldSentence(strings, pointer, code),
    send: createSend(),
    sent: (accepted) => sentView(accepted, strings, language),
  });
}
