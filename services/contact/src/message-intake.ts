import type { Database, Tx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import { contactError } from './errors.ts';
import { inboxItemOf } from './inbox-item.ts';
import type { NewMessage } from './message.ts';
import type { MessageStore } from './message-store.ts';
import { messageReceived } from './event-data.ts';
import type { ContactDeps } from './ports.ts';
import type { Reference } from './reference.ts';

interface Arrival {
  message: NewMessage;
  jobs: readonly NewJob[];
  /** Marks the captcha in the transaction of the message; false when it was used before. */
  spend: ((trx: Tx) => Promise<boolean>) | undefined;
}

/**
 * Stores a message, its jobs and its captcha's mark in one transaction.
 *
 * @returns the reference, or undefined when the captcha was used before; then nothing is stored
 * @throws AppError contact_busy when too many messages wait for the database
 */
export type TakeIn = (arrival: Arrival) => Promise<Reference | undefined>;

interface Waiting {
  arrival: Arrival;
  settle: (reference: Reference | undefined) => void;
  fail: (error: unknown) => void;
}

/**
 * Group commit: messages that arrive in one turn of the event loop, or while a transaction is under way, share the next
 * one, with six round trips and one commit for all of them. A message that comes alone does not wait. One transaction
 * at a time: two that mark the same puzzles in different orders would wait for each other.
 */
export function createTakeIn(deps: {
  db: Database;
  messages: MessageStore;
  inbox: ContactDeps['inbox'];
  notifyDesk: ContactDeps['notifyDesk'];
  enqueueMany: ContactDeps['enqueueMany'];
  wakeJobs: ContactDeps['wakeJobs'];
  publishEvents?: ContactDeps['publishEvents'];
  maxTogether?: number;
  maxWaiting?: number;
}): TakeIn {
  const { db, messages, inbox, notifyDesk, enqueueMany, wakeJobs, publishEvents } = deps;
  const { maxTogether = 50, maxWaiting = 2000 } = deps;
  const waiting: Waiting[] = [];
  let isBusy = false;

  function next(): void {
    if (isBusy || waiting.length === 0) return;
    isBusy = true;
    setImmediate(() => void run());
  }

  async function run(): Promise<void> {
    await takeTogether(waiting.splice(0, maxTogether));
    isBusy = false;
    next();
  }

  // Never throws: each of them is told.
  async function takeTogether(together: readonly Waiting[]): Promise<void> {
    try {
      const references = await store(together.map(({ arrival }) => arrival));
      wakeJobs();
      const stored = together.flatMap(({ arrival }, index) =>
        references[index] === undefined ? [] : [arrival.message.id],
      );
      if (stored.length > 0) notifyDesk('inbox', stored);
      for (const [index, { settle }] of together.entries()) settle(references[index]);
    } catch (error) {
      const [only] = together;
      if (together.length === 1) return only?.fail(error);
      // One message that cannot be stored must not take the others down with it.
      await Promise.all(together.map((one) => takeTogether([one])));
    }
  }

  function store(arrivals: readonly Arrival[]): Promise<(Reference | undefined)[]> {
    return db.transaction().execute(async (trx) => {
      // All asked for in the same turn, so that the captcha can mark them in one statement.
      const isFirst = await Promise.all(
        arrivals.map(async ({ spend }) => spend === undefined || (await spend(trx))),
      );
      const accepted = arrivals.filter((_, index) => isFirst[index]);
      const references = await messages.insert(
        trx,
        accepted.map(({ message }) => message),
      );
      await inbox.add(
        trx,
        accepted.flatMap(({ message }) => {
          const reference = references.get(message.id);
          const state = message.heldReasons.length === 0 ? 'open' : 'held';
          return reference === undefined ? [] : [inboxItemOf(message, reference, state)];
        }),
      );
      await enqueueMany(
        trx,
        accepted.flatMap(({ jobs }) => jobs),
      );
      // One that is held is nobody's business yet: its release tells.
      const received = accepted.filter(({ message }) => message.heldReasons.length === 0);
      await publishEvents?.(
        trx,
        received.map(({ message }) => messageReceived(message.id, message.receivedAt)),
      );
      return arrivals.map(({ message }) => references.get(message.id));
    });
  }

  return (arrival) =>
    new Promise((settle, fail) => {
      if (waiting.length >= maxWaiting) {
        fail(contactError('contact_busy', undefined, { retryAfterSeconds: 10 }));
        return;
      }
      waiting.push({ arrival, settle, fail });
      next();
    });
}
