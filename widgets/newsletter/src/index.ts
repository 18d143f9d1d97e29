// What the server needs to render the form that the element enhances. Free of DOM types; browsers load the element itself, built from element.ts.
export { newsletterForm, type NewsletterFormOptions } from './newsletter-form.ts';
export type { FormSettings } from './form-settings.ts';
export { newsletterStrings, type NewsletterStrings } from './strings.ts';
