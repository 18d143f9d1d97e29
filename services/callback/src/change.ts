import { dayOf, daysAfter } from './dates.ts';
import { callbackError } from './errors.ts';
import { mailJobs, staffJobs } from './jobs.ts';
import type { OpeningHoursStore } from './opening-hours-store.ts';
import type { PlaceStore } from './place-store.ts';
import type { CallbackDeps } from './ports.ts';
import type { CallbackRequest } from './request.ts';
import type { RequestStore } from './request-store.ts';
import { retentionOf } from './retention.ts';
import { judgeSlot } from './slot-offer.ts';
import { slotUnavailable } from './slot-unavailable.ts';

/** What the holder of a link may do. */
export interface Changes {
  /**
   * Gives the request another slot. Moving it to where it is changes nothing, so a button may be pressed twice.
   *
   * @returns undefined when it is over, or was moved too often
   * @throws AppError slot_unavailable
   */
  move(requestId: string, startsAt: string): Promise<CallbackRequest | undefined>;
  /** @returns undefined when it is over for another reason; a cancelled request may be cancelled again */
  cancel(requestId: string): Promise<CallbackRequest | undefined>;
}

/** Whether there is still something to change: it waits, and nobody has begun to call. */
export function isChangeable(request: CallbackRequest, now: Date): boolean {
  if (request.state === 'choosing') return true;
  const isWaiting = request.state === 'open' || request.state === 'suppressed';
  return isWaiting && (request.slot === null || request.slot.startsAt > now);
}

export function createChanges(
  deps: CallbackDeps & { requests: RequestStore; places: PlaceStore; openingHours: OpeningHoursStore },
): Changes {
  const { db, clock, config, requests, places, openingHours, inbox } = deps;

  async function afterwards(requestId: string): Promise<CallbackRequest | undefined> {
    deps.wakeJobs();
    deps.notifyDesk('callback', [requestId]);
    return await requests.byId(requestId);
  }

  return {
    move: async (requestId, startsAt) => {
      const now = clock.now();
      const isDone = await db.transaction().execute(async (trx) => {
        const request = await requests.lock(trx, requestId);
        if (request === undefined) throw callbackError('request_unknown');
        if (request.state === 'open' && request.slot?.startsAt.getTime() === Date.parse(startsAt))
          return true;
        if (!isChangeable(request, now) || request.sequence >= config.maxMoves) return false;
        const judged = await judgeSlot({ openingHours }, trx, startsAt, now);
        if (!judged.ok || judged.slot === null)
          throw slotUnavailable(judged.ok ? 'slot_unknown' : judged.code);
        const place = await places.find(trx, judged.slot, judged.capacity);
        if (place === undefined) throw slotUnavailable('slot_taken');
        const state = request.state === 'choosing' ? 'open' : request.state;
        const { slot } = judged;
        await requests.move(trx, requestId, { state, slot, place, ...retentionOf(slot.endsAt, config) });
        const moved = { ...request, slot, sequence: request.sequence + 1 };
        // Until now it waited for its sender, and nobody was told.
        if (request.state === 'choosing') await deps.enqueueMany(trx, staffJobs(requestId));
        if (state === 'open') {
          await deps.enqueueMany(trx, mailJobs(['moved', 'reminder'], moved, config));
          await inbox.setState(trx, [requestId], 'open', now);
        }
        return true;
      });
      return isDone ? await afterwards(requestId) : undefined;
    },
    cancel: async (requestId) => {
      const now = clock.now();
      const isDone = await db.transaction().execute(async (trx) => {
        const request = await requests.lock(trx, requestId);
        if (request === undefined) throw callbackError('request_unknown');
        if (request.outcome === 'cancelled') return true;
        if (!isChangeable(request, now)) return false;
        const deleteOn = dayOf(daysAfter(now, config.retentionDays));
        await requests.close(trx, requestId, { outcome: 'cancelled', at: now, deleteOn });
        await deps.enqueueMany(trx, mailJobs(['cancelled'], request, config));
        await inbox.setState(trx, [requestId], 'closed', now);
        return true;
      });
      return isDone ? await afterwards(requestId) : undefined;
    },
  };
}
