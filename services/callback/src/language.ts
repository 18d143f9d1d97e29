/** The languages that visitors are written to; the first is the fallback. */
const languages = ['en', 'nl', 'de', 'fr'] as const;
export type Language = (typeof languages)[number];

/** The first subtag of a BCP 47 tag counts: `de-AT` is de. */
export function languageOf(tag: string | undefined): Language | undefined {
  const [primary] = (tag ?? '').toLowerCase().split('-');
  return languages.find((language) => language === primary);
}

/** What the page said, else what the visitor's program prefers (`accepts` picks by Accept-Language). */
export function languageFor(
  tag: string | undefined,
  accepts: (...languages: string[]) => string | undefined,
): Language {
  return languageOf(tag) ?? languageOf(accepts(...languages)) ?? languages[0];
}
