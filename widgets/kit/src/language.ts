/** The languages every visible string exists in. */
export const languages = ['nl', 'de', 'en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** Whether a value from outside is exactly one of our language codes. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/**
 * Picks the language to speak: the first wish we have, cut from the right one subtag at a time (lookup of RFC 4647 §3.4).
 *
 * @param wishes BCP 47 tags, the most wanted first; case and underscores are forgiven, as pages write both.
 * @param fallback what is spoken when no wish can be met.
 */
export function negotiateLanguage(wishes: readonly string[], fallback: Language = 'en'): Language {
  for (const wish of wishes) {
    const subtags = wish.trim().toLowerCase().split(/[-_]/);
    for (; subtags.length > 0; subtags.pop()) {
      const tag = subtags.join('-');
      if (isLanguage(tag)) return tag;
    }
  }
  return fallback;
}
