/** The languages that visitors are written to, and in which they read what is kept of them; the first is the fallback. */
export const languages = ['en', 'nl', 'de', 'fr'] as const;
export type Language = (typeof languages)[number];

/** @param tag of BCP 47; its first subtag counts: `de-AT` is de */
export function languageOf(tag: string | undefined): Language | undefined {
  const [primary] = (tag ?? '').toLowerCase().split('-');
  return languages.find((language) => language === primary);
}

/**
 * The language to answer in: what the page said, else what the visitor's program prefers.
 *
 * @param accepts picks the best of the given ones by Accept-Language
 */
export function languageFor(
  tag: string | undefined,
  accepts: (...languages: string[]) => string | undefined,
): Language {
  return languageOf(tag) ?? languageOf(accepts(...languages)) ?? languages[0];
}
