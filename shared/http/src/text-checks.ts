import { isUtf8 } from 'node:buffer';
import type { AppError } from '@foyer/runtime';
import { httpError } from './errors.ts';

const MAX_DEPTH = 32;
/** Of fields and array elements in one body or query. */
export const MAX_FIELDS = 1000;

/** @throws AppError body_malformed (400) when the bytes are not UTF-8; nothing is replaced by question marks */
export function decodeUtf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw httpError('body_malformed', 'the body must be UTF-8');
  return bytes.toString('utf8');
}

/**
 * Refuses what JSON can carry and nothing behind it should: NUL (PostgreSQL has no such letter), half a surrogate pair,
 * keys that reach for the prototype, and more nesting or fields than any form has.
 *
 * @returns how many members its objects have
 * @throws AppError body_malformed or body_too_complex (400)
 */
export function refuseUnusable(body: unknown): number {
  let fields = 0;
  let members = 0;
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === 'string') {
      refuseBadText(value, 'body');
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    refuseDepth(depth);
    const entries = Object.entries(value);
    if (!Array.isArray(value)) members += entries.length;
    for (const [key, item] of entries) {
      fields = countField(fields);
      refuseBadText(key, 'body');
      if (key === '__proto__') throw httpError('body_malformed', "the body must have no field '__proto__'");
      visit(item, depth + 1);
    }
  };
  visit(body, 0);
  return members;
}

/** @throws AppError body_too_complex (400) */
export function refuseDepth(depth: number): void {
  if (depth === MAX_DEPTH) throw tooComplex(`the body must be nested at most ${MAX_DEPTH} deep`);
}

/** @throws AppError body_too_complex (400) when there is one too many */
export function countField(before: number): number {
  if (before === MAX_FIELDS) throw tooComplex(`the body must have at most ${MAX_FIELDS} fields`);
  return before + 1;
}

/** @throws AppError body_malformed or query_malformed (400) when the text has a NUL or half a surrogate pair */
export function refuseBadText(text: string, part: 'body' | 'query'): void {
  if (text.includes('\0')) throw malformed(part, `the ${part} must not contain NUL characters`);
  if (!text.isWellFormed())
    throw malformed(part, `the ${part} must be Unicode text, got half a surrogate pair`);
}

export function malformed(part: 'body' | 'query', detail: string): AppError {
  return httpError(part === 'body' ? 'body_malformed' : 'query_malformed', detail);
}

function tooComplex(detail: string): AppError {
  return httpError('body_too_complex', detail);
}
