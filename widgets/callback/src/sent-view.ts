import { html, type Language, type Markup } from '@foyer/kit';
import { dayWords, timeWords, zoneWords } from './slot-words.ts';
import type { CallbackStrings } from './strings.ts';

export interface Receipt {
  reference: string;
  /** ISO 8601; empty: as soon as possible. */
  startsAt: string;
  endsAt: string;
  deletedOn: string;
  /** Kept until the visitor releases it by mail, or the staff where there is no address. */
  isHeld: boolean;
  hasEmail: boolean;
}

/** What stands in the place of the form once the request has arrived. */
export function sentView(receipt: Receipt, strings: CallbackStrings, language: Language): string {
  const { isHeld, hasEmail, startsAt } = receipt;
  const [title, words] = !isHeld
    ? [strings.sentTitle, startsAt === '' ? strings.asapText : strings.sentText]
    : hasEmail
      ? [strings.releaseTitle, strings.releaseText]
      : [strings.heldTitle, strings.heldText];
  return String(
    html`<span class="foyer-sent-mark" aria-hidden="true">${isHeld ? '…' : '✓'}</span>
      <h3 tabindex="-1">${title}</h3>
      <p>${words}${!isHeld && hasEmail && html` ${strings.sentMail}`}</p>
      <dl class="foyer-facts">
        ${fact(strings.time, whenWords(receipt, language))} ${fact(strings.reference, receipt.reference)}
        ${fact(strings.deletedOn, longDate(receipt.deletedOn, language))}
      </dl>
      <button type="button" class="foyer-button foyer-button-quiet">${strings.another}</button>`,
  );
}

/** On the visitor's own clocks, with their name. */
function whenWords({ startsAt, endsAt }: Receipt, language: Language): string {
  const start = new Date(startsAt);
  if (Number.isNaN(start.valueOf())) return '';
  const minutes = (Date.parse(endsAt) - start.getTime()) / 60_000;
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = dayWords(start, language, zone);
  return `${day}, ${timeWords(start, minutes, language, zone)} (${zoneWords(zone)})`;
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
