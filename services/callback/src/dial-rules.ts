/** Why a number is not dialled by a click; written into the database and shown to the agent. */
export type DialRefusal =
  | 'premium_rate'
  | 'shared_cost'
  | 'special_number'
  | 'satellite_or_international'
  | 'country_not_allowed'
  | 'range_unknown';

export const dialRefusals: readonly DialRefusal[] = [
  'premium_rate',
  'shared_cost',
  'special_number',
  'satellite_or_international',
  'country_not_allowed',
  'range_unknown',
];

export interface DialRules {
  /** ISO 3166-1 codes. */
  countries: readonly string[];
  /** Of libphonenumber: FIXED_LINE, MOBILE… */
  types: readonly string[];
}

/** The EU, the rest of the EEA, Switzerland and the United Kingdom; what rings at a person's desk or in a pocket. */
export const defaultDialRules: DialRules = {
  countries: [
    'AT',
    'BE',
    'BG',
    'CY',
    'CZ',
    'DE',
    'DK',
    'EE',
    'ES',
    'FI',
    'FR',
    'GR',
    'HR',
    'HU',
    'IE',
    'IT',
    'LT',
    'LU',
    'LV',
    'MT',
    'NL',
    'PL',
    'PT',
    'RO',
    'SE',
    'SI',
    'SK',
    'IS',
    'LI',
    'NO',
    'CH',
    'GB',
  ],
  types: ['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP'],
};

/**
 * An allow-list, since "valid" says only that a range is in use: premium-rate numbers are valid, and the satellites of
 * +881 call themselves MOBILE. What is refused here is still a request, which an agent may judge and dial by hand.
 *
 * @returns null for what may be dialled
 */
export function dialRefusal(
  number: { country: string | undefined; type: string | undefined },
  rules: DialRules,
): DialRefusal | null {
  const { country, type } = number;
  if (type === 'PREMIUM_RATE') return 'premium_rate';
  // No country: +870, +881 and +882 are satellites, +883 and +979 international services.
  if (country === undefined || country === '001') return 'satellite_or_international';
  if (!rules.countries.includes(country)) return 'country_not_allowed';
  if (type === 'SHARED_COST') return 'shared_cost';
  if (type === undefined) return 'range_unknown';
  return rules.types.includes(type) ? null : 'special_number';
}
