import { captcha, field, notice, requiredLegend, trap, type FormOptions } from '@foyer/kit/form-markup';
import { html, type Markup } from '@foyer/kit/markup';
import type { FormSettings } from './form-settings.ts';
import { dayWords, timeWords, zoneWords } from './slot-words.ts';
import type { CallbackStrings } from './strings.ts';

/** `action` is `/callback/requests` of a Foyer. */
export interface CallbackFormOptions extends FormSettings, FormOptions<CallbackStrings> {
  siteKey: string;
}

/** The form itself: complete without JavaScript, and the very markup `<foyer-callback>` enhances. */
export function callbackForm(options: CallbackFormOptions): Markup {
  const { language, strings, zone, idPrefix = 'foyer-callback' } = options;
  const id = (name: string): string => `${idPrefix}-${name}`;
  const input = (name: 'name' | 'phone' | 'email', attributes: Markup, hint?: string): Markup => {
    const isRequired = name !== 'email';
    return field(
      { id: id(name), label: strings[name], isRequired },
      hint && html`<p class="foyer-hint" id="${id(name)}-hint">${hint}</p>`,
      html`<input
        class="foyer-input"
        id="${id(name)}"
        name="${name}"
        ${attributes}
        ${isRequired && html`required`}
        ${hint && html`aria-describedby="${id(name)}-hint"`}
      />`,
    );
  };

  return html`<form class="foyer-form" action="${options.action}" method="post" lang="${language}">
    <input type="hidden" name="language" value="${language}" />
    <input type="hidden" name="zone" value="${zone}" />
    ${requiredLegend(strings)} ${input('name', html`autocomplete="name" maxlength="200"`)}
    ${input('phone', html`type="tel" inputmode="tel" autocomplete="tel" maxlength="32"`, strings.phoneHint)}
    ${slotField(options, id)}
    ${input('email', html`type="email" autocomplete="email" maxlength="254"`, strings.emailHint)}
    ${field(
      { id: id('message'), label: strings.message, isRequired: false },
      html`<textarea
        class="foyer-input"
        id="${id('message')}"
        name="message"
        rows="3"
        maxlength="2000"
      ></textarea>`,
    )}
    ${trap(strings, id('website'))} ${captcha(options)}
    <noscript><p class="foyer-hint">${strings.noScript}</p></noscript>
    <div class="foyer-actions"><button class="foyer-button">${strings.send}</button></div>
    ${notice(strings, options.notice)}
  </form>`;
}

/** Times on the clocks of the company, because without a program nobody knows those of the visitor. */
function slotField(options: CallbackFormOptions, id: (name: string) => string): Markup {
  const { strings, language, zone, slotMinutes, isOpenNow, slots } = options;
  const days = Map.groupBy(slots, ({ startsAt }) => dayWords(new Date(startsAt), language, zone));
  return html`<div class="foyer-slots" data-zone="${zone}" data-minutes="${slotMinutes}">
    ${field(
      { id: id('slot'), label: strings.when, isRequired: true },
      html`<p class="foyer-hint" id="${id('slot')}-hint">
        ${slots.length === 0 && !isOpenNow ? strings.noSlots : html`${strings.zone} ${zoneWords(zone)}`}
      </p>`,
      html`<select
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
      </select>`,
    )}
  </div>`;
}
