import { markup as html, type SafeHtml } from '@foyer/http';
import type { FieldError } from '@foyer/runtime';
import { button, lede, longDate, visitorPage, type Language, type VisitorPage } from '@foyer/service';
import { contactStrings } from './contact-strings.ts';
import type { Day } from './deletion-date.ts';
import type { Reference } from './reference.ts';
import { sentenceFor } from './refused-form.ts';

/** What those see who sent the form without a program. */
export function receiptPage(
  receipt: { reference: Reference; state: 'received' | 'held'; deletedOn: Day },
  options: { language: Language; hasEmail: boolean; confirmationDays: number },
): VisitorPage {
  const { language, hasEmail, confirmationDays } = options;
  const { pages } = contactStrings[language];
  const table = facts(receipt, language);
  if (receipt.state === 'received') {
    const mail = hasEmail && html`<p>${pages.receivedMail}</p>`;
    return visitorPage(language, pages.receivedTitle, [lede(pages.receivedText), mail, table]);
  }
  if (hasEmail) {
    const hint = html`<p class="quiet">${pages.heldMailHint}</p>`;
    return visitorPage(language, pages.heldTitle, [lede(pages.heldMail(confirmationDays)), table, hint]);
  }
  return visitorPage(language, pages.heldStaffTitle, [lede(pages.heldStaff), table]);
}

/** Asks before it acts: programs that open every link in a mail only see this. */
export function confirmPage(language: Language, reference: Reference, action: string): VisitorPage {
  const { pages } = contactStrings[language];
  return visitorPage(language, pages.confirmTitle, [
    lede(pages.confirmText),
    facts({ reference }, language),
    button(action, pages.confirmButton),
  ]);
}

export function releasedPage(language: Language, reference: Reference): VisitorPage {
  const { pages } = contactStrings[language];
  return visitorPage(language, pages.releasedTitle, [
    lede(pages.releasedText),
    facts({ reference }, language),
  ]);
}

/** The same for a link that is too old, was never given out, or whose message is gone. */
export function unknownLinkPage(language: Language): VisitorPage {
  const { pages } = contactStrings[language];
  return visitorPage(language, pages.unknownTitle, [lede(pages.unknownText)]);
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
): VisitorPage {
  const { pages } = contactStrings[language];
  const again = form !== undefined && { html: form };
  const isCaptcha = errors.some(({ pointer }) => pointer === '/frc-captcha-solution');
  if (isCaptcha) {
    const what = form === undefined ? pages.refusedReload : pages.refusedAgain;
    return visitorPage(language, pages.refusedTitle, [lede(`${pages.refusedCaptcha} ${what}`), again]);
  }
  const sentences = new Set(errors.map((error) => sentenceFor(error, language)));
  return visitorPage(language, pages.refusedTitle, [
    lede(pages.refusedText),
    html`<ul class="problem-list">
      ${[...sentences].map((sentence) => html`<li>${sentence}</li>`)}
    </ul>`,
    again || html`<p>${pages.refusedBack}</p>`,
  ]);
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
