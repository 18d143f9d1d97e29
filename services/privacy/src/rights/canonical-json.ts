/** What a signature can be made over. No fractions and no large numbers: their text would need a rule of its own. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/**
 * JSON with one spelling for one value, after RFC 8785: keys sorted by their UTF-16 units, no spaces.
 *
 * @throws RangeError for a number that is not a safe integer, and for a text with half a character
 */
export function canonicalJson(value: CanonicalValue): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`a number must be a safe integer, got ${value}`);
  }
  if (typeof value === 'string' && !value.isWellFormed()) {
    throw new RangeError('a text must not hold half a character');
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
