import { pageLanguage } from '@foyer/kit';
import { createChallenge, type Challenge, type ChallengeEvent, type ChallengeSettings } from './challenge.ts';
import { watchForm } from './form-acts.ts';
import type { SolverAssets } from './solver-assets.ts';
import { loadStrings } from './strings.ts';
import { createView, type CaptchaState, type CaptchaView } from './view.ts';

const DEFAULT_NAME = 'frc-captcha-solution';

/**
 * `<foyer-captcha sitekey>`, a form control whose value is the solution. Attributes: `sitekey`, `endpoint` (one or more puzzle URLs, by commas),
 * `start` (`focus` of the form, `auto`, `none`), `name`, `lang`, `no-skip` (never offer to send without). Events, bubbling:
 * `foyer-captcha-started`, `-progress`, `-slow`, `-solved`, `-expired`, `-failed`.
 */
export function defineCaptcha(assets: SolverAssets): void {
  // Two copies of the script on one page must not fail each other.
  if (customElements.get('foyer-captcha')) return;
  customElements.define(
    'foyer-captcha',
    class FoyerCaptcha extends HTMLElement {
      static readonly formAssociated = true;
      static readonly observedAttributes = ['lang', 'start'];
      readonly #internals = this.attachInternals();
      readonly #view: CaptchaView;
      readonly #challenge: Challenge;
      #missing = '…';
      #value = '';
      #isPending = true;
      #acts = new AbortController();

      constructor() {
        super();
        this.#view = createView(this.attachShadow({ mode: 'open' }), {
          begin: () => this.start(),
          skip: () => this.#challenge.skip(),
        });
        this.#challenge = createChallenge(assets, this.#view, {
          settings: () => this.#settings(),
          setValue: (value, isPending) => this.#setValue(value, isPending),
          emit: (event) => this.#emit(event),
        });
      }

      connectedCallback(): void {
        if (!this.hasAttribute('name')) this.setAttribute('name', DEFAULT_NAME);
        void this.#speak();
        this.#watch();
      }

      disconnectedCallback(): void {
        this.#acts.abort();
        this.#challenge.reset();
      }

      attributeChangedCallback(name: string): void {
        if (!this.isConnected) return;
        if (name === 'lang') void this.#speak();
        else this.#watch();
      }

      formAssociatedCallback(): void {
        if (this.isConnected) this.#watch();
      }

      formResetCallback(): void {
        this.reset();
      }

      get form(): HTMLFormElement | null {
        return this.#internals.form;
      }
      get name(): string {
        return this.getAttribute('name') ?? '';
      }
      /** The solution, or a stub that begins with a dot and tells the state, such as `.UNSTARTED`. */
      get value(): string {
        return this.#value;
      }
      get state(): CaptchaState {
        return this.#challenge.state;
      }
      get validity(): ValidityState {
        return this.#internals.validity;
      }
      checkValidity(): boolean {
        return this.#internals.checkValidity();
      }
      reportValidity(): boolean {
        return this.#internals.reportValidity();
      }

      start(): void {
        this.#challenge.start();
      }

      /** Forgets the solution, for example when the server has refused it. Begins anew at the next act of the visitor. */
      reset(): void {
        this.#challenge.reset();
        if (this.isConnected && this.getAttribute('start') === 'auto') this.start();
      }

      #settings(): ChallengeSettings {
        const endpoints = this.getAttribute('endpoint')
          ?.split(',')
          .map((endpoint) => endpoint.trim());
        const start = this.getAttribute('start');
        return {
          siteKey: this.getAttribute('sitekey') ?? '',
          endpoints: endpoints?.filter(Boolean) ?? [assets.puzzleUrl],
          isManual: start === 'none' || (start !== 'auto' && !this.form),
          maySkip: !this.hasAttribute('no-skip'),
          isWasmAllowed: true,
        };
      }

      #watch(): void {
        this.#acts.abort();
        this.#acts = new AbortController();
        this.#challenge.refresh();
        const { signal } = this.#acts;
        const start = this.getAttribute('start');
        // The browser asks whether the form may be sent: whatever the mode, now is the time.
        this.addEventListener('invalid', () => this.start(), { signal });
        if (start === 'auto') this.start();
        else if (start !== 'none' && this.form) watchForm(this.form, signal, () => this.start());
      }

      async #speak(): Promise<void> {
        const language = pageLanguage(this);
        const strings = await loadStrings(language);
        this.#missing = strings.missing;
        this.#view.speak(strings, language);
        this.#setValue(this.#value, this.#isPending);
      }

      #setValue(value: string, isPending: boolean): void {
        this.#value = value;
        this.#isPending = isPending;
        this.#internals.setFormValue(value);
        if (isPending) this.#internals.setValidity({ valueMissing: true }, this.#missing, this.#view.anchor);
        else this.#internals.setValidity({});
      }

      #emit({ name, detail }: ChallengeEvent): void {
        this.dispatchEvent(
          new CustomEvent(`foyer-captcha-${name}`, { bubbles: true, composed: true, detail }),
        );
      }
    },
  );
}
