import type { Language } from './language.ts';
import { html, type Markup } from './markup.ts';

/** A line of `<dl class="foyer-facts">`; nothing where there is no value. */
export function fact(term: string, value: string): Markup | false {
  return (
    value !== '' &&
    html`<div>
      <dt>${term}</dt>
      <dd>${value}</dd>
    </div>`
  );
}

/** The date has no time and no zone; in UTC it stays the day that was promised. And not the American order in English. */
export function longDate(day: string, language: Language): string {
  const date = new Date(day);
  const locale = language === 'en' ? 'en-GB' : language;
  return Number.isNaN(date.valueOf())
    ? ''
    : date.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
}
