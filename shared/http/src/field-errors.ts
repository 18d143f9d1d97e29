import type { FieldError } from '@foyer/runtime';
import type { z } from 'zod';

const MAX_ERRORS = 100;

/**
 * One entry for each bad field, the first of its issues, in the order of the schema; at most 100.
 *
 * @param repeated pointers of fields that were given more than once; they come first
 */
export function fieldErrors(
  error: z.ZodError | undefined,
  input: unknown,
  repeated: readonly string[],
): FieldError[] {
  const byPointer = new Map<string, FieldError>();
  for (const pointer of repeated.slice(0, MAX_ERRORS)) {
    byPointer.set(pointer, { pointer, detail: 'must be given once', code: 'repeated' });
  }
  for (const issue of error?.issues ?? []) {
    for (const path of pathsOf(issue)) {
      const pointer = jsonPointer(path);
      if (byPointer.has(pointer) || byPointer.size === MAX_ERRORS) continue;
      byPointer.set(pointer, { pointer, ...describeIssue(issue, input) });
    }
  }
  return [...byPointer.values()];
}

/** RFC 6901; the whole document is ''. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

function describeIssue(issue: z.core.$ZodIssue, input: unknown): { detail: string; code: string } {
  const isMissing = valueAt(input, issue.path) === undefined;
  if (
    isMissing &&
    (issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union')
  ) {
    return { detail: 'must be given', code: 'required' };
  }
  return { detail: issue.message, code: codeOf(issue) };
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.origin === 'string')
    return issue.minimum === 1 ? 'required' : 'too_short';
  if (issue.code === 'too_big' && issue.origin === 'string') return 'too_long';
  if (issue.code === 'unrecognized_keys') return 'unknown_field';
  if (issue.code === 'custom')
    return typeof issue.params?.['code'] === 'string' ? issue.params['code'] : 'invalid';
  return issue.code;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
