// What the server needs to render the form that the element enhances. Free of DOM types; browsers load the element itself, built from element.ts.
export { callbackForm, type CallbackFormOptions } from './callback-form.ts';
export type { FormSettings, Slot } from './form-settings.ts';
export { callbackStrings, type CallbackStrings } from './strings.ts';
