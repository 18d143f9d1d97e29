import { defineFormElement } from '@foyer/kit';
import { contactForm } from './contact-form.ts';
import { enhanceContactForm } from './enhanced-form.ts';
import { loadStrings } from './load-strings.ts';
import { requestSettings } from './settings-request.ts';

/**
 * `<foyer-contact>` around a server-rendered form improves it; empty, it asks its `endpoint` (the origin of a Foyer, by default the page's own)
 * and renders the same form. Attributes: `endpoint`, `sitekey`, `form`, `id-prefix`, `lang`.
 * Events: foyer-contact-ready, -sending, -sent { reference }, -failed { status, code }. None of them carries what the visitor typed.
 */
defineFormElement('foyer-contact', {
  loadStrings,
  render: async ({ host, endpoint, options }) => {
    const form = host.getAttribute('form') ?? undefined;
    const settings = await requestSettings(endpoint, form ?? 'default', options.language);
    return contactForm({ form, ...settings, ...options, action: `${endpoint}/contact/messages` });
  },
  enhance: enhanceContactForm,
});
