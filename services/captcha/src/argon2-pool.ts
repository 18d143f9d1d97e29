import { Worker } from 'node:worker_threads';
import type { MemoryHardParameters } from '@foyer/pow';
import { captchaError } from './errors.ts';

export interface Argon2Question {
  parameters: MemoryHardParameters;
  puzzle: Uint8Array;
  /** The sample to check, 8 bytes each. */
  solutions: Uint8Array[];
}

export type Argon2Answer = { isSolved: boolean } | { failure: string };

export interface Argon2Pool {
  /**
   * Whether all solutions of the sample pass the memory-hard gate.
   * @throws AppError captcha_busy when the queue is full or a thread does not answer in time; asking again later helps
   */
  check(question: Argon2Question): Promise<boolean>;
  /** Questions that wait or run. */
  length(): number;
  close(): Promise<void>;
}

export interface Argon2PoolOptions {
  /** Threads, started when they are first needed. Each holds the memory of one hash. */
  threads?: number;
  maxQueued?: number;
  timeoutSeconds?: number;
}

interface Waiting {
  question: Argon2Question;
  settle: (isSolved: boolean) => void;
  fail: (error: Error) => void;
}

interface Running extends Waiting {
  timer: NodeJS.Timeout;
}

export function createArgon2Pool(options: Argon2PoolOptions = {}): Argon2Pool {
  const { threads = 1, maxQueued = 32, timeoutSeconds = 10 } = options;
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const running = new Map<Worker, Running>();
  let isClosed = false;

  const next = (): void => {
    while (queue.length > 0 && (idle.length > 0 || running.size < threads)) {
      const waiting = queue.shift();
      if (waiting !== undefined) ask(idle.pop() ?? start(), waiting);
    }
  };

  const start = (): Worker => {
    const worker = new Worker(new URL('./argon2-worker.ts', import.meta.url));
    worker.on('message', (answer: Argon2Answer) => {
      if ('failure' in answer) discard(worker, new Error(`a memory-hard check failed: ${answer.failure}`));
      else finish(worker, answer.isSolved);
    });
    worker.on('error', (error) =>
      discard(worker, new Error('the thread of a memory-hard check broke', { cause: error })),
    );
    worker.on('exit', (code) =>
      discard(worker, new Error(`the thread of a memory-hard check ended with ${code}`)),
    );
    return worker;
  };

  const ask = (worker: Worker, waiting: Waiting): void => {
    const timer = setTimeout(
      () => discard(worker, busy('a memory-hard check did not finish in time')),
      timeoutSeconds * 1000,
    );
    running.set(worker, { ...waiting, timer });
    worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(waiting.question);
  };

  const release = (worker: Worker): Running | undefined => {
    const question = running.get(worker);
    running.delete(worker);
    clearTimeout(question?.timer);
    return question;
  };

  const finish = (worker: Worker, isSolved: boolean): void => {
    const question = release(worker);
    if (question === undefined) return;
    // An idle thread must not keep the process alive.
    worker.unref();
    idle.push(worker);
    question.settle(isSolved);
    next();
  };

  // A thread that failed is thrown away; nobody knows what state it is in.
  const discard = (worker: Worker, error: Error): void => {
    const question = release(worker);
    const index = idle.indexOf(worker);
    if (index >= 0) idle.splice(index, 1);
    void worker.terminate();
    question?.fail(error);
    next();
  };

  return {
    check: (question) => {
      if (isClosed) return Promise.reject(busy('the server is closing'));
      if (queue.length >= maxQueued)
        return Promise.reject(busy(`${maxQueued} memory-hard solutions wait already`));
      return new Promise((settle, fail) => {
        queue.push({ question, settle, fail });
        next();
      });
    },
    length: () => queue.length + running.size,
    close: async () => {
      isClosed = true;
      for (const { fail } of queue.splice(0)) fail(busy('the server is closing'));
      const workers = [...idle, ...running.keys()];
      for (const worker of running.keys()) discard(worker, busy('the server is closing'));
      await Promise.all(workers.map(async (worker) => worker.terminate()));
    },
  };
}

function busy(detail: string): Error {
  return captchaError('captcha_busy', `${detail}; send the same solution again`, { retryAfterSeconds: 5 });
}
