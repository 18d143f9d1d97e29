import type { KeptPromise, Overview } from '@foyer/privacy';
import { html } from '@foyer/kit/markup';
import type { Language } from '@foyer/kit/language';
import { renderPage } from './layout.ts';
import { retentionStrings, type RetentionStrings } from './retention-strings.ts';
import type { Site } from './site.ts';

const hourMilliseconds = 3_600_000;

/** For everybody: each promise beside the oldest record of its kind. */
export function retentionPage(page: { overview: Overview; language: Language; site: Site }): string {
  const { overview, language, site } = page;
  const strings = retentionStrings[language];
  const { provedAt, promises } = overview;
  const body = html`<p class="lede">${strings.lede}</p>
    <p>${provedAt === null ? strings.notYet : strings.provedAt(momentIn(provedAt, language))}</p>
    <div class="table-scroll" role="region" aria-label="${strings.title}" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${strings.kind}</th>
            <th scope="col">${strings.promise}</th>
            <th scope="col">${strings.oldest}</th>
            <th scope="col">${strings.state}</th>
          </tr>
        </thead>
        <tbody>
          ${promises.filter(isOfVisitors).map(
            (promise) =>
              html`<tr>
                <th scope="row">${promise.title}</th>
                <td>${promise.retention.text}</td>
                <td>${ageOf(promise, provedAt, strings)}</td>
                <td>${isKept(promise) ? strings.kept : html`<strong>${strings.broken}</strong>`}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="quiet">${strings.proof}</p>`;
  return renderPage({ title: strings.title, language, body: String(body), site });
}

// What is kept of the staff is their own business.
function isOfVisitors({ holding }: KeptPromise): boolean {
  return !holding.startsWith('staff.');
}

function isKept({ overdue, canaryFoundIn }: KeptPromise): boolean {
  return overdue === 0 && canaryFoundIn.length === 0;
}

function ageOf({ oldest }: KeptPromise, provedAt: Date | null, strings: RetentionStrings): string {
  if (oldest === null || provedAt === null || oldest > provedAt) return strings.none;
  const hours = Math.floor((provedAt.getTime() - oldest.getTime()) / hourMilliseconds);
  return strings.age(Math.floor(hours / 24), hours % 24);
}

function momentIn(moment: Date, language: Language): string {
  const locale = language === 'en' ? 'en-GB' : language;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(moment)} UTC`;
}
