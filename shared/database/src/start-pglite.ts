import { setFlagsFromString } from 'node:v8';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';

// V8's own budget, and the largest there is. https://v8.dev/docs/wasm-compilation-pipeline
const usualBudget = 13_000_000;
const lateBudget = 2_000_000_000;

/**
 * Opens a PGlite whose functions V8 optimises only once they have run for a second or so. By default it soon optimises
 * PostgreSQL's SQL parser, a function of 100 kB: that takes seconds of computing and 600 MB of memory, at each start, for
 * next to nothing. What V8 compiles afterwards is not concerned: the budget is read when a module is made.
 */
export async function startPglite(options: PGliteOptions): Promise<PGlite> {
  setFlagsFromString(`--wasm-tiering-budget=${lateBudget}`);
  try {
    const pglite = new PGlite(options);
    await pglite.waitReady;
    return pglite;
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${usualBudget}`);
  }
}
