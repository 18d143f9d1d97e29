import type { Log } from '@foyer/runtime';
import { failureNote } from './failure-note.ts';

/** A step that is repeated every so often, and sooner when woken; never two at a time. */
export interface Loop {
  start(): void;
  /** Makes the next step come at once, or right after the one that is running. */
  wake(): void;
  /** Resolves when no step runs and none will. */
  stop(): Promise<void>;
}

export function createLoop(options: {
  purpose: string;
  everySeconds: number;
  /** Answers whether there may be more to do at once. */
  step: () => Promise<boolean>;
  log: Log;
}): Loop {
  const { purpose, everySeconds, step, log } = options;
  let state: 'idle' | 'running' | 'woken' | 'stopped' = 'stopped';
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  let isFailing = false;

  async function turn(): Promise<void> {
    let hasMore: boolean;
    do {
      state = 'running';
      hasMore = await attempt();
    } while (is('woken') || (is('running') && hasMore));
    if (is('stopped')) return;
    state = 'idle';
    timer = setTimeout(begin, everySeconds * 1_000);
  }

  function begin(): void {
    clearTimeout(timer);
    current = turn();
  }

  // Asked through a function, for the state changes while a step runs, which the compiler does not see.
  function is(asked: typeof state): boolean {
    return state === asked;
  }

  async function attempt(): Promise<boolean> {
    try {
      const hasMore = await step();
      if (isFailing) log.info({ purpose }, 'a job loop works again');
      isFailing = false;
      return hasMore;
    } catch (error) {
      // Once for each outage: the loop goes on every second for as long as the database or Redis is away.
      if (!isFailing) log.warn({ purpose, error: failureNote(error) }, 'a job loop failed; it goes on');
      isFailing = true;
      // A wake during an outage must not turn the loop into a spin.
      if (state === 'woken') state = 'running';
      return false;
    }
  }

  return {
    start() {
      if (state === 'stopped') begin();
    },
    wake() {
      if (state === 'idle') begin();
      else if (state === 'running') state = 'woken';
    },
    async stop() {
      state = 'stopped';
      clearTimeout(timer);
      await current;
    },
  };
}
