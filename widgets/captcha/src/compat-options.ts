import { negotiateLanguage, pageLanguage, type Language } from '@foyer/kit';
import { type CaptchaStrings, loadStrings } from './strings.ts';

/** What a page written for friendly-challenge 0.9 passes to `WidgetInstance`. Styles are not injected here, so `styleNonce` and `skipStyleInjection` mean nothing. */
export interface CompatOptions {
  sitekey?: string;
  startMode?: 'auto' | 'focus' | 'none';
  puzzleEndpoint?: string;
  /** A BCP 47 tag, or texts under that widget's names. */
  language?: string | Record<string, unknown>;
  solutionFieldName?: string;
  styleNonce?: string | null;
  skipStyleInjection?: boolean;
  forceJSFallback?: boolean;
  readyCallback?: () => unknown;
  startedCallback?: () => unknown;
  doneCallback?: (solution: string) => unknown;
  errorCallback?: (error: CompatError) => unknown;
}

export interface CompatError {
  code: string;
  description: string;
  error: unknown;
}

/** The options, and what the element's `data-` attributes say where they say nothing. */
export function readOptions(
  element: HTMLElement,
  options: CompatOptions,
  onError: () => unknown[],
): CompatOptions {
  const { dataset } = element;
  const attributes = Object.entries({
    sitekey: dataset['sitekey'],
    puzzleEndpoint: dataset['puzzleEndpoint'],
    language: dataset['lang'],
    solutionFieldName: dataset['solutionFieldName'],
    doneCallback: globalFunction(dataset['callback'], (solution) => [solution]),
    errorCallback: globalFunction(dataset['callbackError'], onError),
  }).filter(([, value]) => value !== undefined && value !== '');
  const { start } = dataset;
  const startMode = start === 'auto' || start === 'none' ? start : 'focus';
  return { startMode, ...Object.fromEntries(attributes), ...options };
}

/** The page's own name for a text, and ours. */
const TEXT_NAMES = {
  text_init: 'waiting',
  text_ready: 'ready',
  button_start: 'start',
  text_fetching: 'fetching',
  text_solving: 'solving',
  text_completed: 'solved',
  text_expired: 'expired',
  button_retry: 'retry',
  text_error: 'failed',
} as const satisfies Record<string, keyof CaptchaStrings>;

/** The words of a language, or of the page's with the page's own texts over them. */
export async function readLanguage(
  element: Element,
  wish: string | Record<string, unknown> | undefined,
): Promise<{ strings: CaptchaStrings; language: Language }> {
  const language = typeof wish === 'string' ? negotiateLanguage([wish]) : pageLanguage(element);
  const strings = { ...(await loadStrings(language)) };
  for (const [theirs, ours] of Object.entries(TEXT_NAMES)) {
    const text = typeof wish === 'object' ? wish[theirs] : undefined;
    if (typeof text === 'string') strings[ours] = text;
  }
  return { strings, language };
}

/** Looked up when it is called, as pages define their callbacks after the widget. */
function globalFunction(
  name: string | undefined,
  argumentsOf: (value: unknown) => unknown[],
): ((value: unknown) => void) | undefined {
  if (name === undefined) return undefined;
  return (value) => {
    const callback: unknown = Reflect.get(window, name);
    if (typeof callback === 'function') Reflect.apply(callback, undefined, argumentsOf(value));
  };
}
