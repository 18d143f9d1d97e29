import { html, type Markup } from '@foyer/kit/markup';
import type { Language } from '@foyer/kit/language';
import type { FormSettings } from './form-settings.ts';
import type { ContactStrings } from './strings.ts';

export interface ContactValues {
  name?: string;
  email?: string;
  phone?: string;
  topic?: string;
  message?: string;
}

export interface ContactFormOptions extends FormSettings {
  language: Language;
  strings: ContactStrings;
  /** Where the form posts to, `/contact/messages` of a Foyer. */
  action: string;
  /** Without it the form has no captcha: what it sends is held until its sender releases it. */
  siteKey?: string | undefined;
  /** Which of the site's forms, where it is not `default`. */
  form?: string | undefined;
  /** Where puzzles come from, when it is another origin than the page's. */
  puzzleEndpoint?: string | undefined;
  values?: ContactValues;
  /** Names of boxes that the visitor had ticked before. */
  ticked?: readonly string[];
  /** Sentences by the name of the field, as after a refused post without JavaScript. */
  errors?: ContactValues;
  /** Begins every id; to be set when a page carries two forms. */
  idPrefix?: string | undefined;
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
  const field = (name: FieldName, required: boolean, element: Markup): Markup =>
    html`<div class="foyer-field">
      <label class="foyer-label" for="${id(name)}">${strings[name]}${required && mark}</label>
      ${element}
      <p class="foyer-error" id="${id(name)}-error" ${!errors[name] && html`hidden`}>${errors[name]}</p>
    </div>`;
  const input = (name: 'name' | 'email' | 'phone', type: string, required = false): Markup =>
    field(
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
    <p class="foyer-hint">${requiredLegend(strings)}</p>
    ${input('name', 'text', true)}
    <fieldset class="foyer-group" aria-describedby="${id('reach')}">
      <legend class="foyer-label">${strings.reach}${mark}</legend>
      <p class="foyer-hint" id="${id('reach')}">${strings.reachHint}</p>
      <div class="foyer-pair">${input('email', 'email')}${input('phone', 'tel')}</div>
    </fieldset>
    ${field(
      'topic',
      true,
      html`<select ${control('topic', true)}>
        <option value="">${strings.topicChoose}</option>
        ${topics.map(({ id: topic, label }) => html`<option value="${topic}" ${topic === values.topic && html`selected`}>${label}</option>`)}
      </select>`,
    )}
    ${field('message', true, html`<textarea ${control('message', true)} rows="6">${values.message}</textarea>`)}
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
    <div class="foyer-trap" aria-hidden="true">
      <label for="${id('website')}">${strings.trap}</label>
      <input id="${id('website')}" name="website" tabindex="-1" autocomplete="off" />
    </div>
    ${
      options.siteKey !== undefined &&
      html`<foyer-captcha
        sitekey="${options.siteKey}"
        ${options.puzzleEndpoint && html`endpoint="${options.puzzleEndpoint}"`}
      ></foyer-captcha>`
    }
    <noscript><p class="foyer-hint">${strings.noScript}</p></noscript>
    <div class="foyer-actions"><button class="foyer-button">${strings.send}</button></div>
    ${notice(strings, options)}
  </form>`;
}

const mark = html`<span class="foyer-mark" aria-hidden="true"> *</span>`;

function requiredLegend(strings: ContactStrings): Markup {
  const [before, after] = strings.requiredLegend.split('*');
  return html`${before}<span class="foyer-mark">*</span>${after}`;
}

/** What is kept, why and until when: read at the moment of entry, before anything is sent. */
function notice(strings: ContactStrings, { notice: { what, why, until } }: FormSettings): Markup {
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
