import type { FormOptions } from './form-markup.ts';
import type { FormStrings } from './form-strings.ts';
import type { Language } from './language.ts';
import { createLiveRegion, type LiveRegion } from './live-region.ts';
import type { Markup } from './markup.ts';
import { pageLanguage } from './page-language.ts';

/** A form in the page, whoever rendered it, and the element around it. */
export interface PlacedForm<Strings> {
  host: HTMLElement;
  form: HTMLFormElement;
  language: Language;
  strings: Strings;
  live: LiveRegion;
}

/** What an element without a form has to render one. */
interface EmptyElement<Strings> {
  host: HTMLElement;
  /** The origin of a Foyer; empty for the page's own. */
  endpoint: string;
  /** All that the markup is known to need here already; to be spread behind what the server answers. */
  options: Omit<FormOptions<Strings>, 'action' | 'siteKey'> & { siteKey: string };
}

interface FormElement<Strings> {
  loadStrings: (language: Language) => Promise<Strings>;
  render: (empty: EmptyElement<Strings>) => Promise<Markup>;
  enhance: (placed: PlacedForm<Strings>) => void;
}

/**
 * Defines an element that improves the form within it, or renders it first when it is empty. Attributes: `endpoint` (by default the page's own
 * origin), `sitekey`, `id-prefix`, `lang`. Event of its own: `<tag>-failed` { status: 0, code: 'load_failed' }.
 */
export function defineFormElement<Strings extends FormStrings>(
  tag: string,
  { loadStrings, render, enhance }: FormElement<Strings>,
): void {
  customElements.define(
    tag,
    class extends HTMLElement {
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
            const options = {
              language,
              strings,
              siteKey: this.getAttribute('sitekey') ?? '',
              puzzleEndpoint: endpoint && `${endpoint}/api/v1/puzzle`,
              idPrefix: this.getAttribute('id-prefix') ?? undefined,
            };
            const markup = await render({ host: this, endpoint, options });
            this.insertAdjacentHTML('afterbegin', String(markup));
          } catch (error) {
            live.say(strings.loadFailed);
            this.dispatchEvent(
              new CustomEvent(`${tag}-failed`, {
                bubbles: true,
                detail: { status: 0, code: 'load_failed' },
              }),
            );
            throw error;
          }
        }
        const form = this.querySelector('form');
        if (form) enhance({ host: this, form, language, strings, live });
      }
    },
  );
}
