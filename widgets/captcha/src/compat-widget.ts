import { createChallenge, type Challenge, type ChallengeEvent } from './challenge.ts';
import { readLanguage, readOptions, type CompatError, type CompatOptions } from './compat-options.ts';
import { watchForm } from './form-acts.ts';
import type { SolverAssets } from './solver-assets.ts';
import { createView, type CaptchaView } from './view.ts';

const DEFAULT_FIELD_NAME = 'frc-captcha-solution';
const NO_FIELD = '-';

/** One `.frc-captcha` element, with the methods that pages written for friendly-challenge 0.9 call. */
export interface CompatWidget {
  readonly valid: boolean;
  init(shouldStart?: boolean): void;
  start(): Promise<void>;
  reset(): void;
  destroy(): void;
  loadLanguage(language?: string | Record<string, unknown>): void;
}

/**
 * The class for `window.friendlyChallenge.WidgetInstance`. The solution goes into a hidden field of the page, nothing blocks the form,
 * and the offer to send without is not made, because the server behind may know nothing of it.
 */
export function compatWidgetClass(
  assets: SolverAssets,
): new (element: HTMLElement, options?: CompatOptions) => CompatWidget {
  return class WidgetInstance implements CompatWidget {
    readonly #element: HTMLElement;
    readonly #options: CompatOptions;
    readonly #place = document.createElement('div');
    readonly #field = document.createElement('input');
    readonly #view: CaptchaView;
    readonly #challenge: Challenge;
    #acts = new AbortController();
    #settle: (() => void) | undefined;

    constructor(element: HTMLElement, options: CompatOptions = {}) {
      this.#element = element;
      this.#options = readOptions(element, options, () => [this]);
      if (!this.#options.sitekey)
        throw new Error('the captcha has no site key: set data-sitekey or options.sitekey');
      const fieldName = this.#options.solutionFieldName ?? DEFAULT_FIELD_NAME;
      this.#field.type = 'hidden';
      this.#field.className = DEFAULT_FIELD_NAME;
      this.#field.name = fieldName;
      const root = this.#place.attachShadow({ mode: 'open' });
      this.#view = createView(root, {
        begin: () => this.#challenge.start(),
        skip: () => {},
      });
      this.#challenge = createChallenge(assets, this.#view, {
        settings: () => this.#settings(),
        setValue: (value) => (this.#field.value = value),
        emit: (event) => this.#hear(event),
      });
      this.loadLanguage(this.#options.language);
      element.replaceChildren(this.#place, ...(fieldName === NO_FIELD ? [] : [this.#field]));
      this.init(this.#options.startMode === 'auto');
      this.#options.readyCallback?.();
    }

    get valid(): boolean {
      return this.#challenge.state === 'solved';
    }

    init(shouldStart = false): void {
      this.#acts.abort();
      this.#acts = new AbortController();
      const form = this.#element.closest('form');
      if (shouldStart) this.#challenge.start();
      else if (form && this.#options.startMode === 'focus') {
        watchForm(form, this.#acts.signal, () => this.#challenge.start());
      }
    }

    /** Settles when there is a solution, or when there will be none. */
    start(): Promise<void> {
      if (this.valid) return Promise.resolve();
      return new Promise((resolve) => {
        const before = this.#settle;
        this.#settle = () => {
          before?.();
          resolve();
        };
        this.#challenge.start();
      });
    }

    reset(): void {
      this.#challenge.reset();
      this.init(this.#options.startMode === 'auto');
    }

    destroy(): void {
      this.#acts.abort();
      this.#challenge.reset();
      this.#element.replaceChildren();
      delete this.#element.dataset['attached'];
    }

    loadLanguage(language?: string | Record<string, unknown>): void {
      void readLanguage(this.#element, language).then((words) =>
        this.#view.speak(words.strings, words.language),
      );
    }

    #settings() {
      const { puzzleEndpoint, sitekey = '', startMode, forceJSFallback = false } = this.#options;
      const isFormless = this.#element.closest('form') === null;
      return {
        siteKey: sitekey,
        endpoints: puzzleEndpoint?.split(',').map((endpoint) => endpoint.trim()) ?? [assets.puzzleUrl],
        isManual: startMode === 'none' || (startMode === 'focus' && isFormless),
        maySkip: false,
        isWasmAllowed: !forceJSFallback,
      };
    }

    #hear(event: ChallengeEvent): void {
      if (event.name === 'started') this.#options.startedCallback?.();
      else if (event.name === 'solved') this.#options.doneCallback?.(event.detail.solution);
      else if (event.name === 'failed') this.#options.errorCallback?.(compatError(event.detail));
      if (event.name === 'solved' || event.name === 'failed') {
        this.#settle?.();
        this.#settle = undefined;
      }
    }
  };
}

function compatError({ code, error }: { code: string; error?: unknown }): CompatError {
  const isPuzzleMissing = code === 'puzzle_unavailable';
  return {
    code: isPuzzleMissing ? 'error_getting_puzzle' : 'error_solving_puzzle',
    description: error instanceof Error ? error.message : code,
    error,
  };
}
