import { enhanceForm, html, sendForm, type PlacedForm, type SentView } from '@foyer/kit';
import type { NewsletterStrings } from './strings.ts';
import { fieldOf, sentenceFor, wrongFields } from './validation.ts';

export function enhanceNewsletterForm(placed: PlacedForm<NewsletterStrings>): void {
  const { form, strings } = placed;
  enhanceForm(placed, {
    wrongFields: () => wrongFields(form, strings),
    controlOf: (pointer) => fieldOf(form, pointer),
    sentenceFor: (pointer) => sentenceFor(strings, pointer),
    send: sendForm,
    sent: () => sentView(strings),
  });
}

/** The same for every address. */
function sentView(strings: NewsletterStrings): SentView {
  const view = html`<span class="foyer-sent-mark" aria-hidden="true">…</span>
    <h3 tabindex="-1">${strings.sentTitle}</h3>
    <p>${strings.sentText}</p>
    <p>${strings.sentHint}</p>`;
  return { view, detail: {} };
}
