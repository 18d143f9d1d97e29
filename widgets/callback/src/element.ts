import { createLiveRegion, pageLanguage } from '@foyer/kit';
import { callbackForm } from './callback-form.ts';
import { enhanceForm } from './enhanced-form.ts';
import { loadStrings } from './load-strings.ts';
import { requestSettings } from './settings-request.ts';

/**
 * `<foyer-callback>` around a server-rendered form improves it; empty, it asks its `endpoint` (the origin of a Foyer, by default the page's own)
 * and renders the same form. Attributes: `endpoint`, `sitekey`, `id-prefix`, `lang`.
 * Events: foyer-callback-ready, -sending, -sent { reference }, -failed { status, code }. None of them carries what the visitor typed.
 */
class FoyerCallback extends HTMLElement {
  #isStarted = false;

  connectedCallback(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    // Without defer or type=module the element is met before the parser has read its form.
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', () => void this.#start(), { once: true });
    } else {
      void this.#start();
    }
  }

  async #start(): Promise<void> {
    const language = pageLanguage(this.querySelector('form') ?? this);
    const live = createLiveRegion(this);
    const strings = await loadStrings(language);
    if (!this.querySelector('form')) {
      const endpoint = this.getAttribute('endpoint') ?? '';
      try {
        const markup = callbackForm({
          ...(await requestSettings(`${endpoint}/callback/slots?language=${language}`)),
          language,
          strings,
          action: `${endpoint}/callback/requests`,
          siteKey: this.getAttribute('sitekey') ?? '',
          puzzleEndpoint: endpoint && `${endpoint}/api/v1/puzzle`,
          idPrefix: this.getAttribute('id-prefix') ?? undefined,
        });
        this.insertAdjacentHTML('afterbegin', String(markup));
      } catch (error) {
        live.say(strings.loadFailed);
        this.dispatchEvent(
          new CustomEvent('foyer-callback-failed', {
            bubbles: true,
            detail: { status: 0, code: 'load_failed' },
          }),
        );
        throw error;
      }
    }
    const form = this.querySelector('form');
    if (form) enhanceForm({ host: this, form, language, strings, live });
  }
}

customElements.define('foyer-callback', FoyerCallback);
