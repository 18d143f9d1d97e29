/** The languages that visitors are written to; the first is the fallback. */
export const languages = ['en', 'nl', 'de', 'fr'] as const;
export type Language = (typeof languages)[number];

/** @param tag a BCP 47 tag such as de-AT; its first subtag counts */
export function languageOf(tag: string | undefined): Language {
  const [primary] = (tag ?? '').toLowerCase().split('-');
  return languages.find((language) => language === primary) ?? languages[0];
}
