import type { Database, Tx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import type { FormConsents } from './consents.ts';
import { contactError } from './errors.ts';
import { inboxItemOf } from './inbox-item.ts';
import type { NewMessage } from './message.ts';
import type { MessageStore } from './message-store.ts';
import { messageReceived } from './event-data.ts';
import type { ContactDeps } from './ports.ts';
import type { Reference } from './reference.ts';
import { forgottenAt, type SubmissionKey } from './submission-key.ts';
import type { EarlierMessage, SubmissionKeyStore } from './submission-key-store.ts';

interface Arrival {
  message: NewMessage;
  jobs: readonly NewJob[];
  /** Under which the sender may send the message again. */
  key: SubmissionKey | undefined;
  /** Marks the captcha in the transaction of the message; false when it was used before. */
  spend: ((trx: Tx) => Promise<boolean>) | undefined;
}

/** captcha_used, key_taken: nothing is stored, and the captcha of the latter is not spent. */
type Intake =
  | { kind: 'stored'; reference: Reference }
  | { kind: 'captcha_used' }
  | { kind: 'key_taken'; by: EarlierMessage };

/**
 * Stores a message, its jobs, its key and its captcha's mark in one transaction.
 *
 * @throws AppError contact_busy when too many messages wait for the database
 */
export type TakeIn = (arrival: Arrival) => Promise<Intake>;

interface Waiting {
  arrival: Arrival;
  settle: (intake: Intake) => void;
  fail: (error: unknown) => void;
}

/**
 * Group commit: messages that arrive in one turn of the event loop, or while a transaction is under way, share the next
 * one, with six round trips and one commit for all of them, and one more where keys are given. A message that comes alone
 * does not wait. One transaction at a time: two that mark the same puzzles in different orders would wait for each other.
 */
export function createTakeIn(deps: {
  db: Database;
  messages: MessageStore;
  inbox: ContactDeps['inbox'];
  notifyDesk: ContactDeps['notifyDesk'];
  submissionKeys: SubmissionKeyStore;
  consents: FormConsents;
  enqueueMany: ContactDeps['enqueueMany'];
  wakeJobs: ContactDeps['wakeJobs'];
  publishEvents?: ContactDeps['publishEvents'];
  maxTogether?: number;
  maxWaiting?: number;
}): TakeIn {
  const { db, messages, inbox, notifyDesk, submissionKeys, consents, enqueueMany, wakeJobs, publishEvents } =
    deps;
  const { maxTogether = 50, maxWaiting = 2000 } = deps;
  let waiting: Waiting[] = [];
  let isBusy = false;

  function next(): void {
    if (isBusy || waiting.length === 0) return;
    isBusy = true;
    setImmediate(() => void run());
  }

  async function run(): Promise<void> {
    const [together, later] = withEachKeyOnce(waiting, maxTogether);
    waiting = later;
    await takeTogether(together);
    isBusy = false;
    next();
  }

  // Never throws: each of them is told.
  async function takeTogether(together: readonly Waiting[]): Promise<void> {
    try {
      const intakes = await store(together.map(({ arrival }) => arrival));
      wakeJobs();
      const stored = together.filter(({ arrival }) => intakes.get(arrival)?.kind === 'stored');
      if (stored.length > 0)
        notifyDesk(
          'inbox',
          stored.map(({ arrival }) => arrival.message.id),
        );
      for (const { arrival, settle } of together) settle(intakes.get(arrival) ?? { kind: 'captcha_used' });
    } catch (error) {
      const [only] = together;
      if (together.length === 1) return only?.fail(error);
      // One message that cannot be stored must not take the others down with it.
      await Promise.all(together.map((one) => takeTogether([one])));
    }
  }

  /** Answers nothing for those whose captcha was used before. */
  function store(arrivals: readonly Arrival[]): Promise<Map<Arrival, Intake>> {
    return db.transaction().execute(async (trx) => {
      const intakes = await claimKeys(trx, arrivals);
      const fresh = arrivals.filter((arrival) => !intakes.has(arrival));
      // All asked for in the same turn, so that the captcha can mark them in one statement.
      const isFirst = await Promise.all(
        fresh.map(async ({ spend }) => spend === undefined || (await spend(trx))),
      );
      const accepted = fresh.filter((_, index) => isFirst[index]);
      const refusedKeys = fresh
        .filter((_, index) => !isFirst[index])
        .flatMap(({ key }) => key?.keyDigest ?? []);
      if (refusedKeys.length > 0) await submissionKeys.release(trx, refusedKeys);
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
      for (const { message } of accepted) {
        if (message.consents === undefined || message.heldReasons.length > 0) continue;
        await consents.record(trx, message, message.consents, 'checkbox');
      }
      // One that is held is nobody's business yet: its release tells.
      const received = accepted.filter(({ message }) => message.heldReasons.length === 0);
      await publishEvents?.(
        trx,
        received.map(({ message }) => messageReceived(message.id, message.receivedAt)),
      );
      for (const arrival of accepted) {
        const reference = references.get(arrival.message.id);
        if (reference !== undefined) intakes.set(arrival, { kind: 'stored', reference });
      }
      return intakes;
    });
  }

  /** Before anything else is written: who waits here for another process holds nothing that it could want. */
  async function claimKeys(trx: Tx, arrivals: readonly Arrival[]): Promise<Map<Arrival, Intake>> {
    const intakes = new Map<Arrival, Intake>();
    const keyed = new Map<string, Arrival>();
    for (const arrival of arrivals) if (arrival.key) keyed.set(arrival.key.keyDigest, arrival);
    const [first] = arrivals;
    if (first === undefined || keyed.size === 0) return intakes;
    const claims = arrivals.flatMap(({ key, message }) =>
      key === undefined ? [] : [{ ...key, messageId: message.id, createdAt: message.receivedAt }],
    );
    for (const by of await submissionKeys.claim(trx, claims, forgottenAt(first.message.receivedAt))) {
      const arrival = keyed.get(by.keyDigest);
      if (arrival) intakes.set(arrival, { kind: 'key_taken', by });
    }
    return intakes;
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

/** At most `max` in their order; of those with the same key only the first, so that the next ones find what it became. */
function withEachKeyOnce(waiting: readonly Waiting[], max: number): [together: Waiting[], later: Waiting[]] {
  const together: Waiting[] = [];
  const later: Waiting[] = [];
  const keys = new Set<string>();
  for (const one of waiting) {
    const keyDigest = one.arrival.key?.keyDigest;
    if (together.length === max || (keyDigest !== undefined && keys.has(keyDigest))) later.push(one);
    else together.push(one);
    if (keyDigest !== undefined) keys.add(keyDigest);
  }
  return [together, later];
}
