import type { Language } from '@foyer/service';
import { getCountries, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { dialRefusal, type DialRefusal, type DialRules } from './dial-rules.ts';

/** A number that somebody may have: as it was written, and as it is dialled. */
export interface PhoneNumber {
  typed: string;
  e164: string;
  /** undefined for what belongs to no country: satellites, international services. */
  country: string | undefined;
  /** As libphonenumber calls it; undefined for a number that is possible and in no known range. */
  type: string | undefined;
  /** Why no agent's telephone may dial it by a click. */
  refusal: DialRefusal | null;
}

// Numbers without a country code are read as those of the country in which most speakers of the page's language live.
const countryOfLanguage: Record<Language, CountryCode> = { nl: 'NL', de: 'DE', en: 'GB', fr: 'FR' };

/**
 * Reads a number as people write it. A number is accepted when it is possible by its length; whether its range is in use
 * is no reason to refuse somebody who wants to be called, and being in use is no reason to dial it.
 *
 * @returns undefined for what can be no number
 */
export function readPhoneNumber(
  typed: string,
  options: { language: Language; defaultCountry: string | undefined; rules: DialRules },
): PhoneNumber | undefined {
  const defaultCountry = countryCode(options.defaultCountry) ?? countryOfLanguage[options.language];
  const parsed = parsePhoneNumberFromString(typed, { defaultCountry, extract: false });
  if (parsed === undefined || !parsed.isPossible()) return undefined;
  const type = parsed.getType();
  return {
    typed,
    e164: parsed.number,
    country: parsed.country,
    type,
    refusal: dialRefusal({ country: parsed.country, type }, options.rules),
  };
}

function countryCode(text: string | undefined): CountryCode | undefined {
  return getCountries().find((code) => code === text);
}
