import { createBus, createCounters } from '@foyer/bus';
import { PuzzleResponse } from '@foyer/contracts';
import type { OpenedDatabase } from '@foyer/database';
import { authorizeAs, startTestServer, testActor } from '@foyer/http/testing';
import type { TestServer } from '@foyer/http/testing';
import {
  argon2idInput,
  createVerifier,
  decodeMemoryHard,
  formatSolutionString,
  parsePuzzle,
  parsePuzzleString,
  parseSolutionString,
  passesMemoryGate,
  SOLUTION_BYTES,
  solutionBlock,
  thresholdOf,
} from '@foyer/pow';
import type { PuzzleFields } from '@foyer/pow';
import { createMetrics } from '@foyer/runtime';
import type { Metrics } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import type { FakeClock, SilentLog } from '@foyer/runtime/testing';
import { argon2id, createBLAKE2b } from 'hash-wasm';
import { createCaptcha } from './captcha.ts';
import type { Captcha, CaptchaConfig } from './captcha.ts';
import type { Ladder } from './ladder.ts';

/** Solved in milliseconds; four solutions are enough to tell each of them apart. */
const EASY_LADDER: Ladder = [{ above: 0, solutions: 4, difficulty: 40, expirySeconds: 600 }];
const PUZZLE_KEY = new Uint8Array(32).fill(7);

export interface TestCaptcha {
  captcha: Captcha;
  server: TestServer;
  clock: FakeClock;
  log: SilentLog;
  metrics: Metrics;
  audited: string[];
  site: { siteKey: string; secret: string };
  /** A puzzle string, asked for over HTTP from this address. */
  puzzle(address?: string): Promise<string>;
  /** A puzzle string as our own server would sign it, with whatever it would never write. */
  signedPuzzle(change: Partial<PuzzleFields>): Promise<string>;
  verify(body: object): Promise<{ status: number; body: unknown }>;
  /** Verifies with the site's own secret. */
  verifySolution(solution: unknown): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** The whole service on a free port, on the given database, with one site whose puzzles are easy. */
export async function openCaptcha(opened: OpenedDatabase, config: CaptchaConfig = {}): Promise<TestCaptcha> {
  const clock = fakeClock('2026-03-01T12:00:00Z');
  const log = silentLog();
  const metrics = createMetrics();
  const bus = createBus({ log });
  const counters = createCounters({ log });
  const keys = { puzzleKey: PUZZLE_KEY };
  const audited: string[] = [];
  const captcha = await createCaptcha({
    db: opened.db,
    clock,
    log,
    metrics,
    bus,
    counters,
    keys,
    config,
    audit: async (_trx, { action, actorId }) => void audited.push(`${action} by ${actorId}`),
  });
  const server = await startTestServer([...captcha.routes, ...captcha.deskRoutes], {
    trustProxy: 1,
    authorize: authorizeAs(testActor('captcha.read', 'captcha.manage')),
  });
  const site = await captcha.sites.add({ name: 'Test', origins: ['https://www.example.org'] });
  await captcha.sites.setLadder(site.siteKey, EASY_LADDER);
  const verify = async (body: object): Promise<{ status: number; body: unknown }> => {
    const response = await server.fetch('/api/v1/siteverify', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    captcha,
    server,
    clock,
    log,
    metrics,
    audited,
    site,
    verify,
    puzzle: async (address = '203.0.113.7') => {
      const response = await server.fetch(`/api/v1/puzzle?sitekey=${site.siteKey}`, {
        headers: { 'x-forwarded-for': address, 'x-frc-client': 'js-0.9.20' },
      });
      return PuzzleResponse.parse(await response.json()).data.puzzle;
    },
    signedPuzzle: async (change) => {
      const verifier = await createVerifier({ key: PUZZLE_KEY });
      const appId = (await captcha.sites.list()).find(({ siteKey }) => siteKey === site.siteKey)?.number ?? 0;
      return verifier.issue({
        timestamp: Math.floor(clock.now().getTime() / 1000),
        accountId: 1,
        appId,
        version: 1,
        expiry: 2,
        solutionCount: 4,
        difficulty: 40,
        nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
        userData: new Uint8Array(0),
        ...change,
      });
    },
    verifySolution: async (solution) => verify({ secret: site.secret, solution }),
    close: async () => {
      await server.close();
      await captcha.close();
      await bus.close();
      await counters.close();
    },
  };
}

export interface Solving {
  solver?: number;
  seconds?: number;
  /** Which of the memory-hard gates the solver does not bother to pass. */
  skipMemoryGate?: (slot: number) => boolean;
}

/** A slow solver that shares no code with ours but the layout of the bytes: BLAKE2b and Argon2id of hash-wasm. */
export async function solve(puzzleString: string, options: Solving = {}): Promise<string> {
  const { solver = 2, seconds = 3, skipMemoryGate = () => false } = options;
  const parsed = parsePuzzleString(puzzleString);
  const { solutionCount, difficulty, userData } = parsePuzzle(parsed.puzzle);
  const memoryHard = decodeMemoryHard(userData);
  const blake2b = await createBLAKE2b(256);
  const threshold = thresholdOf(difficulty);
  const solutions = new Uint8Array(solutionCount * SOLUTION_BYTES);
  for (let slot = 0; slot < solutionCount; slot += 1) {
    for (let nonce = 0; ; nonce += 1) {
      const solution = Uint8Array.of(slot, 0, 0, 0, nonce, nonce >> 8, nonce >> 16, nonce >> 24);
      const digest = blake2b.init().update(solutionBlock(parsed.puzzle, solution)).digest('binary');
      if (firstWord(digest) >= threshold) continue;
      if (memoryHard !== undefined) {
        const { password, salt, memoryKibibytes, passes } = argon2idInput(
          memoryHard,
          parsed.puzzle,
          solution,
        );
        const hash = await argon2id({
          password,
          salt,
          memorySize: memoryKibibytes,
          iterations: passes,
          parallelism: 1,
          hashLength: 32,
          outputType: 'binary',
        });
        if (passesMemoryGate(hash, memoryHard) === skipMemoryGate(slot)) continue;
      }
      solutions.set(solution, slot * SOLUTION_BYTES);
      break;
    }
  }
  return formatSolutionString(parsed, solutions, { solver, seconds });
}

/** Whether all solutions meet the threshold of their puzzle; nothing else is looked at. */
export async function isSolved(solution: string): Promise<boolean> {
  const { puzzle, solutions } = parseSolutionString(solution);
  const threshold = thresholdOf(parsePuzzle(puzzle).difficulty);
  const blake2b = await createBLAKE2b(256);
  for (let offset = 0; offset < solutions.length; offset += SOLUTION_BYTES) {
    const block = solutionBlock(puzzle, solutions.subarray(offset, offset + SOLUTION_BYTES));
    if (firstWord(blake2b.init().update(block).digest('binary')) >= threshold) return false;
  }
  return true;
}

const firstWord = (digest: Uint8Array): number =>
  new DataView(digest.buffer, digest.byteOffset).getUint32(0, true);

/** The parts of a solution string as bytes, changed by `change` and put together again; the signature stays. */
export function tampered(
  solution: string,
  change: (parts: { puzzle: Buffer; solutions: Buffer; diagnostics: Buffer }) => {
    puzzle?: Buffer;
    solutions?: Buffer;
    diagnostics?: Buffer;
  },
): string {
  const [signature = '', puzzle = '', solutions = '', diagnostics = ''] = solution.split('.');
  const parts = {
    puzzle: Buffer.from(puzzle, 'base64'),
    solutions: Buffer.from(solutions, 'base64'),
    diagnostics: Buffer.from(diagnostics, 'base64'),
  };
  const changed = { ...parts, ...change(parts) };
  const encoded = [changed.puzzle, changed.solutions, changed.diagnostics].map((bytes) =>
    bytes.toString('base64'),
  );
  return [signature, ...encoded].join('.');
}
