import { html } from '@foyer/kit/markup';
import { newsletterForm, newsletterStrings, type FormSettings } from '@foyer/newsletter-widget';
import { formPage, type FormPageOptions } from './form-page.ts';

export function newsletterPage(options: FormPageOptions & FormSettings): string {
  const strings = newsletterStrings[options.language];
  const form = newsletterForm({ ...options, strings, action: '/newsletter/subscriptions' });
  return formPage(options, {
    name: 'newsletter',
    element: html`<foyer-newsletter>${form}</foyer-newsletter>`,
  });
}
