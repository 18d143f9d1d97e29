import type { KernelKind } from '@foyer/pow';

/** What the page tells a solver, once, before the first slot. */
export interface SolverTask {
  type: 'task';
  puzzle: Uint8Array<ArrayBuffer>;
  /** Compiled by the page, so that no worker compiles again. Without any of them the solver is JavaScript. */
  modules: KernelModules;
  /** The kernel that won in the first worker; absent in the first worker itself. */
  kernel: KernelKind | undefined;
  argon2Url: string;
  /** How long it may calculate before it lets its thread breathe. */
  sliceMilliseconds: number;
}

export interface KernelModules {
  simd?: WebAssembly.Module;
  scalar?: WebAssembly.Module;
}

/** One of the puzzle's solutions, to be found next. */
export interface SlotOrder {
  type: 'slot';
  slot: number;
}

interface SolverReady {
  type: 'ready';
  kernel: KernelKind;
  /** Each solution fills megabytes. */
  isMemoryHard: boolean;
}

interface SlotSolved {
  type: 'solved';
  slot: number;
  solution: Uint8Array<ArrayBuffer>;
}

interface SolverFailed {
  type: 'failed';
  reason: string;
}

export type ToSolver = SolverTask | SlotOrder;
export type FromSolver = SolverReady | SlotSolved | SolverFailed;

/** A solver as the page sees it, wherever it calculates. */
export interface Solver {
  send(message: ToSolver): void;
  close(): void;
  onMessage(listener: (message: FromSolver) => void): void;
  /** The script did not load, was refused by a policy, or died. */
  onDeath(listener: (reason: string) => void): void;
}
