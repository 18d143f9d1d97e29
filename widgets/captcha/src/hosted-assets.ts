import type { ServeSlots } from './serve-slots.ts';
import { pageSolver, workerSolver, type SolverAssets } from './solver-assets.ts';

/**
 * The worker and the kernels as files of their own beside the script: what `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'` allows.
 *
 * @param base the URL of the folder's script, such as `import.meta.url`
 */
export function hostedAssets(base: string): SolverAssets {
  const url = (file: string): string => new URL(file, base).href;
  return {
    openWorker: () => workerSolver(url('captcha-worker.js')),
    openInPage: async () => {
      const worker: { serveSlots: ServeSlots } = await import(/* @vite-ignore */ url('captcha-worker.js'));
      return pageSolver(worker.serveSlots);
    },
    // Whatever else a server answers does not compile.
    kernel: async (kind) => (await fetch(url(`captcha-${kind}.wasm`))).arrayBuffer(),
    argon2Url: url('captcha-argon2.js'),
    puzzleUrl: url('../api/v1/puzzle'),
  };
}
