import { markup as html, type SafeHtml } from '@foyer/http';
import type { Language } from '@foyer/service';
import { longDate } from './dates.ts';
import type { ErasureReceipt } from './erasure-receipt.ts';
import type { FoundData } from './found-data.ts';
import type { Page } from './rights-ports.ts';
import { rightsStrings, type RightsStrings } from './rights-strings.ts';

/**
 * The door: an address, and what becomes of it.
 *
 * @param options `rule` says when the address is deleted
 */
export function askPage(
  language: Language,
  options: { rule: string; siteKey?: string; problem?: 'email' | 'captcha'; email?: string },
): Page {
  const { ask } = rightsStrings[language];
  const { rule, siteKey, problem, email = '' } = options;
  const isWrong = problem === 'email';
  return page(
    language,
    ask.title,
    [
      problem === 'captcha' && html`<p class="foyer-alert" role="alert">${ask.wrongCaptcha}</p>`,
      lede(ask.lede),
      html`<form class="foyer-form" method="post" action="/my-data">
        <input type="hidden" name="language" value="${language}" />
        <div class="foyer-field">
          <label class="foyer-label" for="my-data-email">${ask.email}</label>
          <p class="foyer-hint" id="my-data-email-hint">${ask.emailHint}</p>
          <input
            class="foyer-input"
            id="my-data-email"
            name="email"
            type="email"
            autocomplete="email"
            required
            maxlength="254"
            value="${email}"
            aria-describedby="my-data-email-hint${isWrong && html` my-data-email-error`}"
            ${isWrong && html`aria-invalid="true"`}
          />
          ${isWrong && html`<p class="foyer-error" id="my-data-email-error">${ask.wrongEmail}</p>`}
        </div>
        ${siteKey !== undefined && html`<foyer-captcha sitekey="${siteKey}"></foyer-captcha>`}
        <div class="foyer-actions"><button class="foyer-button">${ask.button}</button></div>
        <div class="foyer-notice">
          <p class="foyer-notice-title">${ask.noticeTitle}</p>
          <p>${rule} ${ask.notice}</p>
        </div>
      </form>`,
      html`<p class="quiet">${ask.byPhone}</p>`,
    ],
    siteKey !== undefined && html`<script type="module" src="/widgets/captcha.js"></script>`,
  );
}

/** The same for every address, known or not. */
export function askedPage(language: Language): Page {
  const { asked } = rightsStrings[language];
  return page(language, asked.title, [lede(asked.text)]);
}

/** Asks before it opens: programs that open every link in a mail only see this. */
export function openPage(language: Language, action: string): Page {
  const { open } = rightsStrings[language];
  return page(language, open.title, [lede(open.text), button(action, open.button)]);
}

/** The same for a link that is too old, was used up, was never given out, or whose data are gone. */
export function unknownLinkPage(language: Language, text?: string): Page {
  const { unknown } = rightsStrings[language];
  return page(language, unknown.title, [
    lede(text ?? unknown.text),
    html`<p><a href="/my-data?lang=${language}">${unknown.again}</a></p>`,
  ]);
}

/** What proves that the law was kept stays for its period, whatever is asked. */
const proofs = new Set(['privacy.requests', 'privacy.consents', 'staff.audit']);

/** Asks once more, since nothing brings them back. */
export function eraseQuestionPage(language: Language, path: string, found: FoundData): Page {
  const { erase, data } = rightsStrings[language];
  const held = found.holdings.flatMap((holding) => holding.held);
  const leaving = found.holdings.filter(({ name }) => !proofs.has(name));
  return page(language, erase.title, [
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
): Page {
  const { receiptPath, titleOf } = more;
  const { done, erase } = rightsStrings[language];
  return page(language, done.erasedTitle, [
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

function button(action: string, label: string): SafeHtml {
  return html`<form method="post" action="${action}">
    <button class="foyer-button">${label}</button>
  </form>`;
}

const lede = (text: string): SafeHtml => html`<p class="lede">${text}</p>`;

export function page(
  language: Language,
  title: string,
  parts: readonly (SafeHtml | false)[],
  head: SafeHtml | false = false,
): Page {
  const shown = parts.filter((part) => part !== false);
  const robots = '<meta name="robots" content="noindex" />';
  return {
    title,
    language,
    body: shown.map((part) => part.html).join('\n'),
    head: head === false ? robots : robots + head.html,
  };
}
