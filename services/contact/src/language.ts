/** The languages that visitors are written to; the first is the fallback. */
export const languages = ['en', 'nl', 'de', 'fr'] as const;
export type Language = (typeof languages)[number];

/**
 * The language to answer in: what the form's page said, else what the visitor's program prefers.
 *
 * @param tag a BCP 47 tag such as de-AT; its first subtag counts
 * @param accepts picks the best of the given ones by Accept-Language
 */
export function languageFor(
  tag: string | undefined,
  accepts: (...languages: string[]) => string | undefined,
): Language {
  return languageOf(tag) ?? languageOf(accepts(...languages)) ?? languages[0];
}

export function languageOf(tag: string | undefined): Language | undefined {
  const [primary] = (tag ?? '').toLowerCase().split('-');
  return languages.find((language) => language === primary);
}
