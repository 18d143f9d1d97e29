import type { Language } from '@foyer/kit/language';
import { html, type Markup } from '@foyer/kit/markup';
import type { FormSettings } from './form-settings.ts';
import { dayWords, timeWords, zoneWords } from './slot-words.ts';
import type { CallbackStrings } from './strings.ts';

export interface CallbackFormOptions extends FormSettings {
  language: Language;
  strings: CallbackStrings;
  /** Where the form posts to, `/callback/requests` of a Foyer. */
  action: string;
  siteKey: string;
  /** Where puzzles come from, when it is another origin than the page's. */
  puzzleEndpoint?: string | undefined;
  /** Begins every id; to be set when a page carries two forms. */
  idPrefix?: string | undefined;
}

/** The form itself: complete without JavaScript, and the very markup `<foyer-callback>` enhances. */
export function callbackForm(options: CallbackFormOptions): Markup {
  const { language, strings, zone, idPrefix = 'foyer-callback' } = options;
  const id = (name: string): string => `${idPrefix}-${name}`;
  const input = (name: 'name' | 'phone' | 'email', attributes: Markup, hint?: string): Markup => {
    const isRequired = name !== 'email';
    return html`<div class="foyer-field">
      <label class="foyer-label" for="${id(name)}">${strings[name]}${isRequired && mark}</label>
      ${hint && html`<p class="foyer-hint" id="${id(name)}-hint">${hint}</p>`}
      <input
        class="foyer-input"
        id="${id(name)}"
        name="${name}"
        ${attributes}
        ${isRequired && html`required`}
        ${hint && html`aria-describedby="${id(name)}-hint"`}
      />
      <p class="foyer-error" id="${id(name)}-error" hidden></p>
    </div>`;
  };

  return html`<form class="foyer-form" action="${options.action}" method="post" lang="${language}">
    <input type="hidden" name="language" value="${language}" />
    <input type="hidden" name="zone" value="${zone}" />
    <p class="foyer-hint">${requiredLegend(strings)}</p>
    ${input('name', html`autocomplete="name" maxlength="200"`)}
    ${input('phone', html`type="tel" inputmode="tel" autocomplete="tel" maxlength="32"`, strings.phoneHint)}
    ${slotField(options, id)}
    ${input('email', html`type="email" autocomplete="email" maxlength="254"`, strings.emailHint)}
    <div class="foyer-field">
      <label class="foyer-label" for="${id('message')}">${strings.message}</label>
      <textarea class="foyer-input" id="${id('message')}" name="message" rows="3" maxlength="2000"></textarea>
      <p class="foyer-error" id="${id('message')}-error" hidden></p>
    </div>
    <div class="foyer-trap" aria-hidden="true">
      <label for="${id('website')}">${strings.trap}</label>
      <input id="${id('website')}" name="website" tabindex="-1" autocomplete="off" />
    </div>
    <foyer-captcha
      sitekey="${options.siteKey}"
      ${options.puzzleEndpoint && html`endpoint="${options.puzzleEndpoint}"`}
    ></foyer-captcha>
    <noscript><p class="foyer-hint">${strings.noScript}</p></noscript>
    <div class="foyer-actions"><button class="foyer-button">${strings.send}</button></div>
    ${notice(strings, options)}
  </form>`;
}

/** Times on the clocks of the company, because without a program nobody knows those of the visitor. */
function slotField(options: CallbackFormOptions, id: (name: string) => string): Markup {
  const { strings, language, zone, slotMinutes, isOpenNow, slots } = options;
  const days = Map.groupBy(slots, ({ startsAt }) => dayWords(new Date(startsAt), language, zone));
  return html`<div class="foyer-slots" data-zone="${zone}" data-minutes="${slotMinutes}">
    <div class="foyer-field">
      <label class="foyer-label" for="${id('slot')}">${strings.when}${mark}</label>
      <p class="foyer-hint" id="${id('slot')}-hint">
        ${slots.length === 0 && !isOpenNow ? strings.noSlots : html`${strings.zone} ${zoneWords(zone)}`}
      </p>
      <select
        class="foyer-input"
        id="${id('slot')}"
        name="slot"
        required
        aria-describedby="${id('slot')}-hint"
      >
        <option value="">${strings.choose}</option>
        ${isOpenNow && html`<option value="asap">${strings.asap}</option>`}
        ${[...days].map(
          ([day, times]) =>
            html`<optgroup label="${day}">
              ${times.map(
                ({ startsAt }) =>
                  html`<option value="${startsAt}">
                    ${timeWords(new Date(startsAt), slotMinutes, language, zone)}
                  </option>`,
              )}
            </optgroup>`,
        )}
      </select>
      <p class="foyer-error" id="${id('slot')}-error" hidden></p>
    </div>
  </div>`;
}

const mark = html`<span class="foyer-mark" aria-hidden="true"> *</span>`;

function requiredLegend(strings: CallbackStrings): Markup {
  const [before, after] = strings.requiredLegend.split('*');
  return html`${before}<span class="foyer-mark">*</span>${after}`;
}

/** What is kept, why and until when: read at the moment of entry, before anything is sent. */
function notice(strings: CallbackStrings, { notice: { what, why, until } }: FormSettings): Markup {
  return html`<div class="foyer-notice">
    <p class="foyer-notice-title">${strings.noticeTitle}</p>
    <dl>
      <dt>${strings.what}</dt>
      <dd>${what}</dd>
      <dt>${strings.why}</dt>
      <dd>${why}</dd>
      <dt>${strings.until}</dt>
      <dd>${until}</dd>
    </dl>
  </div>`;
}
