import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePuzzle, expectedHashes, parsePuzzle, PuzzleFormatError, thresholdOf } from './puzzle.ts';
import { anyFields, somePuzzle } from './puzzle-fixture.ts';

describe('the puzzle codec', () => {
  it('reads back every puzzle it writes', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        const bytes = encodePuzzle(fields);
        expect(bytes.length).toBe(32 + fields.userData.length);
        expect(parsePuzzle(bytes)).toEqual(fields);
      }),
    );
  });

  it('writes back every byte string it reads', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 30, maxLength: 66 }), fc.boolean(), (random, isLikely) => {
        const bytes = Uint8Array.from(random);
        if (isLikely) bytes.fill(0, 16, 24).fill(1, 12, 13);
        try {
          expect(encodePuzzle(parsePuzzle(bytes))).toEqual(bytes);
        } catch (error) {
          if (!(error instanceof PuzzleFormatError)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('puts each field where the published layout has it', () => {
    const bytes = encodePuzzle({
      timestamp: 0x01020304,
      accountId: 0x05060708,
      appId: 0x090a0b0c,
      version: 1,
      expiry: 12,
      solutionCount: 51,
      difficulty: 122,
      nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
      userData: Uint8Array.of(9),
    });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '0102030405060708090a0b0c010c337a0000000000000000010203040506070809',
    );
  });

  it.each([
    ['an expiry of 0', { expiry: 0 }, 'expiry must be 1 to 255, got 0'],
    ['no solutions', { solutionCount: 0 }, 'solutionCount must be 1 to 255, got 0'],
    ['256 solutions', { solutionCount: 256 }, 'solutionCount must be 1 to 255, got 256'],
    ['half a difficulty', { difficulty: 1.5 }, 'difficulty must be 0 to 255, got 1.5'],
    ['a time before 1970', { timestamp: -1 }, 'timestamp must be 0 to 4294967295, got -1'],
    ['an account that is no number', { accountId: Number.NaN }, 'accountId must be'],
    ['a short nonce', { nonce: new Uint8Array(7) }, 'length of nonce must be 8, got 7'],
    ['33 bytes of user data', { userData: new Uint8Array(33) }, 'length of userData must be 0 to 32, got 33'],
  ])('does not write %s', (_, change, message) => {
    expect(() => encodePuzzle({ ...somePuzzle, ...change })).toThrow(message);
  });

  it.each([
    ['31 bytes', (bytes: Uint8Array) => bytes.slice(0, 31), 'length of a puzzle must be 32 to 64, got 31'],
    ['65 bytes', (bytes: Uint8Array) => Uint8Array.of(...bytes, ...new Uint8Array(33)), 'got 65'],
    ['version 2', (bytes: Uint8Array) => bytes.with(12, 2), 'version must be 1, got 2'],
    ['an expiry of 0', (bytes: Uint8Array) => bytes.with(13, 0), 'expiry must be 1 to 255, got 0'],
    ['no solutions', (bytes: Uint8Array) => bytes.with(14, 0), 'solutionCount must be'],
    ['a reserved byte', (bytes: Uint8Array) => bytes.with(23, 1), 'reserved bytes'],
  ])('does not read %s', (_, change, message) => {
    expect(() => parsePuzzle(change(encodePuzzle(somePuzzle)))).toThrow(message);
  });

  it('reads a view into a larger buffer', () => {
    const buffer = new Uint8Array(48);
    buffer.set(encodePuzzle(somePuzzle), 11);
    expect(parsePuzzle(buffer.subarray(11, 43))).toEqual(somePuzzle);
  });
});

describe('the threshold', () => {
  it.each([
    [0, 4294595181],
    [50, 56426713],
    [122, 110208],
    [141, 21245],
    [150, 9741],
    [255, 1],
  ])('of difficulty %i is %i', (difficulty, threshold) => {
    expect(thresholdOf(difficulty)).toBe(threshold);
  });

  it('halves every 8 steps', () => {
    for (let difficulty = 0; difficulty < 200; difficulty++) {
      expect(thresholdOf(difficulty) / thresholdOf(difficulty + 8)).toBeCloseTo(2, 1);
    }
  });

  it('refuses what is no difficulty', () => {
    for (const difficulty of [-1, 256, 1.5, Number.NaN])
      expect(() => thresholdOf(difficulty)).toThrow('difficulty');
  });

  it('says how many hashes the usual ladder takes', () => {
    expect(expectedHashes(122, 1)).toBeCloseTo(38_971, 0);
    expect(expectedHashes(122, 51) / 1e6).toBeCloseTo(1.99, 2);
    expect(expectedHashes(149, 45) / 1e6).toBeCloseTo(18.2, 1);
  });
});
