import { kernelBytes } from '@foyer/pow';
import workerSource from 'virtual:captcha-worker';
import { serveSlots } from './serve-slots.ts';
import { pageSolver, workerSolver, type SolverAssets } from './solver-assets.ts';

/**
 * Worker and kernels out of the script itself, for a page of another origin, where a worker's file may not be loaded from here.
 * Its policy needs `worker-src blob:`. Only the memory-hard solver (46 kB, rarely wanted) stays a file beside the script.
 *
 * @param base the URL of the script
 */
export function inlineAssets(base: string): SolverAssets {
  let blobUrl: string | undefined;
  const url = (file: string): string => new URL(file, base).href;
  return {
    // Never revoked: browsers disagree on when a module worker has taken hold of it.
    openWorker: () =>
      workerSolver((blobUrl ??= URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' })))),
    openInPage: () => Promise.resolve(pageSolver(serveSlots)),
    kernel: (kind) => Promise.resolve(kernelBytes(kind)),
    argon2Url: url('captcha-argon2.js'),
    puzzleUrl: url('../api/v1/puzzle'),
  };
}
