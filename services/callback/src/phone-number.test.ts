import { expect, it } from 'vitest';
import { defaultDialRules } from './dial-rules.ts';
import { readPhoneNumber } from './phone-number.ts';

const read = (typed: string, language: 'nl' | 'de' | 'en' | 'fr' = 'en', defaultCountry?: string) =>
  readPhoneNumber(typed, { language, defaultCountry, rules: defaultDialRules });

it.each([
  ['020 123 4567', 'nl', '+31201234567', 'FIXED_LINE'],
  ['06 12 34 56 78', 'nl', '+31612345678', 'MOBILE'],
  ['(030) 90 18 20', 'de', '+4930901820', 'FIXED_LINE'],
  ['020 7946 0000', 'en', '+442079460000', 'FIXED_LINE'],
  ['01 23 45 67 89', 'fr', '+33123456789', 'FIXED_LINE'],
  ['+352 26 12 34 56', 'fr', '+35226123456', 'FIXED_LINE'],
  ['0041 44 668 18 00', 'de', '+41446681800', 'FIXED_LINE'],
] as const)('reads %s on a page in %s as %s, and lets it be dialled', (typed, language, e164, type) => {
  expect(read(typed, language)).toMatchObject({ typed, e164, type, refusal: null });
});

it('reads numbers without a country code as those of the configured country', () => {
  expect(read('02 229 12 11', 'fr', 'BE')).toMatchObject({ e164: '+3222291211', country: 'BE' });
  expect(read('02 229 12 11', 'nl', 'nowhere')).toMatchObject({ country: 'NL' });
});

// Each of them is a number that libphonenumber holds for valid, or at least possible.
it.each([
  ['+49 900 1234567', 'premium_rate'],
  ['+1 900 234 5678', 'premium_rate'],
  ['+44 909 8790000', 'premium_rate'],
  ['+33 899 123456', 'premium_rate'],
  ['+979 123456789', 'premium_rate'],
  ['+49 137 1234567', 'shared_cost'],
  ['+49 180 5123456', 'shared_cost'],
  ['+49 700 12345678', 'special_number'],
  ['+44 55 1234 5678', 'special_number'],
  // Reported as MOBILE.
  ['+881 612345678', 'satellite_or_international'],
  ['+870 773 123456', 'satellite_or_international'],
  ['+882 16 1234567', 'satellite_or_international'],
  ['+1 212 555 2368', 'country_not_allowed'],
  ['+49 137 12345678', 'range_unknown'],
] as const)('accepts %s as a request and keeps it from being dialled: %s', (typed, refusal) => {
  expect(read(typed)).toMatchObject({ refusal });
});

it.each(['112', '12', 'call me', '+49', 'tel:+31201234567', '+31 20 123 4567 890 123 456'])(
  'refuses %s, which can be no number',
  (typed) => {
    expect(read(typed)).toBeUndefined();
  },
);
