import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createBus, createCounters } from '@foyer/bus';
import { captchaMigrations, createCaptcha } from '@foyer/captcha';
import type { Captcha } from '@foyer/captcha';
import { PuzzleResponse } from '@foyer/contracts';
import { describeDatabases } from '@foyer/database/testing';
import { startTestServer } from '@foyer/http/testing';
import type { TestServer } from '@foyer/http/testing';
import { createMetrics, systemClock } from '@foyer/runtime';
import { silentLog } from '@foyer/runtime/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';

// friendly-pow is what the stock widget solves with; it is a CommonJS package, run here as its users run it.
const require = createRequire(import.meta.url);
// Its sources compile for AssemblyScript too and ask at run time for which; the widget's bundler writes 0, JavaScript.
Object.assign(globalThis, { ASC_TARGET: 0 });
// oxlint-disable typescript/no-unsafe-type-assertion -- the package has types for its ES modules only, which Node cannot load
type Solver = (block: Uint8Array, threshold: number) => [Uint8Array, Uint8Array];
const { getWasmSolver } = require('friendly-pow/node/api/wasm') as {
  getWasmSolver: (module: object) => Promise<Solver>;
};
const { getJSSolver } = require('friendly-pow/node/api/js') as { getJSSolver: () => Promise<Solver> };
const { decode, encode } = require('friendly-pow/node/base64') as {
  decode: (text: string) => Uint8Array;
  encode: (bytes: Uint8Array) => string;
};
const { getPuzzleSolverInputs, combineSolutions, getPuzzleTTL } = require('friendly-pow/node/puzzle') as {
  getPuzzleSolverInputs: (puzzle: Uint8Array, count: number) => Uint8Array[];
  combineSolutions: (solutions: Uint8Array[]) => Uint8Array;
  getPuzzleTTL: (puzzle: Uint8Array) => number;
};
const { difficultyToThreshold } = require('friendly-pow/node/encoding') as {
  difficultyToThreshold: (difficulty: number) => number;
};
const { createDiagnosticsBuffer } = require('friendly-pow/node/diagnostics') as {
  createDiagnosticsBuffer: (solver: 1 | 2, seconds: number) => Uint8Array;
};
// oxlint-enable typescript/no-unsafe-type-assertion

/** What the widget does with a puzzle string, put together from the published functions of friendly-pow. */
function solveAsTheWidgetDoes(puzzleString: string, solver: Solver): string {
  const [signature = '', encoded = ''] = puzzleString.split('.');
  const puzzle = decode(encoded);
  const threshold = difficultyToThreshold(puzzle[15] ?? 0);
  const solutions = getPuzzleSolverInputs(puzzle, puzzle[14] ?? 0).map((input) => {
    const [block] = solver(input, threshold);
    return Uint8Array.from(block.subarray(120, 128));
  });
  return [
    signature,
    encoded,
    encode(combineSolutions(solutions)),
    encode(createDiagnosticsBuffer(2, 1)),
  ].join('.');
}

describeDatabases(
  'Friendly Captcha v1, with the solver of its own widget',
  (open) => {
    let captcha: Captcha;
    let server: TestServer;
    let site: { siteKey: string; secret: string };

    beforeEach(async () => {
      const log = silentLog();
      captcha = await createCaptcha({
        db: open().db,
        clock: systemClock,
        log,
        metrics: createMetrics(),
        bus: createBus({ log }),
        counters: createCounters({ log }),
        keys: { puzzleKey: new Uint8Array(32).fill(1) },
      });
      server = await startTestServer(captcha.routes);
      site = await captcha.sites.add({ name: 'Contract', origins: ['http://localhost:8080'] });
      await captcha.sites.setLadder(site.siteKey, [
        { above: 0, solutions: 51, difficulty: 60, expirySeconds: 3600 },
        { above: 1, solutions: 45, difficulty: 64, expirySeconds: 1200 },
      ]);
    });

    afterEach(async () => {
      await server.close();
      await captcha.close();
    });

    const fetchPuzzle = async (): Promise<string> => {
      // As the widget asks: the key is not URL-encoded, and its client is named in a header.
      const response = await server.fetch(`/api/v1/puzzle?sitekey=${site.siteKey}`, {
        headers: { 'x-frc-client': 'js-0.9.20' },
      });
      return PuzzleResponse.parse(await response.json()).data.puzzle;
    };
    const siteverify = async (body: URLSearchParams): Promise<unknown> =>
      (await server.fetch('/api/v1/siteverify', { method: 'POST', body })).json();

    it.each([
      ['WebAssembly', async () => getWasmSolver(await WebAssembly.compile(wasmOfFriendlyPow()))],
      ['JavaScript', async () => getJSSolver()],
    ])('accepts what its %s solver finds, once', async (_name, createSolver) => {
      const solver = await createSolver();
      const puzzle = await fetchPuzzle();
      const solution = solveAsTheWidgetDoes(puzzle, solver);
      const body = new URLSearchParams({ solution, secret: site.secret, sitekey: site.siteKey });
      expect(await siteverify(body)).toEqual({ success: true });
      expect(await siteverify(body)).toEqual({ success: false, errors: ['solution_timeout_or_duplicate'] });
    });

    it('tells the widget a life that it can count down', async () => {
      const lives = [await fetchPuzzle(), await fetchPuzzle()].map((puzzle) =>
        getPuzzleTTL(decode(puzzle.split('.')[1] ?? '')),
      );
      expect(lives).toEqual([3600, 1200]);
    });

    it('says solution_invalid to a puzzle solved at an easier threshold', async () => {
      const puzzle = await fetchPuzzle();
      const solver = await getJSSolver();
      const solution = solveAsTheWidgetDoes(puzzle, (block) => solver(block, 2 ** 32 - 1));
      const body = new URLSearchParams({ solution, secret: site.secret });
      expect(await siteverify(body)).toEqual({ success: false, errors: ['solution_invalid'] });
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);

/** The module as the package ships it inside its wrapper, base64 in JavaScript. */
function wasmOfFriendlyPow(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(require.resolve('friendly-pow/wasm/optimized.wasm')));
}
