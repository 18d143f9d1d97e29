import type { FromSolver, Solver } from './messages.ts';
import type { ServeSlots } from './serve-slots.ts';

/** Where the solver's parts come from: files beside the script, or the script itself. */
export interface SolverAssets {
  openWorker(): Solver;
  /** The last resort: the same code in slices on the page's own thread. */
  openInPage(): Promise<Solver>;
  kernel(kind: 'simd' | 'scalar'): Promise<BufferSource>;
  argon2Url: string;
  /** The puzzle endpoint of the server the script came from. */
  puzzleUrl: string;
}

/** A worker as a solver. Throws where the browser refuses to make one. */
export function workerSolver(url: string): Solver {
  const worker = new Worker(url, { type: 'module' });
  // It may die before there is a puzzle and somebody to listen.
  let death: string | undefined;
  let tell = (reason: string): void => {
    death = reason;
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    tell(event.message || 'the worker could not be loaded');
  });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's has none
    send: (message) => worker.postMessage(message),
    close: () => worker.terminate(),
    onMessage: (listener) =>
      worker.addEventListener('message', ({ data }: MessageEvent<FromSolver>) => listener(data)),
    onDeath: (listener) => {
      tell = listener;
      const reason = death;
      if (reason !== undefined) queueMicrotask(() => listener(reason));
    },
  };
}

/** The same conversation with code on the page's own thread. */
export function pageSolver(serve: ServeSlots): Solver {
  let tell: ((message: FromSolver) => void) | undefined;
  return {
    send: serve((message) => tell?.(message)),
    close: () => {
      tell = undefined;
    },
    onMessage: (listener) => {
      tell = listener;
    },
    onDeath: () => {},
  };
}
