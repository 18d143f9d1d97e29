import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { kernelBytes } from '../kernel-bytes.ts';
import { artefacts } from './artefacts.ts';
import { swizzleMask } from './lanes.ts';

describe('the generated kernels', () => {
  it('are what the generator makes, byte for byte', async () => {
    for (const [name, text] of Object.entries(artefacts())) {
      const committed = await readFile(new URL(`../${name}`, import.meta.url), 'utf8');
      expect(committed === text, `${name} is stale: npm run generate -w @foyer/pow`).toBe(true);
    }
  });

  it('stay small', () => {
    expect(gzipSync(kernelBytes('simd'), { level: 9 }).length).toBeLessThan(2100);
    expect(gzipSync(kernelBytes('scalar'), { level: 9 }).length).toBeLessThan(950);
  });
});

it('rotates right by moving bytes', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => index);
  const [low] = new BigUint64Array(Uint8Array.from(swizzleMask(24), (from) => bytes[from] ?? 0).buffer);
  const [word = 0n] = new BigUint64Array(bytes.buffer);
  expect(low).toBe(BigInt.asUintN(64, (word >> 24n) | (word << 40n)));
});
