// The DOM-free parts have doors of their own (@foyer/kit/language, @foyer/kit/markup, @foyer/kit/form-markup, @foyer/kit/form-strings), so that the server renders with the same code without DOM types.
export { isLanguage, languages, negotiateLanguage, type Language } from './language.ts';
export { html, type Markup, type MarkupValue } from './markup.ts';
export { pageLanguage } from './page-language.ts';
export { createLiveRegion, type LiveRegion } from './live-region.ts';
export { controlOf } from './form-control.ts';
export { fact, longDate } from './facts.ts';
export { clearFieldError, type WrongField } from './field-errors.ts';
export { readProblem, type FieldProblem, type Problem } from './problem.ts';
export { textMember } from './json-member.ts';
export { sendForm, type Accepted, type SendOutcome } from './send-form.ts';
export { fetchSettings } from './fetch-settings.ts';
export { defineFormElement, type PlacedForm } from './form-element.ts';
export { enhanceForm, type SentView } from './enhanced-form.ts';
