import type { Database, DatabaseOrTx } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import { daysAfter, minutesAfter } from './dates.ts';
import type { OpeningHoursStore } from './opening-hours-store.ts';
import type { OpeningHours } from './opening-hours.ts';
import type { PlaceStore } from './place-store.ts';
import { isOpenAt, slotsBetween, type Slot } from './slots.ts';

/** What a visitor can choose at this moment. */
interface SlotOffer {
  hours: OpeningHours;
  isOpenNow: boolean;
  /** With a place left, in order. */
  slots: Slot[];
}

export interface SlotOffers {
  /** @param from nothing that begins earlier is offered */
  now(options?: { from?: Date }): Promise<SlotOffer>;
}

/** Of 60 days around the clock in steps of five minutes nobody wants to see all. */
const maxOffered = 1000;

export function createSlotOffers(deps: {
  db: Database;
  clock: Clock;
  openingHours: OpeningHoursStore;
  places: PlaceStore;
}): SlotOffers {
  const { db, clock, openingHours, places } = deps;
  return {
    now: async ({ from } = {}) => {
      const now = clock.now();
      const { hours } = await openingHours.current(db);
      const { start, end } = bookable(hours, now);
      const first = from !== undefined && from > start ? from : start;
      const all = first < end ? slotsBetween(hours, first, end) : [];
      const taken = all.length === 0 ? [] : await places.taken(db, first, end);
      const free = all.filter((slot) => {
        const count = taken
          .filter(({ startsAt, endsAt }) => startsAt < slot.endsAt && endsAt > slot.startsAt)
          .reduce((sum, one) => sum + one.count, 0);
        return count < hours.capacity;
      });
      return { hours, isOpenNow: isOpenAt(hours, now), slots: free.slice(0, maxOffered) };
    },
  };
}

export type SlotJudgement =
  | { ok: true; slot: Slot | null; capacity: number }
  | { ok: false; code: 'slot_unknown' | 'slot_passed' | 'closed_now' };

/** Whether a visitor may choose this now; whether a place is left is another question, asked under the slot's lock. */
export async function judgeSlot(
  deps: { openingHours: OpeningHoursStore },
  db: DatabaseOrTx,
  wanted: string,
  now: Date,
): Promise<SlotJudgement> {
  const { hours } = await deps.openingHours.current(db);
  if (wanted === 'asap') {
    return isOpenAt(hours, now)
      ? { ok: true, slot: null, capacity: hours.capacity }
      : { ok: false, code: 'closed_now' };
  }
  const startsAt = new Date(wanted);
  const { start, end } = bookable(hours, now);
  if (startsAt < start) return { ok: false, code: 'slot_passed' };
  if (startsAt >= end) return { ok: false, code: 'slot_unknown' };
  const [slot] = slotsBetween(hours, startsAt, minutesAfter(startsAt, 1));
  if (slot?.startsAt.getTime() !== startsAt.getTime()) return { ok: false, code: 'slot_unknown' };
  return { ok: true, slot, capacity: hours.capacity };
}

function bookable(hours: OpeningHours, now: Date): { start: Date; end: Date } {
  return { start: minutesAfter(now, hours.leadMinutes), end: daysAfter(now, hours.horizonDays) };
}
