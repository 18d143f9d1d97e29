import { fact, html, longDate, textMember, type Accepted, type Language, type SentView } from '@foyer/kit';
import type { ContactStrings } from './strings.ts';

/** What stands in the place of the form once the message has arrived. A held one waits for its sender to release it by mail, or for the staff where there is no address. */
export function sentView(
  { answer, hasEmail }: Accepted,
  strings: ContactStrings,
  language: Language,
): SentView {
  const reference = textMember(answer, 'reference');
  const isHeld = textMember(answer, 'state') === 'held';
  const [title, words] = !isHeld
    ? [strings.sentTitle, strings.sentText]
    : hasEmail
      ? [strings.releaseTitle, strings.releaseText]
      : [strings.heldTitle, strings.heldText];
  const view = html`<span class="foyer-sent-mark" aria-hidden="true">${isHeld ? '…' : '✓'}</span>
    <h3 tabindex="-1">${title}</h3>
    <p>${words}</p>
    <dl class="foyer-facts">
      ${fact(strings.reference, reference)}
      ${fact(strings.deletedOn, longDate(textMember(answer, 'deletedOn'), language))}
    </dl>
    <button type="button" class="foyer-button foyer-button-quiet">${strings.another}</button>`;
  return { view, detail: { reference } };
}
