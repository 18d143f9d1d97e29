import { html, type Language, type Markup } from '@foyer/kit';
import type { ContactStrings } from './strings.ts';

export interface Receipt {
  reference: string;
  /** ISO 8601; empty when the server did not say. */
  deletedOn: string;
  /** Kept until the visitor releases it by mail, or the staff where there is no address. */
  isHeld: boolean;
  hasEmail: boolean;
}

/** What stands in the place of the form once the message has arrived. */
export function sentView(receipt: Receipt, strings: ContactStrings, language: Language): string {
  const [title, words] = !receipt.isHeld
    ? [strings.sentTitle, strings.sentText]
    : receipt.hasEmail
      ? [strings.releaseTitle, strings.releaseText]
      : [strings.heldTitle, strings.heldText];
  return String(
    html`<span class="foyer-sent-mark" aria-hidden="true">${receipt.isHeld ? '…' : '✓'}</span>
      <h3 tabindex="-1">${title}</h3>
      <p>${words}</p>
      <dl class="foyer-facts">
        ${fact(strings.reference, receipt.reference)}
        ${fact(strings.deletedOn, longDate(receipt.deletedOn, language))}
      </dl>
      <button type="button" class="foyer-button foyer-button-quiet">${strings.another}</button>`,
  );
}

function fact(term: string, value: string): Markup | false {
  return (
    value !== '' &&
    html`<div>
      <dt>${term}</dt>
      <dd>${value}</dd>
    </div>`
  );
}

/** The date has no time and no zone; in UTC it stays the day that was promised. And not the American order in English. */
function longDate(day: string, language: Language): string {
  const date = new Date(day);
  const locale = language === 'en' ? 'en-GB' : language;
  return Number.isNaN(date.valueOf())
    ? ''
    : date.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
}
