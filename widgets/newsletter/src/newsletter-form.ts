import {
  captcha,
  errorPlace,
  field,
  mark,
  notice,
  requiredLegend,
  trap,
  type FormOptions,
} from '@foyer/kit/form-markup';
import { html, type Markup } from '@foyer/kit/markup';
import type { FormSettings } from './form-settings.ts';
import type { NewsletterStrings } from './strings.ts';

/** `action` is `/newsletter/subscriptions` of a Foyer. */
export interface NewsletterFormOptions extends FormSettings, FormOptions<NewsletterStrings> {
  /** Where people may leave; the page's own origin when not given. */
  leavePath?: string | undefined;
  values?: Partial<Record<FieldName, string>>;
  /** Ids of topics that the visitor had ticked before. */
  ticked?: readonly string[];
  isAgreed?: boolean;
  isOldEnough?: boolean;
  /** Sentences by the name of the field, as after a refused post without JavaScript. */
  errors?: Partial<Record<FieldName, string>>;
}

type FieldName = 'email' | 'name' | 'salutation';

const salutations = ['mrs', 'mr', 'neutral'] as const;

/** The form itself: complete without JavaScript, and the very markup `<foyer-newsletter>` enhances. */
export function newsletterForm(options: NewsletterFormOptions): Markup {
  const { language, strings, topics, consent, values = {}, errors = {}, ticked = [] } = options;
  const { idPrefix = 'foyer-newsletter', leavePath = '/newsletter/unsubscribe' } = options;
  const id = (name: string): string => `${idPrefix}-${name}`;
  const wrong = (name: string, isWrong: boolean): Markup | false =>
    isWrong && html`aria-invalid="true" aria-describedby="${id(name)}-error"`;
  const labelled = (name: FieldName, element: Markup): Markup =>
    field({ id: id(name), label: strings[name], isRequired: true, error: errors[name] }, element);
  const input = (name: 'email' | 'name', type: string): Markup =>
    labelled(
      name,
      html`<input
        class="foyer-input"
        id="${id(name)}"
        name="${name}"
        type="${type}"
        autocomplete="${name}"
        required
        value="${values[name]}"
        ${wrong(name, Boolean(errors[name]))}
      />`,
    );
  const check = (
    name: string,
    value: string,
    label: string,
    more: { isTicked?: boolean | undefined; isRequired?: boolean; hint?: string } = {},
  ): Markup =>
    html`<label class="foyer-check"
      ><input
        id="${id(name)}"
        type="checkbox"
        name="${name}"
        value="${value}"
        ${more.isRequired && html`required`}
        ${more.isTicked && html`checked`}
      /><span
        >${label}${more.isRequired && mark}${more.hint && html`<br /><small class="foyer-hint">${more.hint}</small>`}</span
      ></label
    >`;

  if (consent === null) return html`<p>${strings.closed}</p>`;
  return html`<form class="foyer-form" action="${options.action}" method="post" lang="${language}">
    <input type="hidden" name="language" value="${language}" />
    ${requiredLegend(strings)} ${input('email', 'email')}
    ${labelled(
      'salutation',
      html`<select
        class="foyer-input"
        id="${id('salutation')}"
        name="salutation"
        required
        ${wrong('salutation', Boolean(errors.salutation))}
      >
        <option value="">${strings.choose}</option>
        ${salutations.map((one) => html`<option value="${one}" ${values.salutation === one && html`selected`}>${strings[one]}</option>`)}
      </select>`,
    )}
    ${input('name', 'text')}
    ${
      topics.length > 1 &&
      html`<fieldset class="foyer-group" id="${id('topic')}" tabindex="-1">
        <legend class="foyer-label">${strings.topics}${mark}</legend>
        ${topics.map(({ id: topic, name, description }) =>
          check(`topic-${topic}`, 'yes', name, { isTicked: ticked.includes(topic), hint: description }),
        )}
        ${errorPlace(id('topic'))}
      </fieldset>`
    }
    <div class="foyer-field">
      ${check('consent-newsletter', String(consent.version), consent.wording, {
        isRequired: true,
        isTicked: options.isAgreed,
      })}
      ${errorPlace(id('consent-newsletter'))}
    </div>
    ${
      consent.asksAge &&
      html`<div class="foyer-field">
        ${check('old-enough', 'yes', strings.age, { isRequired: true, isTicked: options.isOldEnough })}
        ${errorPlace(id('old-enough'))}
      </div>`
    }
    ${trap(strings, id('website'))} ${captcha(options)}
    <div class="foyer-actions"><button class="foyer-button">${strings.send}</button></div>
    <p class="foyer-hint">${strings.next} <a href="${leavePath}?lang=${language}">${strings.leave}</a></p>
    ${notice(strings, options.notice)}
  </form>`;
}
