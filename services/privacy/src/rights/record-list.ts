import { markup as html, type SafeHtml } from '@foyer/http';
import { type Language, longDate } from '@foyer/service';
import type { FoundData, FoundHolding } from './found-data.ts';
import type { Recipient } from './rights-ports.ts';
import { rightsStrings } from './rights-strings.ts';

/** All records, holding by holding, with why and for how long. The same on the page and in the file to take away. */
export function recordList({ holdings }: Pick<FoundData, 'holdings'>, language: Language): SafeHtml {
  return html`${holdings.map((holding) => section(holding, language))}`;
}

export function recipientPurpose(purpose: Recipient['purpose'], language: Language): string {
  return { mail: rightsStrings[language].data.mailProvider }[purpose];
}

function section(holding: FoundHolding, language: Language): SafeHtml {
  const { data } = rightsStrings[language];
  return html`<h2>${holding.title}</h2>
    <dl class="foyer-facts">
      ${fact(data.category, html`${holding.category}`)} ${fact(data.purpose, html`${holding.purpose}`)}
      ${fact(data.legalBasis, html`${holding.legalBasis}`)}
      ${fact(data.retention, html`${holding.retention}`)}
    </dl>
    ${holding.held.map(({ until, why }) => html`<p class="quiet">${data.held(longDate(until, language), why)}</p>`)}
    <ul class="record-list">
      ${holding.records.map(
        ({ fields }) =>
          html`<li>
            <dl class="foyer-facts">
              ${Object.entries(fields).map(([name, value]) => field(name, value, language))}
            </dl>
          </li>`,
      )}
    </ul>`;
}

function field(name: string, value: string | number | boolean | null, language: Language): SafeHtml {
  const strings = rightsStrings[language];
  if (value === null || value === '') return html``;
  const text =
    typeof value === 'boolean'
      ? value
        ? strings.yes
        : strings.no
      : isMoment(value)
        ? `${longDate(new Date(value), language)}, ${value.slice(11, 16)} UTC`
        : String(value);
  return fact(strings.fields[name] ?? name, html`${text}`);
}

function isMoment(value: string | number): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
}

function fact(term: string, value: SafeHtml): SafeHtml {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}
