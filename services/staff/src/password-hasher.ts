import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { staffError } from './errors.ts';
import { hashOfNobody, saltBytes, type PasswordCost } from './password-hash.ts';
import type { PasswordAnswer, PasswordQuestion } from './password-worker.ts';

export interface PasswordHasher {
  /** Argon2id as a PHC string. @throws AppError sign_in_busy */
  hash(password: string): Promise<string>;
  /** @param hash null where there is none: false, after the same time. @throws AppError sign_in_busy */
  verify(password: string, hash: string | null): Promise<boolean>;
  close(): Promise<void>;
}

type Unnumbered<Question> = Question extends { id: number } ? Omit<Question, 'id'> : never;

interface Waiting {
  settle: (answer: PasswordAnswer) => void;
  fail: (error: Error) => void;
  timer: NodeJS.Timeout;
}

const timeoutSeconds = 10;

/** Hashes passwords in a thread of its own, started when it is first needed. */
export function createPasswordHasher(cost: PasswordCost, { maxWaiting = 32 } = {}): PasswordHasher {
  const waiting = new Map<number, Waiting>();
  const nobody = hashOfNobody(cost);
  let worker: Worker | undefined;
  let lastId = 0;
  let isClosed = false;

  const start = (): Worker => {
    const started = new Worker(new URL('./password-worker.ts', import.meta.url));
    started.on('message', (answer: PasswordAnswer) => {
      const one = take(answer.id);
      if (waiting.size === 0) started.unref();
      one?.settle(answer);
    });
    started.on('error', (cause) =>
      discard(started, new Error('the thread that hashes passwords broke', { cause })),
    );
    started.on('exit', () => discard(started, busy('the thread that hashes passwords ended')));
    return started;
  };

  const take = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    clearTimeout(one?.timer);
    return one;
  };

  // Nobody knows in what state it is: what waits for it fails, and the next question starts another.
  const discard = (broken: Worker, error: Error): void => {
    if (worker !== broken) return;
    worker = undefined;
    for (const id of waiting.keys()) take(id)?.fail(error);
    void broken.terminate();
  };

  const ask = async (question: Unnumbered<PasswordQuestion>): Promise<PasswordAnswer> => {
    if (isClosed) throw busy('the server is closing');
    if (waiting.size >= maxWaiting) throw busy(`${maxWaiting} passwords wait already`);
    const thread = (worker ??= start());
    const id = (lastId += 1);
    const answer = await new Promise<PasswordAnswer>((settle, fail) => {
      const timer = setTimeout(
        () => discard(thread, busy('a password could not be hashed in time')),
        timeoutSeconds * 1000,
      );
      waiting.set(id, { settle, fail, timer });
      // While somebody waits, the process must not end; an idle thread does not hold it.
      thread.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.postMessage({ ...question, id });
    });
    if ('failure' in answer) throw new Error(`a password could not be hashed: ${answer.failure}`);
    return answer;
  };

  return {
    hash: async (password) => {
      const answer = await ask({ password: normal(password), salt: randomBytes(saltBytes), cost });
      if (!('hash' in answer)) throw new Error('the thread that hashes passwords answered another question');
      return answer.hash;
    },
    verify: async (password, hash) => {
      const answer = await ask({ password: normal(password), hash: hash ?? nobody });
      return 'isRight' in answer && answer.isRight && hash !== null;
    },
    close: async () => {
      isClosed = true;
      const last = worker;
      if (last === undefined) return;
      discard(last, busy('the server is closing'));
      await last.terminate();
    },
  };
}

// The same letters must match from every keyboard (NIST SP 800-63B §3.1.1.2).
function normal(password: string): string {
  return password.normalize('NFKC');
}

function busy(detail: string): Error {
  return staffError('sign_in_busy', `${detail}; try again in a moment`, { retryAfterSeconds: 5 });
}
