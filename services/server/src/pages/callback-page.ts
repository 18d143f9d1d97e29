import { callbackForm, callbackStrings, type FormSettings } from '@foyer/callback-widget';
import { html } from '@foyer/kit/markup';
import { formPage, type FormPageOptions } from './form-page.ts';

export function callbackPage(options: FormPageOptions & FormSettings): string {
  const strings = callbackStrings[options.language];
  const form = callbackForm({ ...options, strings, action: '/callback/requests' });
  return formPage(options, { name: 'callback', element: html`<foyer-callback>${form}</foyer-callback>` });
}
