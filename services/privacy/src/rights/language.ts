/** The languages that people are answered in; the first is the fallback. */
export const languages = ['en', 'nl', 'de', 'fr'] as const;
export type Language = (typeof languages)[number];

export function languageOf(tag: string | undefined): Language | undefined {
  const [primary] = (tag ?? '').toLowerCase().split('-');
  return languages.find((language) => language === primary);
}

/** What the address says, else what the visitor's program prefers. */
export function languageFor(
  tag: string | undefined,
  accepts: (...languages: string[]) => string | undefined,
): Language {
  return languageOf(tag) ?? languageOf(accepts(...languages)) ?? languages[0];
}
