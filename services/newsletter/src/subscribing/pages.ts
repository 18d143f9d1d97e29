import { markup as html, type SafeHtml } from '@foyer/http';
import type { FieldError } from '@foyer/runtime';
import type { Language } from '@foyer/service';
import { longDate } from './retention-days.ts';
import { sentenceFor } from './refused-sign-up.ts';
import { unsubscribeReasons } from './subscriber.ts';
import type { Page } from './subscribing-ports.ts';
import { subscribingStrings } from './subscribing-strings.ts';

/** What those see who sent the form without a program: the same for every address. */
export function signedUpPage(language: Language, deletedOn: Date): Page {
  const { signedUp } = subscribingStrings[language];
  return page(language, signedUp.title, [
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
): Page {
  const { refused } = subscribingStrings[language];
  const sentences = new Set(
    errors.map((error) =>
      error.pointer === '/frc-captcha-solution' ? refused.captcha : sentenceFor(error, language),
    ),
  );
  return page(language, refused.title, [
    lede(refused.text),
    html`<ul class="problem-list">
      ${[...sentences].map((sentence) => html`<li>${sentence}</li>`)}
    </ul>`,
    html`<p>${form === undefined ? refused.back : refused.again}</p>`,
    ...(form === undefined ? [] : [{ html: form }]),
  ]);
}

/** Asks before it acts: programs that open every link in a mail only see this. */
export function confirmPage(language: Language, action: string, topics: readonly string[]): Page {
  const { confirm } = subscribingStrings[language];
  return page(language, confirm.title, [
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
export function confirmedPage(language: Language, preferences: string | undefined, isAgain: boolean): Page {
  const { confirmed } = subscribingStrings[language];
  return page(language, confirmed.title, [
    lede(isAgain ? confirmed.again : confirmed.text),
    preferences !== undefined && html`<p><a href="${preferences}">${confirmed.preferences}</a></p>`,
  ]);
}

/** The same for a link that is too old, was never given out, or whose subscriber is gone. */
export function unknownLinkPage(language: Language): Page {
  const { unknown } = subscribingStrings[language];
  return page(language, unknown.title, [
    lede(unknown.text),
    html`<p><a href="/newsletter/unsubscribe?lang=${language}">${unknown.again}</a></p>`,
  ]);
}

export function leavePage(language: Language, paths: { action: string; preferences: string }): Page {
  const { leave } = subscribingStrings[language];
  return page(language, leave.title, [
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
): Page {
  const { leave, left } = subscribingStrings[language];
  return page(language, left.title, [
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
  options: { siteKey: string; problem?: 'email' | 'captcha' | undefined; email?: string | undefined },
): Page {
  const { ask, fields, wrong } = subscribingStrings[language];
  const { siteKey, problem, email = '' } = options;
  const isWrong = problem === 'email';
  return page(
    language,
    ask.title,
    [
      problem === 'captcha' && html`<p class="foyer-alert" role="alert">${ask.captcha}</p>`,
      lede(ask.text),
      html`<form class="foyer-form" method="post" action="/newsletter/unsubscribe">
        <input type="hidden" name="language" value="${language}" />
        <div class="foyer-field">
          <label class="foyer-label" for="leave-email">${fields.email}</label>
          <p class="foyer-hint" id="leave-email-hint">${ask.hint}</p>
          <input
            class="foyer-input"
            id="leave-email"
            name="email"
            type="email"
            autocomplete="email"
            required
            maxlength="254"
            value="${email}"
            aria-describedby="leave-email-hint${isWrong && html` leave-email-error`}"
            ${isWrong && html`aria-invalid="true"`}
          />
          ${isWrong && html`<p class="foyer-error" id="leave-email-error">${wrong.email}</p>`}
        </div>
        <foyer-captcha sitekey="${siteKey}"></foyer-captcha>
        <div class="foyer-actions"><button class="foyer-button">${ask.button}</button></div>
      </form>`,
    ],
    '<script type="module" src="/widgets/captcha.js"></script>',
  );
}

/** The same for every address, known or not. */
export function askedToLeavePage(language: Language): Page {
  const { asked } = subscribingStrings[language];
  return page(language, asked.title, [lede(asked.text)]);
}

export const lede = (text: string): SafeHtml => html`<p class="lede">${text}</p>`;

export function button(action: string, label: string, isQuiet = false): SafeHtml {
  return html`<form method="post" action="${action}">
    <button class="foyer-button${isQuiet && html` foyer-button-quiet`}">${label}</button>
  </form>`;
}

export function page(
  language: Language,
  title: string,
  parts: readonly (SafeHtml | false)[],
  head = '',
): Page {
  return {
    title,
    language,
    body: parts.map((part) => (part === false ? '' : part.html)).join('\n'),
    head: `<meta name="robots" content="noindex" />${head}`,
  };
}
