import type { Language } from '@foyer/kit';

/** Every sentence of the element; one file a language. */
export interface CaptchaStrings {
  /** What this is; stays in every state. */
  label: string;
  /** Before anything happened, when it will begin by itself. */
  waiting: string;
  /** Before anything happened, when the visitor begins it. */
  ready: string;
  start: string;
  fetching: string;
  solving: string;
  solved: string;
  expired: string;
  offline: string;
  failed: string;
  retry: string;
  /** JavaScript instead of WASM, or the page itself instead of a worker. */
  slow: string;
  /** The offer to a device that would calculate for too long, and its button. */
  tooLong: string;
  skip: string;
  skipped: string;
  /** The browser's bubble when the form is sent too early. */
  missing: string;
}

const files: Record<Language, () => Promise<CaptchaStrings>> = {
  nl: async () => (await import('./strings/nl.ts')).nl,
  de: async () => (await import('./strings/de.ts')).de,
  en: async () => (await import('./strings/en.ts')).en,
  fr: async () => (await import('./strings/fr.ts')).fr,
};

/** One small file beside the script; part of it where everything is in one file. */
export function loadStrings(language: Language): Promise<CaptchaStrings> {
  return files[language]();
}
