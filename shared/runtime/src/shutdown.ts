import type { Log } from './log.ts';

export interface Shutdown {
  /** Registers what has to be closed, at the moment it was opened. `name` appears in the log. */
  add(name: string, close: () => Promise<void> | void): void;
  /**
   * Closes everything, the newest first, and never rejects: what throws or hangs is logged by name and the rest is
   * still closed. Calling it again gives the same promise.
   */
  run(): Promise<void>;
}

interface Step {
  name: string;
  close: () => Promise<void> | void;
}

/**
 * @param options.deadlineSeconds for all steps together; 25, because orchestrators kill after 30. One step that hangs
 *   may not eat the time of those below it (the database must still close cleanly), so each keeps up to a second.
 */
export function createShutdown(options: { log: Log; deadlineSeconds?: number }): Shutdown {
  const { log, deadlineSeconds = 25 } = options;
  const steps: Step[] = [];
  let running: Promise<void> | undefined;

  const closeAll = async (): Promise<void> => {
    const endsAt = performance.now() + deadlineSeconds * 1000;
    const reserve = Math.min(1000, (deadlineSeconds * 1000) / (steps.length + 1));
    for (let step = steps.pop(); step; step = steps.pop()) {
      const patience = endsAt - performance.now() - reserve * steps.length;
      await closeOne(step, Math.max(0, patience), log);
    }
  };

  return {
    add: (name, close) => {
      steps.push({ name, close });
    },
    run: () => (running ??= closeAll()),
  };
}

async function closeOne({ name, close }: Step, milliseconds: number, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, milliseconds, 'late');
  });
  try {
    const outcome = await Promise.race([Promise.resolve().then(close), late]);
    if (outcome === 'late')
      log.error({ step: name, milliseconds }, 'shutdown: step did not end in time, went on');
  } catch (error) {
    log.error({ step: name, err: error }, 'shutdown: step failed, went on');
  } finally {
    clearTimeout(timer);
  }
}
