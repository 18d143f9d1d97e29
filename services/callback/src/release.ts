import type { Tx } from '@foyer/database';
import type { DoNotCallList } from './do-not-call.ts';
import { mailJobs, staffJobs } from './jobs.ts';
import type { OpeningHoursStore } from './opening-hours-store.ts';
import type { PlaceStore } from './place-store.ts';
import type { CallbackDeps } from './ports.ts';
import type { CallbackRequest } from './request.ts';
import type { RequestStore } from './request-store.ts';

/**
 * Lets a held request go the whole way it would have gone at once. It held no place meanwhile: when its slot is full or
 * over, its sender is asked for another one; who left no address is called without one.
 *
 * @returns what it has become, or undefined when it was not held any more, or is restricted and staff ask
 */
export type Release = (
  requestId: string,
  by: 'visitor' | 'staff',
  actorId?: string,
) => Promise<'open' | 'choosing' | 'suppressed' | undefined>;

export function createRelease(
  deps: CallbackDeps & {
    requests: RequestStore;
    places: PlaceStore;
    openingHours: OpeningHoursStore;
    doNotCall: DoNotCallList;
  },
): Release {
  const { db, clock, config, requests, places, openingHours, doNotCall, inbox } = deps;

  async function placeFor(trx: Tx, request: CallbackRequest, now: Date): Promise<number | null | undefined> {
    if (request.slot === null) return null;
    if (request.slot.endsAt <= now) return undefined;
    const { hours } = await openingHours.current(trx);
    return await places.find(trx, request.slot, hours.capacity);
  }

  return async (requestId, by, actorId) => {
    const now = clock.now();
    const state = await db.transaction().execute(async (trx) => {
      const request = await requests.lock(trx, requestId);
      if (request?.state !== 'held') return undefined;
      // Its sender may, with the link; staff may not use it.
      if (request.isRestricted && by === 'staff') return undefined;
      const place = await placeFor(trx, request, now);
      const isListed = await doNotCall.has(trx, request.e164);
      const canChoose = place === undefined && (by === 'visitor' || request.email !== null);
      const become = isListed ? 'suppressed' : canChoose ? 'choosing' : 'open';
      const dueAt = request.slot?.startsAt ?? now;
      await requests.release(trx, requestId, { state: become, place: place ?? null, dueAt, by, now });
      const kind = ({ open: 'booked', choosing: 'choose', suppressed: 'declined' } as const)[become];
      await deps.enqueueMany(
        trx,
        mailJobs([kind, ...(become === 'open' ? (['reminder'] as const) : [])], request, config),
      );
      if (become === 'open') await deps.enqueueMany(trx, staffJobs(requestId));
      if (become !== 'suppressed') {
        await inbox.setState(trx, [requestId], become === 'open' ? 'open' : 'waiting', now);
        await deps.publishEvent(trx, {
          type: 'callback.request.received',
          subjectId: requestId,
          occurredAt: now,
        });
      }
      if (actorId !== undefined) {
        await deps.audit(trx, {
          actorId,
          action: 'callback.release',
          subject: `callback.request:${requestId}`,
        });
      }
      return become;
    });
    if (state !== undefined) {
      deps.wakeJobs();
      deps.notifyDesk('callback', [requestId]);
    }
    return state;
  };
}
