import type { Expression } from './expression.ts';
import { javascriptSteps, javascriptVariables, neededHalves } from './javascript-steps.ts';
import type { Pair } from './javascript-steps.ts';
import { traceSearch } from './search-trace.ts';
import type { SearchTrace } from './search-trace.ts';

/** `load`, which folds a puzzle into the constants that all three kernels share. */
export function puzzleConstantsSource(): string {
  const trace = traceSearch(8);
  return [
    `/** Words of 32 bits: the puzzle in 16 of them, and its constants behind. */`,
    `export const KERNEL_WORDS = ${String(trace.endAddress / 4)};`,
    '',
    'export function load(words: Int32Array): void {',
    ...loadBody(trace),
    '}',
    '',
  ].join('\n');
}

/** The search as straight-line TypeScript on 32-bit halves, low ones in small letters. */
export function javascriptKernelSource(): string {
  const trace = traceSearch(8);
  return [
    'export function search(words: Int32Array, low: number, start: number, count: number, threshold: number): number {',
    ...searchBody(trace),
    '}',
    '',
  ].join('\n');
}

function loadBody(trace: SearchTrace): string[] {
  const { addresses, homes, perPuzzle } = trace;
  const names = new Map<Expression, Pair>();
  for (const [expression, address] of addresses) {
    if (expression.kind === 'input') names.set(expression, wordsAt(address));
  }
  const all = perPuzzle.steps.map(({ value }) => value);
  const needed = neededHalves(perPuzzle, all, all);
  const lines = javascriptSteps(perPuzzle, { homes, names, needed }, ({ value }, { low, high }) => {
    const address = addresses.get(value);
    if (address === undefined) return '';
    return ` words[${String(address / 4)}] = ${low}; words[${String(address / 4 + 1)}] = ${high};`;
  });
  return [javascriptVariables(perPuzzle), ...lines];
}

function searchBody(trace: SearchTrace): string[] {
  const { addresses, homes, nonce, output, perNonce } = trace;
  const names = new Map<Expression, Pair>([[nonce, { low: 'low', high: 'nonce' }]]);
  const constants = perNonce.constants.map((constant, index) => {
    const address = addresses.get(constant);
    if (address === undefined) throw new Error(`constant ${String(index)} has no address`);
    const source = wordsAt(address);
    const name = { low: `q${String(index)}`, high: `Q${String(index)}` };
    names.set(constant, name);
    return `const ${name.low} = ${source.low}, ${name.high} = ${source.high};`;
  });
  const needed = neededHalves(perNonce, [output], []);
  return [
    ...constants,
    javascriptVariables(perNonce),
    'for (let offset = 0; offset < count; offset++) {',
    'const nonce = (start + offset) | 0;',
    ...javascriptSteps(perNonce, { homes, names, needed }, () => ''),
    'if (s >>> 0 < threshold) return offset;',
    '}',
    'return -1;',
  ];
}

function wordsAt(address: number): Pair {
  return { low: `words[${String(address / 4)}]!`, high: `words[${String(address / 4 + 1)}]!` };
}
