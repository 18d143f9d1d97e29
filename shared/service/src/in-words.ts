import type { Language } from './language.ts';

/**
 * A length of time as a text says it: '180 days', '1 jour'.
 *
 * @param count a whole number
 */
export function inWords(count: number, unit: 'hour' | 'day' | 'year', language: Language): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** Years in words of a period that is counted in days: 1096 are three years with a leap day in it. */
export function yearsInWords(days: number, language: Language): string {
  return inWords(Math.round(days / 365.25), 'year', language);
}
