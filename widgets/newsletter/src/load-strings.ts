import type { Language } from '@foyer/kit';
import type { NewsletterStrings } from './strings.ts';

const loaders: Record<Language, () => Promise<NewsletterStrings>> = {
  nl: async () => (await import('./strings/nl.ts')).nl,
  de: async () => (await import('./strings/de.ts')).de,
  en: async () => (await import('./strings/en.ts')).en,
  fr: async () => (await import('./strings/fr.ts')).fr,
};

/** A visitor reads one language, so only that one is loaded. */
export function loadStrings(language: Language): Promise<NewsletterStrings> {
  return loaders[language]();
}
