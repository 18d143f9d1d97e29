import * as fc from 'fast-check';
import { getJSSolver } from 'friendly-pow/node/api/js.js';
import { createBLAKE2b } from 'hash-wasm';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { calibrate } from './calibrate.ts';
import { createFasterSearch } from './faster-search.ts';
import { createKernel } from './kernel.ts';
import type { Kernel } from './kernel.ts';
import { encodePuzzle, thresholdOf } from './puzzle.ts';
import { somePuzzle } from './puzzle-fixture.ts';
import { createSlotSearch } from './slot-search.ts';
import { solutionBlock } from './solution.ts';
import { compileKernel } from './testing.ts';

/** The first was made for puzzles without user data. */
const kernels: Kernel[] = [];
let blake2b: Awaited<ReturnType<typeof createBLAKE2b>>;

beforeAll(async () => {
  blake2b = await createBLAKE2b(256);
  kernels.push(
    await createKernel(await compileKernel('simd'), 'simd'),
    await createKernel(await compileKernel('scalar'), 'scalar'),
    await createKernel('js', 'js'),
  );
});

interface TrialClock {
  milliseconds: number;
  ran: string[];
}

/** A search that takes so long and finds nothing. */
function searchAt(name: string, nanosecondsEach: number, clock: TrialClock) {
  return (_low: number, _start: number, count: number): number => {
    clock.milliseconds += (count * nanosecondsEach) / 1e6;
    clock.ran.push(name);
    return -1;
  };
}

/** The published rule, computed by somebody else's BLAKE2b. */
function firstWord(puzzle: Uint8Array, solution: Uint8Array): number {
  const hash = blake2b.init().update(solutionBlock(puzzle, solution)).digest('binary');
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0, true);
}

function solutionAt(slot: number, outer: number, nonce: number): Uint8Array {
  const solution = Uint8Array.of(slot, 0, 0, outer, 0, 0, 0, 0);
  new DataView(solution.buffer).setUint32(4, nonce, true);
  return solution;
}

function kernelsFor(puzzle: Uint8Array): Kernel[] {
  return kernels.filter(({ maxPuzzleBytes }) => maxPuzzleBytes >= puzzle.length);
}

/** 37 bytes of difficulty 50, from friendly-pow's own tests (test/puzzle.jstest.ts). */
const PUBLISHED_PUZZLE = new Uint8Array(37);
PUBLISHED_PUZZLE.set([97, 131, 208, 51, 0, 0, 0, 0, 0, 0, 0, 0, 1, 10, 1, 50]);
PUBLISHED_PUZZLE.set([1, 2, 3, 4, 5], 32);

describe('the three kernels', () => {
  it('find the published solution of the published puzzle', () => {
    for (const kernel of kernelsFor(PUBLISHED_PUZZLE)) {
      kernel.load(PUBLISHED_PUZZLE);
      expect(kernel.search(0, 0, 0, 4096, thresholdOf(50))).toBe(154);
    }
    expect(firstWord(PUBLISHED_PUZZLE, solutionAt(0, 0, 154))).toBe(52_051_544);
  });

  it('agree with an independent BLAKE2b on any puzzle of 32 to 64 bytes', () => {
    const anyPuzzle = fc.oneof(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.uint8Array({ minLength: 33, maxLength: 64 }),
    );
    const byte = fc.nat({ max: 255 });
    const start = fc.oneof(fc.nat({ max: 0xffff_ffff }), fc.constantFrom(0, 0x7fff_fff0, 0xffff_fff0));
    fc.assert(
      fc.property(anyPuzzle, byte, byte, start, (puzzle, slot, outer, from) => {
        const count = Math.min(40, 2 ** 32 - from);
        const words = Array.from({ length: count }, (_, index) =>
          firstWord(puzzle, solutionAt(slot, outer, from + index)),
        );
        const least = words.indexOf(Math.min(...words));
        for (const kernel of kernelsFor(puzzle)) {
          kernel.load(puzzle);
          // Strictly below: the least word is found by the threshold above it and by no other.
          const threshold = words[least] ?? 0;
          expect(kernel.search(slot, outer, from, count, threshold + 1)).toBe(from + least);
          expect(kernel.search(slot, outer, from, count, threshold)).toBe(-1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('look at the range they were given and not one nonce beyond', () => {
    const plain = encodePuzzle(somePuzzle);
    const threshold = thresholdOf(60);
    const [first = 0] = Array.from({ length: 4096 }, (_, nonce) => nonce).filter(
      (nonce) => firstWord(plain, solutionAt(3, 0, nonce)) < threshold,
    );
    expect(first).toBeGreaterThan(3);
    for (const kernel of kernels) {
      kernel.load(plain);
      const search = (start: number, count: number): number => kernel.search(3, 0, start, count, threshold);
      expect(search(0, first)).toBe(-1);
      // Wherever it lies among the nonces that are tried at once.
      for (let before = 0; before <= 3; before++) {
        expect(search(first - before, before)).toBe(-1);
        expect(search(first - before, before + 1)).toBe(first);
        expect(search(first - before, 100)).toBe(first);
      }
      expect(search(first + 1, 0)).toBe(-1);
    }
  });

  it('find the same with each of the ways to search that SIMD has', async () => {
    const plain = encodePuzzle(somePuzzle);
    const threshold = 2 ** 32 / 5000;
    const found = async (kind: 'simd' | 'scalar'): Promise<number[]> => {
      const kernel = await createKernel(await compileKernel(kind), kind);
      kernel.load(plain);
      const nonces: number[] = [];
      // Far enough for both to have had their trial.
      for (let start = 0; start < 500_000;) {
        const nonce = kernel.search(7, 1, start, 4096, threshold);
        if (nonce >= 0) nonces.push(nonce);
        start = nonce < 0 ? start + 4096 : nonce + 1;
      }
      return nonces;
    };
    const nonces = await found('simd');
    expect(nonces.length).toBeGreaterThan(50);
    expect(nonces).toEqual(await found('scalar'));
  });

  it('stop at the last nonce', () => {
    const plain = encodePuzzle(somePuzzle);
    for (const kernel of kernels) {
      kernel.load(plain);
      expect(kernel.search(0, 0, 2 ** 32 - 5, 4096, 0)).toBe(-1);
    }
  });

  it('forget the puzzle before', () => {
    const plain = encodePuzzle(somePuzzle);
    for (const kernel of kernels) {
      const longest = new Uint8Array(kernel.maxPuzzleBytes).fill(7);
      kernel.load(plain);
      const alone = kernel.search(1, 0, 0, 4096, thresholdOf(60));
      kernel.load(longest);
      kernel.load(plain);
      expect(kernel.search(1, 0, 0, 4096, thresholdOf(60))).toBe(alone);
    }
  });

  it('refuse a puzzle of the wrong length', () => {
    for (const kernel of kernels) {
      expect(() => {
        kernel.load(new Uint8Array(31));
      }).toThrow('got 31');
      expect(() => {
        kernel.load(new Uint8Array(kernel.maxPuzzleBytes + 1));
      }).toThrow(`got ${kernel.maxPuzzleBytes + 1}`);
    }
  });

  it('find what the solver of friendly-pow finds', async () => {
    // A leftover of their compiler that their JavaScript expects from its host.
    vi.stubGlobal('ASC_TARGET', 0);
    const solve = await getJSSolver();
    const puzzle = encodePuzzle({ ...somePuzzle, difficulty: 90 });
    for (let slot = 0; slot < 5; slot++) {
      const block = solutionBlock(puzzle, solutionAt(slot, 0, 0));
      const [solved = new Uint8Array(0)] = solve(block, thresholdOf(90));
      for (const kernel of kernels) {
        kernel.load(puzzle);
        const search = createSlotSearch(kernel, { slot, threshold: thresholdOf(90) });
        let solution = search.next();
        while (solution === undefined) solution = search.next();
        expect(solution).toEqual(Uint8Array.from(solved.slice(120)));
      }
    }
  });
});

describe('a slot search', () => {
  it('goes on behind a solution', () => {
    for (const kernel of kernelsFor(PUBLISHED_PUZZLE)) {
      kernel.load(PUBLISHED_PUZZLE);
      const search = createSlotSearch(kernel, { slot: 2, threshold: thresholdOf(50), chunkNonces: 100 });
      const found = new Set<string>();
      while (search.tried < 2000) {
        const solution = search.next();
        if (solution === undefined) continue;
        expect(firstWord(PUBLISHED_PUZZLE, solution)).toBeLessThan(thresholdOf(50));
        found.add(Buffer.from(solution).toString('hex'));
      }
      const expected = Array.from({ length: search.tried }, (_, nonce) => solutionAt(2, 0, nonce));
      const counts = expected.filter((one) => firstWord(PUBLISHED_PUZZLE, one) < thresholdOf(50)).length;
      expect(found.size).toBe(counts);
    }
  });

  it('turns the outer counter when all nonces are used, and ends after the last turn', () => {
    const calls: number[] = [];
    const exhausted: Kernel = {
      kind: 'js',
      maxPuzzleBytes: 64,
      load: () => undefined,
      search(_slot, outer, start, count) {
        calls.push(outer);
        expect(start + count).toBeLessThanOrEqual(2 ** 32);
        return -1;
      },
    };
    const search = createSlotSearch(exhausted, { slot: 9, threshold: 1, chunkNonces: 2 ** 32 });
    for (let outer = 0; outer < 256; outer++) expect(search.next()).toBeUndefined();
    expect(calls).toEqual(Array.from({ length: 256 }, (_, outer) => outer));
    expect(() => search.next()).toThrow('slot 9 has no solution');
  });
});

describe('the calibration', () => {
  it('chooses the kernel that is clearly faster here, and otherwise the first', () => {
    let milliseconds = 0;
    const kernelAt = (kind: Kernel['kind'], microsecondsEach: number): Kernel => ({
      kind,
      maxPuzzleBytes: 64,
      load: () => undefined,
      search(_slot, _outer, _start, count) {
        milliseconds += (count * microsecondsEach) / 1000;
        return -1;
      },
    });
    const slowFirst = [kernelAt('simd', 50), kernelAt('scalar', 2), kernelAt('js', 400)];
    expect(calibrate(slowFirst, 2, () => milliseconds).kind).toBe('scalar');
    expect(milliseconds).toBeLessThan(12);
    // Cold code says little: SIMD catches up and overtakes once the engine has compiled it properly.
    const alike = [kernelAt('simd', 3), kernelAt('scalar', 2)];
    expect(calibrate(alike, 2, () => milliseconds).kind).toBe('simd');
    // A timer that stands still ends the trial, and the first kernel is as good as any.
    expect(calibrate(slowFirst, 2, () => 0).kind).toBe('simd');
  });

  it('takes the only kernel without a trial', () => {
    expect(calibrate(kernels.slice(2)).kind).toBe('js');
  });

  it('needs a kernel', () => {
    expect(() => calibrate([])).toThrow('at least one kernel');
  });
});

describe('the choice between two ways to search', () => {
  it.each([
    [50, 70, 'first'],
    [70, 50, 'second'],
    [60, 60, 'first'],
  ])('settles on the faster one: %i against %i ns a nonce', (first, second, winner) => {
    const clock: TrialClock = { milliseconds: 0, ran: [] };
    const search = createFasterSearch(
      searchAt('first', first, clock),
      searchAt('second', second, clock),
      () => clock.milliseconds,
    );
    for (let call = 0; call < 500; call++) search(0, 4096 * call, 4096, 0);
    expect(new Set(clock.ran.slice(0, 100))).toEqual(new Set(['first', 'second']));
    expect(new Set(clock.ran.slice(100))).toEqual(new Set([winner]));
  });

  it('does not count what a slow start cost', () => {
    const clock: TrialClock = { milliseconds: 0, ran: [] };
    let nanosecondsEach = 1000;
    const search = createFasterSearch(
      searchAt('first', 70, clock),
      (low, start, count) => {
        const offset = searchAt('second', nanosecondsEach, clock)(low, start, count);
        if (clock.ran.filter((name) => name === 'second').length > 10) nanosecondsEach = 50;
        return offset;
      },
      () => clock.milliseconds,
    );
    for (let call = 0; call < 200; call++) search(0, 4096 * call, 4096, 0);
    expect(clock.ran.at(-1)).toBe('second');
  });
});
