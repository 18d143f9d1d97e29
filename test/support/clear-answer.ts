import { ContactReceipt, Problem, PuzzleRefusal } from '@foyer/contracts';
import { expect } from 'vitest';
import type { Reply } from './keep-alive-client.ts';

/** Whatever came in: an answer of 2xx, 3xx or 4xx, and in words that a program or a person understands. */
export function expectClear({ status, headers, text }: Reply): void {
  expect(status, text.slice(0, 500)).toBeGreaterThanOrEqual(200);
  expect(status, text.slice(0, 500)).toBeLessThan(500);
  if (status < 400 || text === '') return;
  const type = headers['content-type'] ?? '';
  if (type.startsWith('text/html')) {
    expect(text).toMatch(/<h1[\s\S]*<\/html>/);
  } else if (type.startsWith('application/problem+json')) {
    expectProblem({ status, headers, text });
  } else {
    // The words of Friendly Captcha v1.
    expect(type).toBe('application/json; charset=utf-8');
    expect(PuzzleRefusal.parse(JSON.parse(text)).errors).toHaveLength(1);
  }
}

/** @returns the problem, with one pointer for each bad field when the fields are what is wrong */
export function expectProblem({ status, headers, text }: Reply): Problem {
  const problem = Problem.strict().parse(JSON.parse(text));
  const pointers = pointersOf(problem);
  expect({
    type: headers['content-type'],
    status: problem.status,
    hasPointers: pointers.length > 0,
    twice: pointers.filter((pointer, index) => pointers.indexOf(pointer) !== index),
    malformed: pointers.filter((pointer) => !/^(\/([^/~]|~[01])*)*$/.test(pointer)),
  }).toEqual({
    type: 'application/problem+json; charset=utf-8',
    status,
    hasPointers: status === 422,
    twice: [],
    malformed: [],
  });
  expect(`${problem.code}: ${problem.detail}`).toMatch(/^[a-z]+(_[a-z]+)*: ./);
  return problem;
}

export function pointersOf(problem: Problem): string[] {
  return (problem.errors ?? []).map(({ pointer }) => pointer);
}

/** The reference in the receipt of a message, as JSON or as a page. */
export function referenceOf({ headers, text }: Reply): string {
  if (headers['content-type']?.startsWith('application/json') === true) {
    return ContactReceipt.strict().parse(JSON.parse(text)).reference;
  }
  const reference = /\bFO-[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(text)?.[0];
  if (reference === undefined) throw new Error(`a receipt without a reference: ${text.slice(0, 500)}`);
  return reference;
}
