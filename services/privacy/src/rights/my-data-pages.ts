import { markup as html, type SafeHtml } from '@foyer/http';
import {
  askForLinkPage,
  button,
  type Language,
  lede,
  longDate,
  type VisitorPage,
  visitorPage,
} from '@foyer/service';
import type { ErasureReceipt } from './erasure-receipt.ts';
import type { FoundData } from './found-data.ts';
import { rightsStrings, type RightsStrings } from './rights-strings.ts';

/**
 * The door: an address, and what becomes of it.
 *
 * @param options `rule` says when the address is deleted
 */
export function askPage(
  language: Language,
  {
    rule,
    ...options
  }: { rule: string; siteKey: string; problem?: 'email' | 'captcha'; email?: string | undefined },
): VisitorPage {
  const { ask } = rightsStrings[language];
  return askForLinkPage(
    language,
    { ...ask, text: ask.lede, hint: ask.emailHint },
    {
      ...options,
      id: 'my-data',
      action: '/my-data',
      notice: html`<div class="foyer-notice">
        <p class="foyer-notice-title">${ask.noticeTitle}</p>
        <p>${rule} ${ask.notice}</p>
      </div>`,
      more: html`<p class="quiet">${ask.byPhone}</p>`,
    },
  );
}

/** The same for every address, known or not. */
export function askedPage(language: Language): VisitorPage {
  const { asked } = rightsStrings[language];
  return visitorPage(language, asked.title, [lede(asked.text)]);
}

/** Asks before it opens: programs that open every link in a mail only see this. */
export function openPage(language: Language, action: string): VisitorPage {
  const { open } = rightsStrings[language];
  return visitorPage(language, open.title, [lede(open.text), button(action, open.button)]);
}

/** The same for a link that is too old, was used up, was never given out, or whose data are gone. */
export function unknownLinkPage(language: Language, text?: string): VisitorPage {
  const { unknown } = rightsStrings[language];
  return visitorPage(language, unknown.title, [
    lede(text ?? unknown.text),
    html`<p><a href="/my-data?lang=${language}">${unknown.again}</a></p>`,
  ]);
}

/** What proves that the law was kept stays for its period, whatever is asked. */
const proofs = new Set(['privacy.requests', 'privacy.consents', 'staff.audit']);

/** Asks once more, since nothing brings them back. */
export function eraseQuestionPage(language: Language, path: string, found: FoundData): VisitorPage {
  const { erase, data } = rightsStrings[language];
  const held = found.holdings.flatMap((holding) => holding.held);
  const leaving = found.holdings.filter(({ name }) => !proofs.has(name));
  return visitorPage(language, erase.title, [
    lede(erase.lede),
    html`<h2>${erase.erased}</h2>`,
    leaving.length === 0
      ? html`<p>${erase.nothing}</p>`
      : html`<ul>
          ${leaving.map(
            (holding) => html`<li>${holding.title}: ${erase.records(holding.records.length)}</li>`,
          )}
        </ul>`,
    html`<h2>${erase.stays}</h2>
      <p>${erase.staysText}</p>`,
    held.length > 0 &&
      html`<ul>
        ${held.map(({ why, until }) => html`<li>${data.held(longDate(until, language), why)}</li>`)}
      </ul>`,
    button(`${path}/erasure`, erase.button),
    html`<p><a href="${path}">${erase.back}</a></p>`,
  ]);
}

/** @param titleOf what the records of a holding are called */
export function erasedPage(
  language: Language,
  receipt: ErasureReceipt,
  more: { receiptPath: string; titleOf: (holding: string) => string },
): VisitorPage {
  const { receiptPath, titleOf } = more;
  const { done, erase } = rightsStrings[language];
  return visitorPage(language, done.erasedTitle, [
    lede(done.erasedText(receipt.request)),
    html`<h2>${done.erased}</h2>`,
    receipt.erased.length === 0
      ? html`<p>${erase.nothing}</p>`
      : html`<ul>
          ${receipt.erased.map(
            ({ what, records }) => html`<li>${titleOf(what)}: ${erase.records(records)}</li>`,
          )}
        </ul>`,
    receipt.retained.length > 0 && retained(receipt, done, language),
    receipt.recipients.length > 0 &&
      html`<h2>${done.told}</h2>
        <ul>
          ${receipt.recipients.map((name) => html`<li>${name}</li>`)}
        </ul>`,
    html`<h2>${done.receipt}</h2>
      <p>${done.receiptText}</p>
      <p><a href="${receiptPath}" download>${done.receipt}</a></p>`,
  ]);
}

function retained(receipt: ErasureReceipt, done: RightsStrings['done'], language: Language): SafeHtml {
  return html`<h2>${done.retained}</h2>
    <ul ${language !== 'en' && html`lang="en"`}>
      ${receipt.retained.map(
        ({ what, why, until }) => html`<li>${done.retainedLine(what, why, longDate(until, language))}</li>`,
      )}
    </ul>`;
}
