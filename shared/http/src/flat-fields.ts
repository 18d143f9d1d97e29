import { httpError } from './errors.ts';
import { jsonPointer } from './field-errors.ts';
import type { RawFields } from './raw-fields.ts';
import { malformed, MAX_FIELDS, refuseBadText } from './text-checks.ts';

export type FlatFields = RawFields<Record<string, string>>;

/**
 * Gathers the pairs of a form or a query into an object. Nothing is nested: `a[b]` is a key like any other. Of a key that
 * came twice the first value is kept.
 *
 * @throws AppError body_malformed, query_malformed or body_too_complex (400)
 */
export function flatFields(pairs: Iterable<readonly [string, string]>, part: 'body' | 'query'): FlatFields {
  const fields: Record<string, string> = {};
  const repeated = new Set<string>();
  let count = 0;
  for (const [key, value] of pairs) {
    if (++count > MAX_FIELDS)
      throw httpError('body_too_complex', `the ${part} must have at most ${MAX_FIELDS} fields`);
    refuseBadText(key, part);
    refuseBadText(value, part);
    if (key === '__proto__') throw malformed(part, `the ${part} must have no field '__proto__'`);
    if (Object.hasOwn(fields, key)) repeated.add(key);
    else fields[key] = value;
  }
  return { value: fields, repeated: [...repeated].map((key) => jsonPointer([key])) };
}

/**
 * application/x-www-form-urlencoded, strictly: percent signs and UTF-8 must be whole.
 * @throws AppError as `flatFields`
 */
export function parseUrlencoded(text: string, part: 'body' | 'query'): FlatFields {
  return flatFields(urlencodedPairs(text, part), part);
}

function* urlencodedPairs(text: string, part: 'body' | 'query'): Generator<readonly [string, string]> {
  let start = 0;
  while (start <= text.length) {
    const end = indexOrEnd(text, '&', start);
    if (end > start) {
      const equals = Math.min(indexOrEnd(text, '=', start), end);
      yield [
        decode(text.slice(start, equals), part),
        decode(text.slice(Math.min(equals + 1, end), end), part),
      ];
    }
    start = end + 1;
  }
}

function decode(text: string, part: 'body' | 'query'): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw malformed(part, `the ${part} must be percent-encoded UTF-8`);
  }
}

function indexOrEnd(text: string, letter: string, start: number): number {
  const index = text.indexOf(letter, start);
  return index === -1 ? text.length : index;
}
