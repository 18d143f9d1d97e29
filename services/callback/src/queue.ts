import { uuidv7 } from '@foyer/runtime';
import type { CallbackMetrics } from './callback-metrics.ts';
import { dayOf, daysAfter, minutesAfter } from './dates.ts';
import type { DoNotCallList } from './do-not-call.ts';
import { callbackError } from './errors.ts';
import type { CallbackDeps } from './ports.ts';
import type { Attempt, QueueEntry, QueueStore } from './queue-store.ts';
import type { AttemptOutcome } from './request.ts';
import type { RequestStore } from './request-store.ts';

export interface Caller {
  id: string;
  name: string;
}

/** The calls that wait, and the agents that make them. */
export interface CallQueue {
  /** The longest due first; 200 at most. */
  list(): Promise<QueueEntry[]>;
  /** What was tried so far, the newest first; 200 at most. @throws AppError request_unknown */
  attempts(requestId: string): Promise<Attempt[]>;
  /** Claiming again makes the claim new. @throws AppError request_unknown, already_claimed */
  claim(requestId: string, caller: Caller): Promise<void>;
  /** Gives the call back; not to hold it is no mistake. */
  giveUp(requestId: string, caller: Caller): Promise<void>;
  /**
   * Logs what became of the call.
   *
   * @param result.retryAt only of no_answer: when to try again; without it the call is over
   * @throws AppError not_claimed, retry_refused
   */
  conclude(
    requestId: string,
    caller: Caller,
    result: { outcome: AttemptOutcome; retryAt?: Date | undefined; note?: string | undefined },
  ): Promise<void>;
}

const maxListed = 200;

export function createCallQueue(
  deps: CallbackDeps & {
    requests: RequestStore;
    queue: QueueStore;
    doNotCall: DoNotCallList;
    counted: CallbackMetrics;
  },
): CallQueue {
  const { db, clock, config, requests, queue, doNotCall, inbox, audit, notifyDesk } = deps;
  const claimedAfter = (now: Date): Date => minutesAfter(now, -config.claimMinutes);

  return {
    list: async () => queue.list(claimedAfter(clock.now()), maxListed),
    attempts: async (requestId) => {
      if ((await requests.byId(requestId)) === undefined) throw callbackError('request_unknown');
      return await queue.attempts(requestId, maxListed);
    },
    claim: async (requestId, caller) => {
      const now = clock.now();
      await db.transaction().execute(async (trx) => {
        const request = await requests.lock(trx, requestId);
        if (request?.state !== 'open' || request.isRestricted) throw callbackError('request_unknown');
        const other = await queue.othersAt(trx, request, caller.id, claimedAfter(now));
        if (other !== undefined) throw callbackError('already_claimed', `${other} is calling this person`);
        await queue.claim(trx, requestId, caller, now);
        await audit(trx, { actorId: caller.id, action: 'callback.claim', subject: subjectOf(requestId) });
      });
      notifyDesk('callback', [requestId]);
    },
    giveUp: async (requestId, caller) => {
      const wasHeld = await db.transaction().execute(async (trx) => {
        const held = await queue.giveUp(trx, requestId, caller.id);
        if (held) {
          await audit(trx, { actorId: caller.id, action: 'callback.give_up', subject: subjectOf(requestId) });
        }
        return held;
      });
      if (wasHeld) notifyDesk('callback', [requestId]);
    },
    conclude: async (requestId, caller, { outcome, retryAt, note }) => {
      const now = clock.now();
      const touched = await db.transaction().execute(async (trx) => {
        const request = await requests.lock(trx, requestId);
        // A claim that has run out is as good as ever while nobody else has taken it: calls may be long.
        if (request?.state !== 'open' || (await queue.claimant(trx, requestId)) !== caller.id) {
          throw callbackError('not_claimed');
        }
        const base = request.slot?.endsAt ?? request.receivedAt;
        if (retryAt !== undefined) refuseRetry(outcome, retryAt, now, daysAfter(base, config.retryDays));
        await queue.conclude(
          trx,
          {
            id: uuidv7(now),
            requestId,
            attemptedAt: now,
            outcome,
            retryAt: retryAt ?? null,
            note: note ?? null,
            staffId: caller.id,
          },
          dayOf(daysAfter(now, config.retentionDays)),
        );
        await inbox.setState(trx, [requestId], retryAt === undefined ? 'closed' : 'waiting', now);
        const others = outcome === 'do_not_call' ? await queue.suppressNumber(trx, request.e164) : [];
        if (outcome === 'do_not_call') await doNotCall.record(trx, request.e164, now);
        if (others.length > 0) await inbox.setState(trx, others, 'closed', now);
        await audit(trx, {
          actorId: caller.id,
          action: 'callback.conclude',
          subject: subjectOf(requestId),
          detail: { outcome, suppressed: others.length },
        });
        return [requestId, ...others];
      });
      deps.counted.attempted(outcome);
      notifyDesk('callback', touched);
    },
  };
}

function subjectOf(requestId: string): string {
  return `callback.request:${requestId}`;
}

function refuseRetry(outcome: AttemptOutcome, retryAt: Date, now: Date, latest: Date): void {
  if (outcome !== 'no_answer') throw retryRefused('retryAt goes with no_answer only', 'retry_without_reason');
  if (retryAt <= now) throw retryRefused('retryAt must be ahead', 'retry_passed');
  // What was promised at entry is the day of deletion, and it leaves so much room for attempts.
  if (retryAt > latest)
    throw retryRefused(`retryAt must be ${latest.toISOString()} or earlier`, 'retry_too_late');
}

function retryRefused(detail: string, code: string): Error {
  return callbackError('retry_refused', detail, { errors: [{ pointer: '/retryAt', detail, code }] });
}
