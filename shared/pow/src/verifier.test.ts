import * as fc from 'fast-check';
import { createBLAKE2b } from 'hash-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { createKernel } from './kernel.ts';
import { encodeMemoryHard } from './memory-hard.ts';
import { encodePuzzle, parsePuzzle, thresholdOf } from './puzzle.ts';
import type { PuzzleFields } from './puzzle.ts';
import { anyFields, PUBLISHED_SOLUTION, somePuzzle } from './puzzle-fixture.ts';
import { formatSolutionString, parsePuzzleString, parseSolutionString, solutionBlock } from './solution.ts';
import { compileKernel, solutionsOf, solvePuzzle } from './testing.ts';
import type { RefusalReason } from './verdict.ts';
import { createVerifier, signPuzzle } from './verifier.ts';
import type { Verifier } from './verifier.ts';
import { compileVerifier } from './verifier-engine.ts';

const key = Uint8Array.from({ length: 32 }, (_, index) => 7 * index);
const issuedAt = somePuzzle.timestamp * 1000;
const expectation = { now: new Date(issuedAt + 60_000), accountId: 17, appId: 4 };

let verifier: Verifier;
let good: string;
let blake2b: Awaited<ReturnType<typeof createBLAKE2b>>;
beforeAll(async () => {
  verifier = await createVerifier({ key });
  blake2b = await createBLAKE2b(256);
  good = await solvePuzzle(verifier.issue(somePuzzle));
});

function reasonFor(solution: string, when: Partial<typeof expectation> = {}): RefusalReason | 'accepted' {
  const verdict = verifier.verify(solution, { ...expectation, ...when });
  return verdict.ok ? 'accepted' : verdict.reason;
}

/** The good solution with its four parts changed. */
function altered(
  change: Partial<Record<'signature' | 'puzzle' | 'solutions' | 'diagnostics', (part: string) => string>>,
): string {
  const [signature = '', puzzle = '', solutions = '', diagnostics = ''] = good.split('.');
  return [
    change.signature?.(signature) ?? signature,
    change.puzzle?.(puzzle) ?? puzzle,
    change.solutions?.(solutions) ?? solutions,
    change.diagnostics?.(diagnostics) ?? diagnostics,
  ].join('.');
}

function onBytes(change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): (part: string) => string {
  return (part) => encodeBase64(change(decodeBase64(part) ?? new Uint8Array(0)));
}

/** A puzzle signed with our key, whatever its bytes, and solutions that were never searched for. */
function signed(puzzle: Uint8Array, solutions: Uint8Array): string {
  const text = `${verifier.sign(puzzle)}.${encodeBase64(puzzle)}`;
  return `${text}.${encodeBase64(solutions)}.AgAB`;
}

describe('a good solution', () => {
  it('is accepted with what the puzzle says', () => {
    expect(verifier.verify(good, expectation)).toEqual({
      ok: true,
      puzzle: somePuzzle,
      puzzleId: Uint8Array.from(Buffer.from(good.slice(0, 32), 'hex')),
      issuedAt: new Date(issuedAt),
      expiresAt: new Date(issuedAt + 3_600_000),
      diagnostics: { solver: 2, seconds: 1 },
    });
  });

  it('is accepted again: the replay mark is not kept here', () => {
    expect([reasonFor(good), reasonFor(good)]).toEqual(['accepted', 'accepted']);
  });

  it('is accepted after any failed attempt', () => {
    for (const bad of ['', '.EXPIRED', altered({ puzzle: onBytes((bytes) => bytes.with(15, 0)) })]) {
      expect(reasonFor(bad)).not.toBe('accepted');
      expect(reasonFor(good)).toBe('accepted');
    }
  });

  it('is accepted after a longer puzzle, of which nothing stays behind', async () => {
    const longer = await solvePuzzle(verifier.issue({ ...somePuzzle, userData: new Uint8Array(32).fill(1) }));
    for (const solution of [good, longer, good, longer]) expect(reasonFor(solution)).toBe('accepted');
  });

  it('is accepted by another process with the same key and by none with another', async () => {
    const module = await compileVerifier();
    const same = await createVerifier({ key, module });
    expect(same.verify(good, expectation).ok).toBe(true);
    const other = await createVerifier({ key: key.with(31, 1), module });
    expect(other.verify(good, expectation)).toEqual({ ok: false, reason: 'signature' });
  });

  it('need not be checked against a site', () => {
    expect(verifier.verify(good, { now: expectation.now }).ok).toBe(true);
  });

  it('is accepted with any user data, any kernel and any number of solutions', async () => {
    const kernels = [
      await createKernel(await compileKernel('simd'), 'simd'),
      await createKernel(await compileKernel('scalar'), 'scalar'),
      await createKernel('js', 'js'),
    ];
    const fields = fc.tuple(anyFields, fc.integer({ min: 1, max: 255 }), fc.nat({ max: 40 }));
    fc.assert(
      fc.property(fields, fc.nat({ max: 2 }), ([any, solutionCount, difficulty], which) => {
        const tagless = any.userData.length > 0 ? any.userData.with(0, 1) : any.userData;
        const puzzle: PuzzleFields = { ...any, userData: tagless, solutionCount, difficulty };
        const parsed = parsePuzzleString(verifier.issue(puzzle));
        const able = kernels.filter(({ maxPuzzleBytes }) => maxPuzzleBytes >= parsed.puzzle.length);
        const kernel = able[which % able.length];
        if (kernel === undefined) throw new Error('no kernel takes this puzzle');
        const solutions = solutionsOf(kernel, parsed.puzzle);
        const text = formatSolutionString(parsed, solutions, { solver: 1, seconds: 0 });
        const verdict = verifier.verify(text, { now: new Date(any.timestamp * 1000) });
        expect(verdict).toMatchObject({ ok: true, puzzle });
        const last = solutions.length - 1;
        const broken = formatSolutionString(
          parsed,
          solutions.with(last - 7, 255).with(last, (solutions[last] ?? 0) ^ 128),
          { solver: 1, seconds: 0 },
        );
        // At low difficulty almost anything counts, so ask the published rule instead of expecting a refusal.
        expect(verifier.verify(broken, { now: new Date(any.timestamp * 1000) }).ok).toBe(
          solutionCounts(parsed.puzzle, parseSolutionString(broken).solutions.slice(-8)),
        );
      }),
      { numRuns: 15 },
    );
  });
});

describe('the published solution', () => {
  it('counts 15 times of 15 once our key has signed the puzzle', async () => {
    const published = parseSolutionString(PUBLISHED_SOLUTION);
    const now = new Date('2020-07-18T20:00:00Z');
    const text = signed(published.puzzle, published.solutions);
    expect(verifier.verify(text, { now, accountId: 123456789, appId: 987654321 })).toMatchObject({
      ok: true,
      puzzle: { solutionCount: 15, difficulty: 150 },
    });
    expect(verifier.verify(PUBLISHED_SOLUTION, { now })).toEqual({ ok: false, reason: 'signature' });
  });
});

describe('the signature', () => {
  it('is keyed BLAKE2b-128 of the raw bytes, as an independent implementation computes it', async () => {
    for (const keyBytes of [16, 31, 64]) {
      const anyKey = Uint8Array.from({ length: keyBytes }, (_, index) => index * index);
      const ours = await createVerifier({ key: anyKey });
      const theirs = await createBLAKE2b(128, anyKey);
      fc.assert(
        fc.property(fc.uint8Array({ minLength: 32, maxLength: 64 }), (puzzle) => {
          expect(ours.sign(puzzle)).toBe(theirs.init().update(puzzle).digest('hex'));
        }),
        { numRuns: 40 },
      );
    }
    const puzzle = encodePuzzle(somePuzzle);
    expect(await signPuzzle(key, puzzle)).toBe(verifier.sign(puzzle));
  });

  it('needs a key of 16 to 64 bytes', async () => {
    await expect(createVerifier({ key: new Uint8Array(15) })).rejects.toThrow('got 15');
    await expect(createVerifier({ key: new Uint8Array(65) })).rejects.toThrow('got 65');
    expect(() => verifier.sign(new Uint8Array(65))).toThrow('got 65');
    expect(() => verifier.sign(new Uint8Array(31))).toThrow('got 31');
  });

  it('is refused in capitals, cut short, lengthened or with any digit changed', () => {
    const changes: ((signature: string) => string)[] = [
      (signature) => signature.toUpperCase(),
      (signature) => signature.slice(1),
      (signature) => signature.slice(0, 31),
      (signature) => `${signature}0`,
      (signature) => `0${signature}`,
      (signature) => `${signature.slice(0, 31)}g`,
      () => ' '.repeat(32),
      ...Array.from({ length: 32 }, (_, at) => (signature: string) => {
        const digit = Number.parseInt(signature.charAt(at), 16) ^ 1;
        return signature.slice(0, at) + digit.toString(16) + signature.slice(at + 1);
      }),
    ];
    for (const change of changes) expect(reasonFor(altered({ signature: change }))).toBe('signature');
  });

  it('covers every byte of the puzzle', () => {
    const changeable = Array.from({ length: 32 }, (_, at) => at);
    for (const at of changeable) {
      const changed = altered({ puzzle: onBytes((bytes) => bytes.with(at, (bytes[at] ?? 0) ^ 2)) });
      const isFixed = at === 12 || (at >= 16 && at < 24);
      expect(reasonFor(changed)).toBe(isFixed ? 'malformed' : 'signature');
    }
  });

  it('covers the length of the user data', () => {
    expect(reasonFor(altered({ puzzle: onBytes((bytes) => Uint8Array.of(...bytes, 0)) }))).toBe('signature');
  });
});

describe('the form', () => {
  it.each([
    ['nothing', () => ''],
    ['a stub of the widget', () => '.UNFINISHED'],
    ['three parts', () => good.slice(0, good.lastIndexOf('.'))],
    ['five parts', () => `${good}.AgAB`],
    ['a dot in front', () => `.${good}`],
    ['no signature', () => altered({ signature: () => '' })],
    [
      'solutions of one byte more',
      () => altered({ solutions: onBytes((bytes) => Uint8Array.of(...bytes, 0)) }),
    ],
    ['solutions of one byte less', () => altered({ solutions: onBytes((bytes) => bytes.slice(1)) })],
    ['no solutions', () => altered({ solutions: () => '' })],
    ['256 solutions', () => altered({ solutions: () => encodeBase64(new Uint8Array(2048)) })],
    ['a puzzle of 31 bytes', () => altered({ puzzle: onBytes((bytes) => bytes.slice(1)) })],
    [
      'a puzzle of 65 bytes',
      () => altered({ puzzle: onBytes((bytes) => Uint8Array.of(...bytes, ...new Uint8Array(33))) }),
    ],
    ['diagnostics of 2 bytes', () => altered({ diagnostics: () => 'AgA=' })],
    ['no diagnostics', () => altered({ diagnostics: () => '' })],
    ['a line break', () => `${good}\n`],
    ['a blank in the solutions', () => altered({ solutions: (part) => ` ${part.slice(1)}` })],
    ['missing padding', () => altered({ puzzle: (part) => part.replace(/=$/, '') })],
    ['the URL-safe alphabet', () => altered({ solutions: (part) => `-${part.slice(1)}` })],
    ['bits behind the end', () => altered({ puzzle: (part) => part.replace(/.=$/, '/=') })],
    ['characters above 127', () => altered({ solutions: (part) => `\u0141${part.slice(1)}` })],
    [
      'a signature with characters above 127',
      () => altered({ signature: (part) => `\u0130${part.slice(1)}` }),
    ],
    ['a lone surrogate', () => altered({ solutions: (part) => `\ud800${part.slice(1)}` })],
    ['a megabyte', () => altered({ solutions: () => 'AAAA'.repeat(250_000) })],
  ])('with %s is malformed', (_, solution) => {
    expect(reasonFor(solution())).toBe('malformed');
  });

  it('never throws and never accepts what nobody solved', () => {
    const part = fc.oneof(fc.base64String({ maxLength: 100 }), fc.string({ maxLength: 40, unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        expect(reasonFor(parts.join('.'))).not.toBe('accepted');
      }),
      { numRuns: 1000 },
    );
  });

  it('holds no puzzle that lives for ever, even if it were signed', () => {
    const eternal = encodePuzzle(somePuzzle).with(13, 0);
    expect(reasonFor(signed(eternal, new Uint8Array(56)))).toBe('malformed');
    expect(() => verifier.issue({ ...somePuzzle, expiry: 0 })).toThrow('expiry must be 1 to 255, got 0');
  });

  it('holds no other version, even if it were signed', () => {
    expect(reasonFor(signed(encodePuzzle(somePuzzle).with(12, 2), new Uint8Array(56)))).toBe('malformed');
  });
});

describe('the site', () => {
  it('must be the one of the puzzle', () => {
    expect(reasonFor(good, { accountId: 18 })).toBe('site');
    expect(reasonFor(good, { appId: 5 })).toBe('site');
  });
});

describe('the clock', () => {
  it.each([
    ['at the last millisecond', 3_600_000 - 1, 'accepted'],
    ['at the end of its life', 3_600_000, 'expired'],
    ['long after', 1e12, 'expired'],
    ['30 s before it was issued, by the clock of another server', -30_000, 'accepted'],
    ['more than 30 s before it was issued', -30_001, 'future'],
  ])('%s', (_, sinceIssue, expected) => {
    expect(reasonFor(good, { now: new Date(issuedAt + sinceIssue) })).toBe(expected);
  });
});

describe('the solutions', () => {
  it('must be as many as the puzzle asks for', () => {
    expect(reasonFor(altered({ solutions: onBytes((bytes) => bytes.slice(8)) }))).toBe('count');
    const more = onBytes((bytes) => Uint8Array.of(...bytes, ...bytes.slice(0, 8)));
    expect(reasonFor(altered({ solutions: more }))).toBe('count');
  });

  it('must be distinct, wherever the two stand', () => {
    for (let first = 0; first < 7; first++) {
      for (let second = 0; second < 7; second++) {
        if (first === second) continue;
        const twice = onBytes((bytes) => bytes.copyWithin(8 * second, 8 * first, 8 * first + 8));
        expect(reasonFor(altered({ solutions: twice }))).toBe('duplicate');
      }
    }
  });

  it('fail with any byte changed', () => {
    for (let at = 0; at < 56; at++) {
      const changed = altered({ solutions: onBytes((bytes) => bytes.with(at, (bytes[at] ?? 0) ^ 64)) });
      expect(reasonFor(changed)).toBe('work');
    }
  });

  it('are any 8 bytes that count: the first need not be the slot', async () => {
    const puzzle = encodePuzzle(somePuzzle);
    const kernel = await createKernel(await compileKernel('simd'), 'simd');
    kernel.load(puzzle);
    const solutions = new Uint8Array(56);
    for (let slot = 0; slot < 7; slot++) {
      const nonce = kernel.search(250 - slot, 99, 0, 2 ** 20, thresholdOf(100));
      solutions.set([250 - slot, 0, 0, 99], 8 * slot);
      new DataView(solutions.buffer).setUint32(8 * slot + 4, nonce, true);
    }
    expect(reasonFor(signed(puzzle, solutions))).toBe('accepted');
  });

  it('do not count when their hash is not below the threshold, whatever signed the puzzle', () => {
    const garbage = Uint8Array.from({ length: 56 }, (_, at) => 3 * at);
    expect(reasonFor(signed(encodePuzzle(somePuzzle), garbage))).toBe('work');
    // One bad solution among good ones is enough, in each place.
    for (let slot = 0; slot < 7; slot++) {
      const bad = onBytes((bytes) => bytes.fill(77, 8 * slot, 8 * slot + 8));
      expect(reasonFor(altered({ solutions: bad }))).toBe('work');
    }
  });

  it('do not count by a threshold that divides the power by 8, as one port has it', () => {
    const garbage = Uint8Array.from({ length: 56 }, (_, at) => 5 * at);
    const puzzle = encodePuzzle(somePuzzle);
    expect(solutionCounts(puzzle, garbage.slice(0, 8), 2 ** (255.999 - 100) / 8)).toBe(true);
    expect(reasonFor(signed(puzzle, garbage))).toBe('work');
  });
});

describe('the order of the checks', () => {
  it('names the first thing that is wrong', () => {
    const now = new Date(issuedAt + 1e9);
    const noWork = new Uint8Array(64);
    const text = signed(encodePuzzle(somePuzzle), noWork);
    expect(reasonFor(`${text}!`, { now, appId: 5 })).toBe('malformed');
    expect(reasonFor(`${text.startsWith('0') ? '1' : '0'}${text.slice(1)}`, { now, appId: 5 })).toBe(
      'signature',
    );
    expect(reasonFor(text, { now, appId: 5 })).toBe('site');
    expect(reasonFor(text, { now })).toBe('expired');
    expect(reasonFor(text)).toBe('count');
    expect(reasonFor(signed(encodePuzzle(somePuzzle), noWork.slice(8)))).toBe('duplicate');
  });
});

describe('a memory-hard puzzle', () => {
  const parameters = { memoryMebibytes: 16, passes: 1, gateDifficulty: 8 };

  it('is verified at the first gate, and comes with what the second needs', async () => {
    const fields = { ...somePuzzle, userData: encodeMemoryHard(parameters) };
    const text = await solvePuzzle(verifier.issue(fields));
    const { puzzle, solutions } = parseSolutionString(text);
    expect(verifier.verify(text, expectation)).toMatchObject({
      ok: true,
      memoryHard: { parameters, puzzle, solutions },
    });
    expect(reasonFor(signed(puzzle, solutions.with(0, 99)))).toBe('work');
  });

  it('with parameters out of bounds is malformed, even if it were signed', async () => {
    const fields = { ...somePuzzle, userData: encodeMemoryHard(parameters).with(1, 20) };
    expect(reasonFor(await solvePuzzle(verifier.issue(fields)))).toBe('malformed');
  });
});

/** The published rule, computed by somebody else's BLAKE2b. */
function solutionCounts(puzzle: Uint8Array, solution: Uint8Array, threshold?: number): boolean {
  const hash = blake2b.init().update(solutionBlock(puzzle, solution)).digest('binary');
  const word = new DataView(hash.buffer, hash.byteOffset).getUint32(0, true);
  return word < (threshold ?? thresholdOf(parsePuzzle(puzzle).difficulty));
}
