import type { DatabaseOrTx } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import type { Job, JobHandler } from './job.ts';
import { insertJobs } from './job-store.ts';

/** By the name of a job: the job that is enqueued, with the same payload, when one of that name dies. */
export type LastWords = Readonly<Record<string, string>>;

/** Enqueues what follows a death, in the transaction that writes the death: both happen or neither. */
export type SpeakLastWords = (
  trx: DatabaseOrTx,
  dead: readonly Pick<Job, 'name' | 'payload'>[],
) => Promise<void>;

/** @throws RangeError when a job has no handler, or would follow its own death without an end */
export function createLastWords(deps: {
  clock: Clock;
  lastWords: LastWords;
  handlers: Readonly<Record<string, JobHandler>>;
}): SpeakLastWords {
  const { clock, handlers } = deps;
  const lastWords = new Map(Object.entries(deps.lastWords));
  for (const [name, follower] of lastWords) {
    for (const one of [name, follower]) {
      if (!Object.hasOwn(handlers, one)) throw new RangeError(`lastWords needs a handler for '${one}'`);
    }
    if (lastWords.has(follower))
      throw new RangeError(`lastWords of '${name}' must not have last words itself`);
  }
  return async (trx, dead) => {
    const followers = dead.flatMap(({ name, payload }) => {
      const follower = lastWords.get(name);
      return follower === undefined ? [] : [{ name: follower, payload }];
    });
    await insertJobs(trx, followers, clock.now());
  };
}
