import { randomFillSync } from 'node:crypto';
import type { Verifier } from '@foyer/pow';
import { encodeMemoryHard, EXPIRY_UNIT_SECONDS, MAX_GATE_DIFFICULTY } from '@foyer/pow';
import type { Clock } from '@foyer/runtime';
import type { CaptchaMetrics } from './captcha-metrics.ts';
import { stepIndex } from './ladder.ts';
import type { Pressure } from './pressure.ts';
import type { Site } from './site.ts';

/** Makes the signed puzzle for a request under the given pressure. */
export type IssuePuzzle = (site: Site, pressure: Pressure) => string;

const NONCE_BYTES = 8;
const NONCES_PER_FILL = 512;
const NO_USER_DATA = new Uint8Array(0);

export function createPuzzleIssuer(deps: {
  verifier: Pick<Verifier, 'issue'>;
  clock: Clock;
  metrics: CaptchaMetrics;
  accountId: number;
}): IssuePuzzle {
  const { verifier, clock, metrics, accountId } = deps;
  const nextNonce = createNonceSource();

  return (site, { requests, extraSteps }) => {
    const index = stepIndex(site.ladder, requests, extraSteps);
    const step = site.ladder[index];
    const first = site.ladder[0];
    if (step === undefined || first === undefined)
      throw new RangeError('a ladder must have at least one step, got none');
    metrics.issued(site.number, index + 1);
    const plain = {
      timestamp: Math.floor(clock.now().getTime() / 1000),
      accountId,
      appId: site.number,
      version: 1 as const,
      expiry: step.expirySeconds / EXPIRY_UNIT_SECONDS,
      nonce: nextNonce(),
    };
    if (site.memoryHard === null) {
      const { solutions, difficulty } = step;
      return verifier.issue({ ...plain, solutionCount: solutions, difficulty, userData: NO_USER_DATA });
    }
    // Under pressure the memory-hard gate gets harder and the cheap one stays: both double every 8.
    const { solutions, gateDifficulty, memoryMebibytes, passes } = site.memoryHard;
    const harder = Math.min(
      MAX_GATE_DIFFICULTY,
      gateDifficulty + Math.max(0, step.difficulty - first.difficulty),
    );
    return verifier.issue({
      ...plain,
      solutionCount: solutions,
      difficulty: first.difficulty,
      userData: encodeMemoryHard({ memoryMebibytes, passes, gateDifficulty: harder }),
    });
  };
}

// A call into the generator costs as much as the rest of a puzzle, so one call fetches many nonces.
function createNonceSource(): () => Uint8Array {
  const block = new Uint8Array(NONCE_BYTES * NONCES_PER_FILL);
  let offset = block.length;
  return () => {
    if (offset === block.length) {
      randomFillSync(block);
      offset = 0;
    }
    offset += NONCE_BYTES;
    return block.subarray(offset - NONCE_BYTES, offset);
  };
}
