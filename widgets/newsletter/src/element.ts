import { defineFormElement } from '@foyer/kit';
import { enhanceNewsletterForm } from './enhanced-form.ts';
import { loadStrings } from './load-strings.ts';
import { newsletterForm } from './newsletter-form.ts';
import { requestSettings } from './settings-request.ts';

/**
 * `<foyer-newsletter>` around a server-rendered form improves it; empty, it asks its `endpoint` (the origin of a Foyer, by
 * default the page's own) and renders the same form. Attributes: `endpoint`, `sitekey`, `id-prefix`, `lang`.
 * Events: foyer-newsletter-ready, -sending, -sent, -failed { status, code }. None of them carries what the visitor typed.
 */
defineFormElement('foyer-newsletter', {
  loadStrings,
  render: async ({ endpoint, options }) =>
    newsletterForm({
      ...(await requestSettings(endpoint, options.language)),
      ...options,
      action: `${endpoint}/newsletter/subscriptions`,
      leavePath: `${endpoint}/newsletter/unsubscribe`,
    }),
  enhance: enhanceNewsletterForm,
});
