import { markup as html } from '@foyer/http';
import type { FieldError } from '@foyer/runtime';
import {
  askForLinkPage,
  button,
  type Language,
  lede,
  longDate,
  type VisitorPage,
  visitorPage,
} from '@foyer/service';
import { sentenceFor } from './refused-sign-up.ts';
import { unsubscribeReasons } from './subscriber.ts';
import { subscribingStrings } from './subscribing-strings.ts';

/** What those see who sent the form without a program: the same for every address. */
export function signedUpPage(language: Language, deletedOn: Date): VisitorPage {
  const { signedUp } = subscribingStrings[language];
  return visitorPage(language, signedUp.title, [
    lede(signedUp.text),
    html`<p class="quiet">${signedUp.hint(longDate(deletedOn, language))}</p>`,
  ]);
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
  const { refused } = subscribingStrings[language];
  const sentences = new Set(
    errors.map((error) =>
      error.pointer === '/frc-captcha-solution' ? refused.captcha : sentenceFor(error, language),
    ),
  );
  return visitorPage(language, refused.title, [
    lede(refused.text),
    html`<ul class="problem-list">
      ${[...sentences].map((sentence) => html`<li>${sentence}</li>`)}
    </ul>`,
    html`<p>${form === undefined ? refused.back : refused.again}</p>`,
    ...(form === undefined ? [] : [{ html: form }]),
  ]);
}

/** Asks before it acts: programs that open every link in a mail only see this. */
export function confirmPage(language: Language, action: string, topics: readonly string[]): VisitorPage {
  const { confirm } = subscribingStrings[language];
  return visitorPage(language, confirm.title, [
    lede(confirm.text),
    topics.length > 0 &&
      html`<p>${confirm.topics}</p>
        <ul>
          ${topics.map((name) => html`<li>${name}</li>`)}
        </ul>`,
    button(action, confirm.button),
  ]);
}

/** @param preferences where the subscriber may go on; undefined when they have left meanwhile */
export function confirmedPage(
  language: Language,
  preferences: string | undefined,
  isAgain: boolean,
): VisitorPage {
  const { confirmed } = subscribingStrings[language];
  return visitorPage(language, confirmed.title, [
    lede(isAgain ? confirmed.again : confirmed.text),
    preferences !== undefined && html`<p><a href="${preferences}">${confirmed.preferences}</a></p>`,
  ]);
}

/** The same for a link that is too old, was never given out, or whose subscriber is gone. */
export function unknownLinkPage(language: Language): VisitorPage {
  const { unknown } = subscribingStrings[language];
  return visitorPage(language, unknown.title, [
    lede(unknown.text),
    html`<p><a href="/newsletter/unsubscribe?lang=${language}">${unknown.again}</a></p>`,
  ]);
}

export function leavePage(language: Language, paths: { action: string; preferences: string }): VisitorPage {
  const { leave } = subscribingStrings[language];
  return visitorPage(language, leave.title, [
    lede(leave.text),
    button(paths.action, leave.button),
    html`<p><a href="${paths.preferences}">${leave.fewer}</a></p>`,
  ]);
}

/** @param isReasonAsked not any more when it was given */
export function leftPage(
  language: Language,
  paths: { action: string; preferences: string },
  isReasonAsked: boolean,
): VisitorPage {
  const { leave, left } = subscribingStrings[language];
  return visitorPage(language, left.title, [
    lede(left.text),
    isReasonAsked &&
      html`<form class="foyer-form" method="post" action="${paths.action}">
        <fieldset class="foyer-group">
          <legend class="foyer-label">${leave.reason}</legend>
          <p class="foyer-hint">${leave.optional}</p>
          ${unsubscribeReasons.map(
            (reason) =>
              html`<label class="foyer-check">
                <input type="radio" name="reason" value="${reason}" />
                <span>${leave.reasons[reason]}</span>
              </label>`,
          )}
        </fieldset>
        <div class="foyer-actions"><button class="foyer-button">${left.send}</button></div>
      </form>`,
    html`<p><a href="${paths.preferences}">${left.back}</a></p>`,
  ]);
}

/** The way out for whoever has no mail at hand. */
export function askToLeavePage(
  language: Language,
  options: { siteKey: string; problem?: 'email' | 'captcha'; email?: string | undefined },
): VisitorPage {
  const { ask, fields, wrong } = subscribingStrings[language];
  const words = { ...ask, email: fields.email, wrongEmail: wrong.email, wrongCaptcha: ask.captcha };
  return askForLinkPage(language, words, { id: 'leave', action: '/newsletter/unsubscribe', ...options });
}

/** The same for every address, known or not. */
export function askedToLeavePage(language: Language): VisitorPage {
  const { asked } = subscribingStrings[language];
  return visitorPage(language, asked.title, [lede(asked.text)]);
}
