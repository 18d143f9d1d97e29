import { createLiveRegion, pageLanguage } from '@foyer/kit';
import { enhanceForm } from './enhanced-form.ts';
import { loadStrings } from './load-strings.ts';
import { newsletterForm } from './newsletter-form.ts';
import { requestSettings } from './settings-request.ts';

/**
 * `<foyer-newsletter>` around a server-rendered form improves it; empty, it asks its `endpoint` (the origin of a Foyer, by
 * default the page's own) and renders the same form. Attributes: `endpoint`, `sitekey`, `id-prefix`, `lang`.
 * Events: foyer-newsletter-ready, -sending, -sent, -failed { status, code }. None of them carries what the visitor typed.
 */
class FoyerNewsletter extends HTMLElement {
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
        const markup = newsletterForm({
          ...(await requestSettings(endpoint, language)),
          language,
          strings,
          action: `${endpoint}/newsletter/subscriptions`,
          leavePath: `${endpoint}/newsletter/unsubscribe`,
          siteKey: this.getAttribute('sitekey') ?? '',
          puzzleEndpoint: endpoint && `${endpoint}/api/v1/puzzle`,
          idPrefix: this.getAttribute('id-prefix') ?? undefined,
        });
        this.insertAdjacentHTML('afterbegin', String(markup));
      } catch (error) {
        live.say(strings.loadFailed);
        this.dispatchEvent(
          new CustomEvent('foyer-newsletter-failed', {
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

customElements.define('foyer-newsletter', FoyerNewsletter);
