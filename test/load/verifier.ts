import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import Cap from '@cap.js/server';
import { createVerifier, parsePuzzle, solutionBlock, thresholdOf, type PuzzleFields } from '@foyer/pow';
import { solvePuzzle } from '@foyer/pow/testing';
import { createChallenge, solveChallenge, verifySolution } from 'altcha-lib/v1';
import { blake2b as friendlyBlake2b } from 'friendly-pow/node/blake2b/blake2b.js';
import { createBLAKE2b } from 'hash-wasm';
import type { BenchRow } from './bench-row.ts';
import { ratesOf } from './interleaved.ts';
import type { Contender } from './interleaved.ts';

const SOLUTIONS = 51;
const key = crypto.getRandomValues(new Uint8Array(32));

/** Complete verifications a second on one core: form, MAC, duplicates and work; the replay mark is elsewhere. */
export async function measureVerifier({ repeats }: { repeats: number }): Promise<BenchRow[]> {
  const verifier = await createVerifier({ key });
  const now = new Date();
  const puzzle: PuzzleFields = {
    timestamp: Math.floor(now.getTime() / 1000),
    accountId: 1,
    appId: 1,
    version: 1,
    expiry: 12,
    solutionCount: SOLUTIONS,
    difficulty: 122,
    nonce: crypto.getRandomValues(new Uint8Array(8)),
    userData: new Uint8Array(0),
  };
  const solution = await solvePuzzle(verifier.issue(puzzle));
  const contenders: Record<string, Contender> = {
    ours: many(200, () => verifier.verify(solution, { now, accountId: 1, appId: 1 }).ok),
    'hash-wasm': many(20, await withHashWasm(solution)),
    "friendly-pow's JavaScript": many(5, withFriendlyJavascript(solution)),
    'altcha-lib (one hash)': await withAltcha(),
    '@cap.js/server (50 solutions)': await withCap(),
  };
  const rates = await ratesOf(contenders, repeats);
  const ours = rates.get('ours') ?? 0;
  return Object.keys(contenders)
    .slice(1)
    .map((name) => {
      const peer = rates.get(name) ?? 0;
      const reach = name === 'hash-wasm' ? 10 : 1;
      const title = `verifying ${String(SOLUTIONS)} solutions; ${name}`;
      return { name: title, ours, peer, ratio: ours / peer, reach, unit: '/s' };
    });
}

/** A timer read costs as much as a verification, so they are counted in batches. */
function many(count: number, verify: () => boolean): Contender {
  return () => {
    for (let index = 0; index < count; index++) {
      if (!verify()) throw new Error('a contender refused a good solution');
    }
    return count;
  };
}

type Hash = (block: Uint8Array) => Uint8Array;

/** The same checks with the fastest BLAKE2b for Node that npm has, one hash a call, its hashers made once. */
async function withHashWasm(solution: string): Promise<() => boolean> {
  const mac = await createBLAKE2b(128, key);
  const hasher = await createBLAKE2b(256);
  const [signature = '', ...parts] = solution.split('.');
  const text = [
    mac
      .init()
      .update(Buffer.from(parts[0] ?? '', 'base64'))
      .digest('hex'),
    ...parts,
  ].join('.');
  if (!text.startsWith(signature)) throw new Error('hash-wasm computes another MAC');
  return () =>
    verifyStepByStep(
      text,
      (bytes) => mac.init().update(bytes).digest('binary'),
      (block) => hasher.init().update(block).digest('binary'),
    );
}

/** Their own BLAKE2b, with the HMAC-SHA256 that their servers use. */
function withFriendlyJavascript(solution: string): () => boolean {
  const [, puzzle = '', ...rest] = solution.split('.');
  const text = [Buffer.from(hmac(Buffer.from(puzzle, 'base64'))).toString('hex'), puzzle, ...rest].join('.');
  return () => verifyStepByStep(text, hmac, (block) => friendlyBlake2b(block, null, 32));
}

function hmac(bytes: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(bytes).digest();
}

function verifyStepByStep(text: string, sign: Hash, hash: Hash): boolean {
  const [signature = '', puzzleText = '', solutionsText = ''] = text.split('.');
  const puzzle = Buffer.from(puzzleText, 'base64');
  const given = Buffer.from(signature, 'hex');
  const expected = sign(puzzle);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const { difficulty, expiry, solutionCount, timestamp } = parsePuzzle(puzzle);
  if (Date.now() / 1000 > timestamp + 300 * expiry) return false;
  const solutions = Uint8Array.from(Buffer.from(solutionsText, 'base64'));
  if (solutions.length !== 8 * solutionCount) return false;
  if (new Set(new BigUint64Array(solutions.buffer)).size !== solutionCount) return false;
  const threshold = thresholdOf(difficulty);
  const block = solutionBlock(puzzle, solutions);
  for (let at = 0; at < solutions.length; at += 8) {
    for (let byte = 0; byte < 8; byte++) block[120 + byte] = solutions[at + byte] ?? 0;
    const word = hash(block);
    const first =
      ((word[0] ?? 0) | ((word[1] ?? 0) << 8) | ((word[2] ?? 0) << 16) | ((word[3] ?? 0) << 24)) >>> 0;
    if (first >= threshold) return false;
  }
  return true;
}

async function withAltcha(): Promise<Contender> {
  const hmacKey = Buffer.from(key).toString('hex');
  const challenge = await createChallenge({ hmacKey, maxNumber: 1000 });
  const solved = await solveChallenge(challenge.challenge, challenge.salt, 'SHA-256', 1000).promise;
  if (solved === null) throw new Error('altcha-lib did not solve its own challenge');
  const { algorithm, salt, signature } = challenge;
  const payload = { algorithm, challenge: challenge.challenge, number: solved.number, salt, signature };
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64');
  return async () => {
    if (!(await verifySolution(encoded, hmacKey))) throw new Error('altcha-lib refused its own solution');
    return 1;
  };
}

/** Its storage hooks keep the challenge, so that one solution can be redeemed again and again. */
async function withCap(): Promise<Contender> {
  const challenge = { expires: Date.now() + 3_600_000, challenge: { c: 50, s: 32, d: 4 } };
  const cap = new Cap({
    noFSState: true,
    disableAutoCleanup: true,
    storage: {
      challenges: {
        store: nothing,
        read: async () => Promise.resolve(challenge),
        delete: nothing,
        deleteExpired: nothing,
      },
      tokens: {
        store: nothing,
        get: async () => Promise.resolve(null),
        delete: nothing,
        deleteExpired: nothing,
      },
    },
  });
  const token = Buffer.from(key.subarray(0, 25)).toString('hex');
  const solutions = Array.from({ length: 50 }, (_, index) => solveCap(token, index + 1));
  return async () => {
    const { success } = await cap.redeemChallenge({ token, solutions });
    if (!success) throw new Error('@cap.js/server refused a good solution');
    return 1;
  };
}

async function nothing(): Promise<void> {}

/** Its published rule: the hex of SHA-256(salt + number) starts with the target, both drawn from the token. */
function solveCap(token: string, index: number): number {
  const salt = capDigits(`${token}${String(index)}`, 32);
  const target = capDigits(`${token}${String(index)}d`, 4);
  for (let nonce = 0; ; nonce++) {
    if (
      createHash('sha256')
        .update(`${salt}${String(nonce)}`)
        .digest('hex')
        .startsWith(target)
    )
      return nonce;
  }
}

/** FNV-1a seeds a xorshift generator, whose words are written in hexadecimal. */
function capDigits(seed: string, length: number): string {
  let state = 2_166_136_261;
  for (let index = 0; index < seed.length; index++) {
    state = Math.imul(state ^ seed.charCodeAt(index), 16_777_619) >>> 0;
  }
  let digits = '';
  while (digits.length < length) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    digits += (state >>> 0).toString(16).padStart(8, '0');
  }
  return digits.slice(0, length);
}
