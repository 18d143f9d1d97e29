import type { KernelModules } from './messages.ts';
import type { SolverAssets } from './solver-assets.ts';

/**
 * Compiles what this browser and the page's policy let it compile. A module with SIMD does not compile where SIMD is missing: that is the test.
 * The files have 2 kB, so there is nothing to stream, and a server with a wrong media type does no harm.
 */
export async function compileKernels(assets: SolverAssets): Promise<KernelModules> {
  if (typeof WebAssembly === 'undefined') return {};
  const [simd, scalar] = await Promise.all([compile(assets, 'simd'), compile(assets, 'scalar')]);
  return { ...(simd && { simd }), ...(scalar && { scalar }) };
}

async function compile(
  assets: SolverAssets,
  kind: 'simd' | 'scalar',
): Promise<WebAssembly.Module | undefined> {
  try {
    return await WebAssembly.compile(await assets.kernel(kind));
  } catch {
    // A policy without 'wasm-unsafe-eval', a browser without SIMD, a file that is not there: JavaScript solves it too, and says so.
    return undefined;
  }
}
