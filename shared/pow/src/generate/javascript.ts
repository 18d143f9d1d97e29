import type { Expression } from './expression.ts';
import { javascriptSteps, javascriptVariables, neededHalves } from './javascript-steps.ts';
import type { Pair } from './javascript-steps.ts';
import { traceSearch } from './search-trace.ts';
import type { SearchTrace } from './search-trace.ts';

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
