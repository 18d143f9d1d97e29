// What the server needs to render the form that the element enhances. Free of DOM types; browsers load the element itself, built from element.ts.
export { contactForm, type ContactFormOptions, type ContactValues } from './contact-form.ts';
export type { FormSettings, Topic } from './form-settings.ts';
export { fieldSentence } from './field-sentence.ts';
export { contactStrings, type ContactStrings } from './strings.ts';
