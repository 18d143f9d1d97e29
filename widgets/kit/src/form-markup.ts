import type { FormStrings } from './form-strings.ts';
import type { Language } from './language.ts';
import { html, type Markup, type MarkupValue } from './markup.ts';

/** What every form of ours is rendered with, by the server and by an element that renders itself. */
export interface FormOptions<Strings> {
  language: Language;
  strings: Strings;
  /** Where the form posts to, a route of a Foyer. */
  action: string;
  /** Without it the form has no captcha. */
  siteKey?: string | undefined;
  /** Where puzzles come from, when it is another origin than the page's. */
  puzzleEndpoint?: string | undefined;
  /** Begins every id; to be set when a page carries two forms. */
  idPrefix?: string | undefined;
}

/** In the server's words: the same as in the company's record of processing. */
export interface Notice {
  what: string;
  why: string;
  until: string;
}

export const mark = html`<span class="foyer-mark" aria-hidden="true"> *</span>`;

export function requiredLegend(strings: FormStrings): Markup {
  const [before, after] = strings.requiredLegend.split('*');
  return html`<p class="foyer-hint">${before}<span class="foyer-mark">*</span>${after}</p>`;
}

/** A label, its control and what comes between them. The control carries the id, and `required` itself. */
export function field(
  of: { id: string; label: string; isRequired: boolean; error?: string | undefined },
  ...control: readonly MarkupValue[]
): Markup {
  return html`<div class="foyer-field">
    <label class="foyer-label" for="${of.id}">${of.label}${of.isRequired && mark}</label>
    ${control} ${errorPlace(of.id, of.error)}
  </div>`;
}

/** Where the sentence about a control stands, and out of sight as long as there is none. */
export function errorPlace(id: string, text?: string): Markup {
  return html`<p class="foyer-error" id="${id}-error" ${!text && html`hidden`}>${text}</p>`;
}

/** A field that only programs fill in. */
export function trap(strings: FormStrings, id: string): Markup {
  return html`<div class="foyer-trap" aria-hidden="true">
    <label for="${id}">${strings.trap}</label>
    <input id="${id}" name="website" tabindex="-1" autocomplete="off" />
  </div>`;
}

export function captcha(options: FormOptions<unknown>): Markup | false {
  const { siteKey, puzzleEndpoint } = options;
  return (
    siteKey !== undefined &&
    html`<foyer-captcha
      sitekey="${siteKey}"
      ${puzzleEndpoint && html`endpoint="${puzzleEndpoint}"`}
    ></foyer-captcha>`
  );
}

/** What is kept, why and until when: read at the moment of entry, before anything is sent. */
export function notice(strings: FormStrings, { what, why, until }: Notice): Markup {
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
