import { atTime } from './at-time.ts';
import { spareWorkers } from './device-limits.ts';
import { compileKernels } from './kernel-modules.ts';
import type { Solver } from './messages.ts';
import { fetchPuzzle, PuzzleUnavailableError } from './puzzle-source.ts';
import { solvePuzzle } from './solve.ts';
import type { SolverAssets } from './solver-assets.ts';
import type { CaptchaLook, CaptchaState, CaptchaView } from './view.ts';

export interface ChallengeSettings {
  siteKey: string;
  endpoints: readonly string[];
  /** Begins by itself at some act of the visitor, so no button is needed. */
  isManual: boolean;
  /** The server behind the form holds what comes without a solution and asks by e-mail. */
  maySkip: boolean;
  isWasmAllowed: boolean;
}

/** What the page around it learns. */
export interface ChallengeHost {
  settings(): ChallengeSettings;
  /** `value` is a solution, or a stub that begins with a dot. `isPending`: the form should wait, because a solution will come. */
  setValue(value: string, isPending: boolean): void;
  emit(event: ChallengeEvent): void;
}

type FailureCode = 'puzzle_unavailable' | 'unsolvable' | 'skipped';

export type ChallengeEvent =
  | { name: 'started'; detail: { isRenewal: boolean } }
  | { name: 'progress'; detail: { solved: number; total: number } }
  | { name: 'slow'; detail: { reason: string } }
  | { name: 'solved'; detail: { solution: string } }
  | { name: 'expired'; detail: Record<string, never> }
  | { name: 'failed'; detail: { code: FailureCode; error?: unknown } };

export interface Challenge {
  readonly state: CaptchaState;
  /** Does nothing while it runs or when there is a solution. */
  start(): void;
  /** Back to the beginning, in whatever state it is. */
  reset(): void;
  /** The visitor took the offer: no solution, the server asks by e-mail. */
  skip(): void;
  /** Draws again after settings have changed. */
  refresh(): void;
}

/** A solution is renewed so long before its puzzle expires, for the time that sending takes. */
const EXPIRY_MARGIN_SECONDS = 30;
const TOO_LONG_MILLISECONDS = 60_000;
const ESTIMATE_AFTER_MILLISECONDS = 2000;
const ESTIMATE_EVERY_MILLISECONDS = 1000;
const STUBS: Record<Exclude<CaptchaState, 'solved'>, string> = {
  idle: '.UNSTARTED',
  fetching: '.FETCHING',
  solving: '.UNFINISHED',
  expired: '.EXPIRED',
  offline: '.ERROR',
  failed: '.ERROR',
  skipped: '.SLOW',
};
const PENDING: readonly CaptchaState[] = ['idle', 'fetching', 'solving', 'expired'];

/** The life of a challenge: fetch, solve, expire, renew; without any element, so that both kinds of page can have it. */
export function createChallenge(assets: SolverAssets, view: CaptchaView, host: ChallengeHost): Challenge {
  let run = new AbortController();
  let look: CaptchaLook = idleLook();
  enter('idle');
  return {
    get state() {
      return look.state;
    },
    start() {
      if (look.state === 'idle' || look.state === 'failed' || look.state === 'offline') void go(false);
    },
    reset() {
      run.abort();
      look = idleLook();
      enter('idle');
    },
    skip() {
      run.abort();
      enter('skipped');
      host.emit({ name: 'failed', detail: { code: 'skipped' } });
    },
    refresh() {
      look = { ...look, isManual: host.settings().isManual };
      view.show(look);
    },
  };

  function idleLook(): CaptchaLook {
    const { isManual } = host.settings();
    return { state: 'idle', solved: 0, total: 0, isSlow: false, offersSkip: false, isManual };
  }

  function enter(state: CaptchaState, solution = ''): void {
    look = { ...look, state };
    host.setValue(state === 'solved' ? solution : STUBS[state], PENDING.includes(state));
    view.show(look);
  }

  async function go(isRenewal: boolean): Promise<void> {
    run.abort();
    run = new AbortController();
    const { signal } = run;
    const settings = host.settings();
    look = { ...idleLook(), state: look.state };
    if (!isRenewal) enter('fetching');
    host.emit({ name: 'started', detail: { isRenewal } });
    const firstSolvers = openEarly(signal);
    try {
      const asked = Date.now();
      const [puzzle, modules, workers] = await Promise.all([
        fetchPuzzle(settings.endpoints, settings.siteKey, signal),
        settings.isWasmAllowed ? compileKernels(assets) : {},
        spareWorkers(),
      ]);
      signal.throwIfAborted();
      atTime(asked + (puzzle.lifeSeconds - EXPIRY_MARGIN_SECONDS) * 1000, signal, expire);
      enter('solving');
      if (!isRenewal) view.announce('state');
      watchForTooLong(signal);
      const solution = await solvePuzzle({
        assets,
        firstSolvers,
        modules,
        puzzle,
        spareWorkers: workers,
        signal,
        onProgress: (solved, total) => {
          look = { ...look, solved, total };
          view.show(look);
          host.emit({ name: 'progress', detail: { solved, total } });
        },
        onSlow: (reason) => {
          look = { ...look, isSlow: true };
          view.show(look);
          host.emit({ name: 'slow', detail: { reason } });
        },
      });
      enter('solved', solution);
      if (!isRenewal) view.announce('state');
      host.emit({ name: 'solved', detail: { solution } });
    } catch (error) {
      closeAll(firstSolvers);
      if (!signal.aborted) giveUp(error, signal);
    }
  }

  /** The worker's script loads while the puzzle is on its way. Where none can be made, solving finds out and says so. */
  function openEarly(signal: AbortSignal): Solver[] {
    const solvers: Solver[] = [];
    try {
      solvers.push(assets.openWorker());
      // What a usual puzzle is worth.
      if (navigator.hardwareConcurrency > 1) solvers.push(assets.openWorker());
    } catch {}
    signal.addEventListener('abort', () => closeAll(solvers));
    return solvers;
  }

  function giveUp(error: unknown, signal: AbortSignal): void {
    const isPuzzleMissing = error instanceof PuzzleUnavailableError;
    if (isPuzzleMissing && !navigator.onLine) {
      enter('offline');
      view.announce('state');
      addEventListener('online', () => void go(false), { once: true, signal });
      return;
    }
    run.abort();
    enter('failed');
    view.announce('state');
    host.emit({
      name: 'failed',
      detail: { code: isPuzzleMissing ? 'puzzle_unavailable' : 'unsolvable', error },
    });
  }

  /** Renews when somebody looks: a tab in the background would calculate for nobody, once an hour. */
  function expire(): void {
    run.abort();
    run = new AbortController();
    enter('expired');
    host.emit({ name: 'expired', detail: {} });
    if (document.visibilityState === 'visible') void go(true);
    else {
      document.addEventListener('visibilitychange', () => void go(true), { once: true, signal: run.signal });
    }
  }

  function watchForTooLong(signal: AbortSignal): void {
    const began = performance.now();
    const timer = setInterval(() => {
      const elapsed = performance.now() - began;
      const left = (elapsed * look.total) / Math.max(1, look.solved) - elapsed;
      if (look.state !== 'solving') clearInterval(timer);
      else if (
        elapsed > ESTIMATE_AFTER_MILLISECONDS &&
        left > TOO_LONG_MILLISECONDS &&
        host.settings().maySkip
      ) {
        clearInterval(timer);
        look = { ...look, offersSkip: true };
        view.show(look);
        view.announce('note');
      }
    }, ESTIMATE_EVERY_MILLISECONDS);
    signal.addEventListener('abort', () => clearInterval(timer));
  }
}

function closeAll(solvers: readonly Solver[]): void {
  for (const solver of solvers) solver.close();
}
