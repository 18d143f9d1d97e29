import { html, type Markup } from '@foyer/kit/markup';
import type { Language } from '@foyer/kit/language';
import type { FormSettings } from './form-settings.ts';
import type { NewsletterStrings } from './strings.ts';

export interface NewsletterFormOptions extends FormSettings {
  language: Language;
  strings: NewsletterStrings;
  /** Where the form posts to, `/newsletter/subscriptions` of a Foyer. */
  action: string;
  /** Without it the form has no captcha. */
  siteKey?: string | undefined;
  /** Where puzzles come from, when it is another origin than the page's. */
  puzzleEndpoint?: string | undefined;
  /** Where people may leave; the page's own origin when not given. */
  leavePath?: string | undefined;
  values?: Partial<Record<FieldName, string>>;
  /** Ids of topics that the visitor had ticked before. */
  ticked?: readonly string[];
  isAgreed?: boolean;
  isOldEnough?: boolean;
  /** Sentences by the name of the field, as after a refused post without JavaScript. */
  errors?: Partial<Record<FieldName, string>>;
  /** Begins every id; to be set when a page carries two forms. */
  idPrefix?: string | undefined;
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
  const sentence = (name: string, text?: string): Markup =>
    html`<p class="foyer-error" id="${id(name)}-error" ${!text && html`hidden`}>${text}</p>`;
  const field = (name: FieldName, element: Markup): Markup =>
    html`<div class="foyer-field">
      <label class="foyer-label" for="${id(name)}">${strings[name]}${mark}</label>
      ${element} ${sentence(name, errors[name])}
    </div>`;
  const input = (name: 'email' | 'name', type: string): Markup =>
    field(
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
    <p class="foyer-hint">${requiredLegend(strings)}</p>
    ${input('email', 'email')}
    ${field(
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
        ${sentence('topic')}
      </fieldset>`
    }
    <div class="foyer-field">
      ${check('consent-newsletter', String(consent.version), consent.wording, {
        isRequired: true,
        isTicked: options.isAgreed,
      })}
      ${sentence('consent-newsletter')}
    </div>
    ${
      consent.asksAge &&
      html`<div class="foyer-field">
        ${check('old-enough', 'yes', strings.age, { isRequired: true, isTicked: options.isOldEnough })}
        ${sentence('old-enough')}
      </div>`
    }
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
    <div class="foyer-actions"><button class="foyer-button">${strings.send}</button></div>
    <p class="foyer-hint">${strings.next} <a href="${leavePath}?lang=${language}">${strings.leave}</a></p>
    ${notice(strings, options)}
  </form>`;
}

const mark = html`<span class="foyer-mark" aria-hidden="true"> *</span>`;

function requiredLegend(strings: NewsletterStrings): Markup {
  const [before, after] = strings.requiredLegend.split('*');
  return html`${before}<span class="foyer-mark">*</span>${after}`;
}

/** What is kept, why and until when: read at the moment of entry, before anything is sent. */
function notice(strings: NewsletterStrings, { notice: { what, why, until } }: FormSettings): Markup {
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
