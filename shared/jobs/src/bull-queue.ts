import { connectRedis } from '@foyer/bus';
import type { Log } from '@foyer/runtime';
import Bull from 'bull';
import { failureNote } from './failure-note.ts';
import type { Holding } from './job-store.ts';

/** What travels through Redis: which row, and in which attempt. */
export interface BullQueue {
  isReady(): boolean;
  /** How many jobs wait for a worker. */
  countWaiting(): Promise<number>;
  /** @returns the jobs that Redis did not take. */
  add(holdings: readonly Holding[]): Promise<Holding[]>;
  /** @returns those of the jobs that Redis knows nothing of, for it was flushed or replaced. */
  missing(holdings: readonly Holding[]): Promise<Holding[]>;
  /** Has `work` called with what arrives, `concurrency` at a time. `work` must not reject. */
  process(concurrency: number, work: (data: unknown) => Promise<void>): void;
  /** Takes nothing more from Redis. */
  pause(): Promise<void>;
  /** What waits for Redis fails at once, and whatever asks from here on. */
  giveUp(): void;
  close(): Promise<void>;
}

const closeMilliseconds = 2_000;

/**
 * A Bull queue with all of Bull's own ideas of truth switched off: one attempt, nothing kept, no delays. Bull 4 wants its
 * client and its subscriber, which it may share, and a connection of its own that blocks.
 */
export function openBullQueue({
  redisUrl,
  prefix,
  log,
}: {
  redisUrl: string;
  prefix: string;
  log: Log;
}): BullQueue {
  const client = connectRedis({
    redisUrl,
    log,
    purpose: 'jobs',
    // Who hangs up does not wait for a Redis that hangs to hang up too.
    options: {
      maxRetriesPerRequest: 1,
      commandTimeout: 5_000,
      socketTimeout: 10_000,
      disconnectTimeout: 200,
    },
  });
  const subscriber = connectRedis({
    redisUrl,
    log,
    purpose: 'jobs-subscriber',
    options: { maxRetriesPerRequest: null, enableReadyCheck: false },
  });
  let blocking: ReturnType<typeof connectRedis> | undefined;

  const queue = new Bull('jobs', {
    prefix,
    createClient(type) {
      if (type === 'client') return client;
      if (type === 'subscriber') return subscriber;
      // Bull refuses a blocking connection with a limit or a ready check: its commands hang on purpose, for five seconds.
      blocking ??= connectRedis({
        redisUrl,
        log,
        purpose: 'jobs-blocking',
        options: { maxRetriesPerRequest: null, enableReadyCheck: false, socketTimeout: 20_000 },
      });
      return blocking;
    },
    settings: {
      // Only what died between taking a job and locking it is "stalled"; the row fences its second life.
      stalledInterval: 5_000,
      maxStalledCount: 1_000,
      // After a flush every running job of Bull's ends in an error; its place must not stay empty for the default 5 s.
      retryProcessDelay: 200,
    },
  });
  queue.on('error', (error: unknown) => {
    // Outages are logged by the connections and lost jobs are found by the sweep; this is for who looks closer.
    log.debug({ error: failureNote(error) }, 'Bull reports an error');
  });
  // Bull names its connection in a promise that nobody holds: closing before Redis ever answered would end the process
  // with an unhandled rejection. Our connections have names already.
  Object.assign(queue, { setWorkerName: () => Promise.resolve() });

  return {
    isReady: () => client.status === 'ready',
    countWaiting: () => queue.getWaitingCount(),
    async add(holdings) {
      // One by one, which ioredis sends together: in a bulk (MULTI) a restarted Redis would not know Bull's scripts.
      const added = await Promise.allSettled(
        holdings.map(({ id, attempt }) => queue.add({ id, attempt }, jobOptions({ id, attempt }))),
      );
      return holdings.filter((_, index) => added[index]?.status !== 'fulfilled');
    },
    async missing(holdings) {
      const found = await Promise.all(holdings.map((holding) => client.exists(queue.toKey(bullId(holding)))));
      return holdings.filter((_, index) => found[index] === 0);
    },
    process(concurrency, work) {
      queue
        .process(concurrency, async (job) => {
          // A job whose hash was lost while its id was in the list arrives with data {} and without its options, and
          // would stay in Redis for ever.
          job.opts.removeOnComplete = true;
          job.opts.removeOnFail = true;
          await work(job.data);
        })
        // Ends with the queue, in an error if Redis was never there.
        .catch((error: unknown) => log.debug({ error: failureNote(error) }, 'Bull stopped processing'));
    },
    async pause() {
      const paused = queue.pause(true, true);
      // Bull asks the blocked connection to quit, which hears nothing while it blocks, and waits half a second for it.
      setImmediate(() => blocking?.disconnect());
      await within(closeMilliseconds, paused);
    },
    giveUp: () => client.disconnect(),
    async close() {
      await within(closeMilliseconds, queue.close(true));
      for (const connection of [client, subscriber, blocking]) connection?.disconnect();
    },
  };
}

function jobOptions(holding: Holding): Bull.JobOptions {
  return { jobId: bullId(holding), attempts: 1, removeOnComplete: true, removeOnFail: true };
}

/** Not with a colon, which Bull reads as the end of the id when a limiter is set. */
function bullId({ id, attempt }: Holding): string {
  return `${id}.${attempt}`;
}

/** Bull waits for Redis without a bound; stopping must not. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  // An error here says that Redis is away, and then there is nothing to pause or close.
  await Promise.race([work.catch(() => {}), late]);
  clearTimeout(timer);
}
