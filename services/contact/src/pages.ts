import { markup as html, type SafeHtml } from '@foyer/http';
import type { FieldError } from '@foyer/runtime';
import { type Language, longDate } from '@foyer/service';
import { contactStrings } from './contact-strings.ts';
import type { Day } from './deletion-date.ts';
import type { Reference } from './reference.ts';
import { sentenceFor } from './refused-form.ts';

export interface Page {
  title: string;
  language: Language;
  /** HTML below the heading, which is the title. */
  body: string;
}

/** What those see who sent the form without a program. */
export function receiptPage(
  receipt: { reference: Reference; state: 'received' | 'held'; deletedOn: Day },
  options: { language: Language; hasEmail: boolean; confirmationDays: number },
): Page {
  const { language, hasEmail, confirmationDays } = options;
  const { pages } = contactStrings[language];
  const table = facts(receipt, language);
  if (receipt.state === 'received') {
    const mail = hasEmail && html`<p>${pages.receivedMail}</p>`;
    return page(
      language,
      pages.receivedTitle,
      html`<p class="lede">${pages.receivedText}</p>
        ${mail}${table}`,
    );
  }
  if (hasEmail) {
    const text = html`<p class="lede">${pages.heldMail(confirmationDays)}</p>`;
    return page(
      language,
      pages.heldTitle,
      html`${text}${table}
        <p class="quiet">${pages.heldMailHint}</p>`,
    );
  }
  return page(
    language,
    pages.heldStaffTitle,
    html`<p class="lede">${pages.heldStaff}</p>
      ${table}`,
  );
}

/** Asks before it acts: programs that open every link in a mail only see this. */
export function confirmPage(language: Language, reference: Reference, action: string): Page {
  const { pages } = contactStrings[language];
  return page(
    language,
    pages.confirmTitle,
    html`<p class="lede">${pages.confirmText}</p>
      ${facts({ reference }, language)}
      <form method="post" action="${action}">
        <button class="foyer-button">${pages.confirmButton}</button>
      </form>`,
  );
}

export function releasedPage(language: Language, reference: Reference): Page {
  const { pages } = contactStrings[language];
  return page(
    language,
    pages.releasedTitle,
    html`<p class="lede">${pages.releasedText}</p>
      ${facts({ reference }, language)}`,
  );
}

/** The same for a link that is too old, was never given out, or whose message is gone. */
export function unknownLinkPage(language: Language): Page {
  const { pages } = contactStrings[language];
  return page(language, pages.unknownTitle, html`<p class="lede">${pages.unknownText}</p>`);
}

/**
 * What is wrong with what was sent.
 *
 * @param form HTML of the form with what was typed in it; without it the visitor has to go back
 */
export function refusedPage(
  language: Language,
  errors: readonly FieldError[],
  form: string | undefined,
): Page {
  const { pages } = contactStrings[language];
  const again = form !== undefined && { html: form };
  const isCaptcha = errors.some(({ pointer }) => pointer === '/frc-captcha-solution');
  if (isCaptcha) {
    const what = form === undefined ? pages.refusedReload : pages.refusedAgain;
    return page(
      language,
      pages.refusedTitle,
      html`<p class="lede">${pages.refusedCaptcha} ${what}</p>
        ${again}`,
    );
  }
  const sentences = new Set(errors.map((error) => sentenceFor(error, language)));
  return page(
    language,
    pages.refusedTitle,
    html`<p class="lede">${pages.refusedText}</p>
      <ul class="problem-list">
        ${[...sentences].map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
      ${again || html`<p>${pages.refusedBack}</p>`}`,
  );
}

function facts(
  { reference, deletedOn }: { reference: Reference; deletedOn?: Day },
  language: Language,
): SafeHtml {
  const strings = contactStrings[language];
  const deleted =
    deletedOn !== undefined &&
    html`<div>
      <dt>${strings.deletedOn}</dt>
      <dd>${strings.atTheLatest(longDate(deletedOn, language))}</dd>
    </div>`;
  return html`<dl class="foyer-facts">
    <div>
      <dt>${strings.reference}</dt>
      <dd>${reference}</dd>
    </div>
    ${deleted}
  </dl>`;
}

function page(language: Language, title: string, body: SafeHtml): Page {
  return { title, language, body: body.html };
}
