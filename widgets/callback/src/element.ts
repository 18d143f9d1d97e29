import { defineFormElement } from '@foyer/kit';
import { callbackForm } from './callback-form.ts';
import { enhanceCallbackForm } from './enhanced-form.ts';
import { loadStrings } from './load-strings.ts';
import { requestSettings } from './settings-request.ts';

/**
 * `<foyer-callback>` around a server-rendered form improves it; empty, it asks its `endpoint` (the origin of a Foyer, by default the page's own)
 * and renders the same form. Attributes: `endpoint`, `sitekey`, `id-prefix`, `lang`.
 * Events: foyer-callback-ready, -sending, -sent { reference }, -failed { status, code }. None of them carries what the visitor typed.
 */
defineFormElement('foyer-callback', {
  loadStrings,
  render: async ({ endpoint, options }) => {
    const settings = await requestSettings(`${endpoint}/callback/slots?language=${options.language}`);
    return callbackForm({ ...settings, ...options, action: `${endpoint}/callback/requests` });
  },
  enhance: enhanceCallbackForm,
});
