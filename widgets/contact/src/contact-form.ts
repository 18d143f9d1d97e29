import { captcha, field, mark, notice, requiredLegend, trap, type FormOptions } from '@foyer/kit/form-markup';
import { html, type Markup } from '@foyer/kit/markup';
import type { FormSettings } from './form-settings.ts';
import type { ContactStrings } from './strings.ts';

export interface ContactValues {
  name?: string;
  email?: string;
  phone?: string;
  topic?: string;
  message?: string;
}

/** `action` is `/contact/messages` of a Foyer. Without a site key, what the form sends is held until its sender releases it. */
export interface ContactFormOptions extends FormSettings, FormOptions<ContactStrings> {
  /** Which of the site's forms, where it is not `default`. */
  form?: string | undefined;
  values?: ContactValues;
  /** Names of boxes that the visitor had ticked before. */
  ticked?: readonly string[];
  /** Sentences by the name of the field, as after a refused post without JavaScript. */
  errors?: ContactValues;
}

type FieldName = keyof ContactValues;

/** The form itself: complete without JavaScript, and the very markup `<foyer-contact>` enhances. */
export function contactForm(options: ContactFormOptions): Markup {
  const {
    language,
    strings,
    topics,
    checks = [],
    ticked = [],
    values = {},
    errors = {},
    idPrefix = 'foyer-contact',
  } = options;
  const id = (name: string): string => `${idPrefix}-${name}`;
  const control = (name: FieldName, required: boolean): Markup =>
    html`class="foyer-input" id="${id(name)}" name="${name}" ${required && html`required`}
    ${errors[name] && html`aria-invalid="true" aria-describedby="${id(name)}-error"`}`;
  const labelled = (name: FieldName, isRequired: boolean, element: Markup): Markup =>
    field({ id: id(name), label: strings[name], isRequired, error: errors[name] }, element);
  const input = (name: 'name' | 'email' | 'phone', type: string, required = false): Markup =>
    labelled(
      name,
      required,
      html`<input
        ${control(name, required)}
        type="${type}"
        autocomplete="${type === 'text' ? name : type}"
        value="${values[name]}"
      />`,
    );

  return html`<form class="foyer-form" action="${options.action}" method="post" lang="${language}">
    <input type="hidden" name="language" value="${language}" />
    ${options.form && html`<input type="hidden" name="form" value="${options.form}" />`}
    ${requiredLegend(strings)} ${input('name', 'text', true)}
    <fieldset class="foyer-group" aria-describedby="${id('reach')}">
      <legend class="foyer-label">${strings.reach}${mark}</legend>
      <p class="foyer-hint" id="${id('reach')}">${strings.reachHint}</p>
      <div class="foyer-pair">${input('email', 'email')}${input('phone', 'tel')}</div>
    </fieldset>
    ${labelled(
      'topic',
      true,
      html`<select ${control('topic', true)}>
        <option value="">${strings.topicChoose}</option>
        ${topics.map(({ id: topic, label }) => html`<option value="${topic}" ${topic === values.topic && html`selected`}>${label}</option>`)}
      </select>`,
    )}
    ${labelled('message', true, html`<textarea ${control('message', true)} rows="6">${values.message}</textarea>`)}
    ${checks.map(
      ({ name, value, label }) =>
        html`<label class="foyer-check"
          ><input
            type="checkbox"
            name="${name}"
            value="${value}"
            ${ticked.includes(name) && html`checked`}
          /><span>${label}</span></label
        >`,
    )}
    ${trap(strings, id('website'))} ${captcha(options)}
    <noscript><p class="foyer-hint">${strings.noScript}</p></noscript>
    <div class="foyer-actions"><button class="foyer-button">${strings.send}</button></div>
    ${notice(strings, options.notice)}
  </form>`;
}
