import type { Database, Tx } from '@foyer/database';
import { callbackStrings } from './callback-strings.ts';
import type { CallbackConfig } from './config.ts';
import { dayOf, daysAfter, timeRange, weekdayAndDate } from './dates.ts';
import type { MailStore } from './mail-store.ts';
import type { OpeningHoursStore } from './opening-hours-store.ts';
import type { PlaceStore } from './place-store.ts';
import type { Release } from './release.ts';
import { mailIdOf, type CallbackRequest } from './request.ts';
import type { RequestStore } from './request-store.ts';

/** All that staff read of a request in the one list, and what they do with it there. */
export interface CallbackInboxSource {
  read(id: string): Promise<
    | {
        id: string;
        reference: string;
        language: string;
        topic: string;
        name: string;
        email: string | null;
        phone: string | null;
        text: string | null;
        receivedAt: Date;
        heldReasons: readonly string[];
        state: string;
        deleteOn: string | null;
        threadMessageIds: readonly string[];
        isRestricted: boolean;
      }
    | undefined
  >;
  release(id: string, actorId: string): Promise<boolean>;
  close(id: string, at: Date): Promise<boolean>;
  reopen(id: string): Promise<boolean>;
}

export function createInboxSource(deps: {
  db: Database;
  config: CallbackConfig;
  requests: RequestStore;
  mails: MailStore;
  places: PlaceStore;
  openingHours: OpeningHoursStore;
  release: Release;
}): CallbackInboxSource {
  const { db, config, requests, mails, places, openingHours, release } = deps;
  return {
    read: async (id) => {
      const request = await requests.byId(id);
      if (request === undefined) return undefined;
      const { hours } = await openingHours.current(db);
      const sent = await mails.sent(id);
      return {
        id,
        reference: request.reference,
        language: request.language,
        topic: 'callback',
        name: request.name,
        email: request.email,
        phone: request.phone,
        text: textOf(request, hours.zone),
        receivedAt: request.receivedAt,
        heldReasons: request.state === 'suppressed' ? ['do_not_call'] : request.heldReasons,
        state: request.state,
        deleteOn: request.deleteOn,
        threadMessageIds: sent.map(({ kind, sequence }) => mailIdOf(kind, { ...request, sequence })),
        isRestricted: request.isRestricted,
      };
    },
    // A suppressed request is not held: no click in a list may undo what the owner of a number has said.
    release: async (id, actorId) => (await release(id, 'staff', actorId)) !== undefined,
    close: async (id, at) =>
      await db.transaction().execute(async (trx) => {
        const request = await requests.lock(trx, id);
        if (request === undefined || request.state === 'closed') return false;
        const deleteOn = dayOf(daysAfter(at, config.retentionDays));
        await requests.close(trx, id, { outcome: 'closed_by_staff', at, deleteOn });
        return true;
      }),
    reopen: async (id) =>
      await db.transaction().execute(async (trx) => {
        const request = await requests.lock(trx, id);
        if (request?.outcome !== 'closed_by_staff') return false;
        const place = await placeFor(trx, request);
        if (place === undefined) return false;
        await requests.reopen(trx, id, place);
        return true;
      }),
  };

  async function placeFor(trx: Tx, request: CallbackRequest): Promise<number | null | undefined> {
    if (request.slot === null) return null;
    const { hours } = await openingHours.current(trx);
    return await places.find(trx, request.slot, hours.capacity);
  }
}

/** The wished time stands first, since staff read this and not the queue. */
function textOf({ slot, language, message }: CallbackRequest, zone: string): string {
  const when =
    slot === null
      ? callbackStrings[language].asap
      : `${weekdayAndDate(slot.startsAt, language, zone)}, ${timeRange(slot, language, zone)} (${zone})`;
  return message === null ? when : `${when}\n\n${message}`;
}
