import * as fc from 'fast-check';
import { argon2id } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { argon2idInput, decodeMemoryHard, encodeMemoryHard, passesMemoryGate } from './memory-hard.ts';
import type { MemoryHardParameters } from './memory-hard.ts';
import { encodePuzzle, thresholdOf } from './puzzle.ts';
import { somePuzzle } from './puzzle-fixture.ts';

const parameters: MemoryHardParameters = { memoryMebibytes: 1, passes: 1, gateDifficulty: 8 };

const anyParameters: fc.Arbitrary<MemoryHardParameters> = fc.record({
  memoryMebibytes: fc.constantFrom(1, 2, 4, 8, 16, 32, 64),
  passes: fc.integer({ min: 1, max: 8 }),
  gateDifficulty: fc.nat({ max: 64 }),
});

describe('the user data of memory-hard puzzles', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(anyParameters, (any) => {
        expect(decodeMemoryHard(encodeMemoryHard(any))).toEqual(any);
      }),
    );
  });

  it.each([
    ['3 MiB', { memoryMebibytes: 3 }],
    ['128 MiB', { memoryMebibytes: 128 }],
    ['half a MiB', { memoryMebibytes: 0.5 }],
    ['no pass', { passes: 0 }],
    ['9 passes', { passes: 9 }],
    ['a gate of 65', { gateDifficulty: 65 }],
  ])('does not write %s', (_, change) => {
    expect(() => encodeMemoryHard({ ...parameters, ...change })).toThrow('must be');
  });

  it('leaves other user data alone', () => {
    expect(decodeMemoryHard(new Uint8Array(0))).toBeUndefined();
    expect(decodeMemoryHard(Uint8Array.of(1, 0, 1, 8))).toBeUndefined();
  });

  it('refuses its own tag with anything out of bounds', () => {
    const good = encodeMemoryHard(parameters);
    for (const bad of [
      good.slice(0, 3),
      Uint8Array.of(...good, 0),
      good.with(1, 7),
      good.with(2, 0),
      good.with(3, 65),
    ]) {
      expect(() => decodeMemoryHard(bad)).toThrow('out of bounds');
    }
  });
});

describe('the second gate', () => {
  const puzzle = encodePuzzle({ ...somePuzzle, userData: encodeMemoryHard(parameters) });
  const solution = Uint8Array.of(3, 0, 0, 0, 1, 2, 3, 4);

  it('hashes the whole block with a salt from the puzzle', () => {
    const input = argon2idInput({ ...parameters, memoryMebibytes: 16, passes: 2 }, puzzle, solution);
    expect(input).toMatchObject({ memoryKibibytes: 16_384, passes: 2, parallelism: 1, hashBytes: 32 });
    expect([...input.password.subarray(0, 36)]).toEqual([...puzzle]);
    expect([...input.password.subarray(120)]).toEqual([...solution]);
    expect(Buffer.from(input.salt).toString('hex')).toBe('69a42a40000000110102030405060708');
  });

  it('reads the first 4 bytes little-endian, strictly below the threshold', () => {
    const threshold = thresholdOf(8);
    expect(passesMemoryGate(hashStarting(threshold - 1), parameters)).toBe(true);
    expect(passesMemoryGate(hashStarting(threshold), parameters)).toBe(false);
    expect(() => passesMemoryGate(new Uint8Array(3), parameters)).toThrow('got 3');
  });

  it('lets about half of all Argon2id hashes through at difficulty 8', async () => {
    let passed = 0;
    for (let nonce = 0; nonce < 24; nonce++) {
      const input = argon2idInput(parameters, puzzle, solution.with(4, nonce));
      const hash = await argon2id({
        password: input.password,
        salt: input.salt,
        memorySize: input.memoryKibibytes,
        iterations: input.passes,
        parallelism: input.parallelism,
        hashLength: input.hashBytes,
        outputType: 'binary',
      });
      if (passesMemoryGate(hash, parameters)) passed++;
    }
    expect(passed).toBeGreaterThan(5);
    expect(passed).toBeLessThan(19);
  });
});

function hashStarting(value: number): Uint8Array {
  const bytes = new Uint8Array(32).fill(255);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
