import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Answer, ResponseKind } from './responses.ts';
import type { Route } from './route.ts';

/**
 * For tests and development: an answer must be one its route declares, to the last key. TypeScript lets an object with
 * keys too many pass through a variable, and that is how personal data leaks.
 *
 * @throws TypeError naming the route, what came and what is declared
 */
export function checkAnswer(route: Route, answer: Answer): void {
  const name = `route ${route.method} ${route.path}`;
  const declared = route.responses[answer.status];
  if (declared === undefined) {
    const statuses = Object.keys(route.responses).join(', ');
    throw new TypeError(`${name}: status must be one of ${statuses}, got ${answer.status}`);
  }
  const kinds = isList(declared) ? declared : [declared];
  const problems = kinds.map((kind) => mismatch(kind, answer));
  if (!problems.includes(undefined)) {
    throw new TypeError(`${name}: answer ${answer.status} is not as declared: ${problems.join('; or ')}`);
  }
}

function mismatch(kind: ResponseKind, answer: Answer): string | undefined {
  const came = kindOf(answer);
  if (typeof kind === 'string') return kind === came ? undefined : `must be '${kind}', got '${came}'`;
  if (!('body' in answer) || answer.body === undefined) return `must be JSON, got '${came}'`;
  const parsed = kind.safeParse(answer.body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  return isDeepStrictEqual(overTheWire(parsed.data), overTheWire(answer.body))
    ? undefined
    : 'has keys that are not declared';
}

function kindOf(answer: Answer): string {
  if ('html' in answer) return 'html';
  if ('text' in answer) return 'text';
  if ('location' in answer) return 'redirect';
  if ('file' in answer) return 'file';
  return answer.body === undefined ? 'empty' : 'json';
}

function overTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function isList(declared: ResponseKind | readonly ResponseKind[]): declared is readonly ResponseKind[] {
  return Array.isArray(declared);
}
