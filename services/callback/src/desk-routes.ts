import { deskRoute, type Actor, type Route } from '@foyer/http';
import type { Clock } from '@foyer/runtime';
import { z } from 'zod';
import { callbackError } from './errors.ts';
import { OpeningHours } from './opening-hours.ts';
import type { OpeningHoursStore } from './opening-hours-store.ts';
import { numberOf } from './submission-schema.ts';
import type { DoNotCallList } from './do-not-call.ts';
import type { CallbackDeps } from './ports.ts';
import type { Caller, CallQueue } from './queue.ts';
import { minutesAfter } from './dates.ts';
import type { Attempt, QueueEntry } from './queue-store.ts';
import { attemptOutcomes } from './request.ts';

const Moment = z.iso.datetime();

const QueueItem = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    name: z.string(),
    phone: z.string().describe('As the visitor typed it'),
    e164: z.string(),
    isDiallable: z.boolean().describe('False: no link to a telephone, however valid the number is'),
    dialRefusal: z.string().nullable(),
    slot: z.object({ startsAt: Moment, endsAt: Moment }).nullable(),
    isAsap: z.boolean(),
    state: z.literal('open'),
    claimedBy: z.string().nullable(),
    claimedByName: z.string().nullable(),
    claimedAt: Moment.nullable(),
    attempts: z.int(),
    nextAttemptAt: Moment.nullable().describe('When the next attempt is planned; null before the first one'),
    message: z.string().nullable(),
    language: z.string(),
    dueAt: Moment,
    isOverdue: z.boolean(),
  })
  .meta({ id: 'CallbackQueueItem' });

const AttemptAnswer = z
  .object({
    at: Moment,
    by: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('null: whose account is gone'),
    outcome: z.enum(attemptOutcomes),
    note: z.string().nullable(),
    retryAt: Moment.nullable().describe('When the next attempt was planned for'),
  })
  .meta({ id: 'CallbackAttempt' });

const SavedHours = z
  .object({
    version: z.int().describe('0: nobody has saved any yet'),
    savedAt: Moment.nullable(),
    savedBy: z.string().nullable().describe('Id of a member of staff'),
    value: OpeningHours,
  })
  .meta({ id: 'CallbackHours' });

const Id = z.object({ id: z.uuid() });
const kinds = callbackError.kinds;

export function deskRoutes(
  deps: CallbackDeps & { queue: CallQueue; openingHours: OpeningHoursStore; doNotCall: DoNotCallList },
): Route[] {
  const { db, clock, config, queue, openingHours, doNotCall, audit, namesOf } = deps;
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/callback/queue',
        permission: 'callback.read',
        summary: 'The calls that wait, the longest due first',
        responses: { 200: z.object({ items: z.array(QueueItem) }) },
      },
      async () => {
        const { hours } = await openingHours.current(db);
        const items = (await queue.list()).map((entry) => itemOf(entry, clock, hours.slotMinutes));
        return { status: 200, body: { items } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/callback/requests/:id/attempts',
        permission: 'callback.read',
        summary: 'The attempts to call somebody back, the newest first',
        params: Id,
        responses: { 200: z.object({ attempts: z.array(AttemptAnswer) }) },
        problems: [kinds.request_unknown],
      },
      async ({ params }) => {
        const attempts = await queue.attempts(params.id);
        const names = await namesOf([...new Set(attempts.map(({ staffId }) => staffId))]);
        return { status: 200, body: { attempts: attempts.map((attempt) => attemptOf(attempt, names)) } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/callback/:id/claim',
        permission: 'callback.work',
        summary: 'Take a call, so that nobody else calls the same person',
        description: 'Claiming again renews the claim, which ends by itself after 15 minutes.',
        params: Id,
        responses: { 200: z.object({ claimedAt: Moment }) },
        problems: [kinds.request_unknown, kinds.already_claimed],
      },
      async ({ params, actor }) => {
        await queue.claim(params.id, callerOf(actor));
        return { status: 200, body: { claimedAt: clock.now().toISOString() } };
      },
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/callback/:id/claim',
        permission: 'callback.work',
        summary: 'Give a call back',
        params: Id,
        responses: { 204: 'empty' },
      },
      async ({ params, actor }) => {
        await queue.giveUp(params.id, callerOf(actor));
        return { status: 204 };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/callback/:id/outcome',
        permission: 'callback.work',
        summary: 'Log what became of a call that was claimed',
        description:
          'do_not_call puts the number on the do-not-call list and takes its other requests out of the queue.',
        params: Id,
        body: z.object({
          outcome: z.enum(attemptOutcomes),
          retryAt: Moment.optional().describe('Of no_answer: when to try again'),
          note: z.string().trim().max(2000).optional(),
        }),
        responses: { 204: 'empty' },
        problems: [kinds.not_claimed, kinds.retry_refused],
      },
      async ({ params, body, actor }) => {
        const retryAt = body.retryAt === undefined ? undefined : new Date(body.retryAt);
        await queue.conclude(params.id, callerOf(actor), { ...body, retryAt });
        return { status: 204 };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/callback/do-not-call/removals',
        permission: 'callback.settings',
        summary: 'Take a number off the do-not-call list, when its owner wants to be called again',
        body: z.object({ phone: z.string().max(32) }),
        responses: { 200: z.object({ wasListed: z.boolean() }) },
      },
      async ({ body, actor }) => {
        const number = numberOf(body, config);
        if (number === undefined) return { status: 200, body: { wasListed: false } };
        const wasListed = await db.transaction().execute(async (trx) => {
          const isStruck = await doNotCall.strike(trx, number.e164);
          await audit(trx, {
            actorId: actor.staffId,
            action: 'callback.do_not_call.strike',
            subject: 'callback.do_not_call',
            detail: { isStruck },
          });
          return isStruck;
        });
        return { status: 200, body: { wasListed } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/callback/hours',
        permission: 'settings.read',
        summary: 'The opening hours in force',
        responses: { 200: SavedHours },
      },
      async () => {
        const { version, savedAt, savedBy, hours } = await openingHours.current(db);
        const body = { version, savedAt: savedAt?.toISOString() ?? null, savedBy, value: hours };
        return { status: 200, body };
      },
    ),
    deskRoute(
      {
        method: 'put',
        path: '/desk/api/callback/hours',
        permission: 'callback.settings',
        summary: 'Save a new version of the opening hours',
        description: 'Calls that are planned stay planned.',
        body: z.object({ value: OpeningHours, basedOnVersion: z.int().min(0) }),
        responses: { 200: SavedHours },
        problems: [kinds.hours_conflict],
      },
      async ({ body, actor }) => {
        const saved = { hours: body.value, savedAt: clock.now(), savedBy: actor.staffId };
        const version = body.basedOnVersion + 1;
        await db.transaction().execute(async (trx) => {
          const isSaved = await openingHours.add(trx, body.basedOnVersion, saved);
          if (!isSaved) throw callbackError('hours_conflict');
          const subject = `callback.opening_hours:${version}`;
          await audit(trx, { actorId: actor.staffId, action: 'callback.hours.save', subject });
        });
        const { savedAt, savedBy, hours } = saved;
        return { status: 200, body: { version, savedAt: savedAt.toISOString(), savedBy, value: hours } };
      },
    ),
  ];
}

function callerOf({ staffId, name }: Actor): Caller {
  return { id: staffId, name };
}

function attemptOf(attempt: Attempt, names: ReadonlyMap<string, string>) {
  const { attemptedAt, staffId, outcome, note, retryAt } = attempt;
  const name = names.get(staffId);
  return {
    at: attemptedAt.toISOString(),
    by: name === undefined ? null : { id: staffId, name },
    outcome,
    note,
    retryAt: retryAt?.toISOString() ?? null,
  };
}

function itemOf(entry: QueueEntry, clock: Clock, slotMinutes: number) {
  const { slot, dueAt, attempts } = entry;
  const isFirst = attempts === 0;
  const until = isFirst && slot !== null ? slot.endsAt : minutesAfter(dueAt, slotMinutes);
  return {
    id: entry.id,
    reference: entry.reference,
    name: entry.name,
    phone: entry.phone,
    e164: entry.e164,
    isDiallable: entry.dialRefusal === null,
    dialRefusal: entry.dialRefusal,
    slot: slot && { startsAt: slot.startsAt.toISOString(), endsAt: slot.endsAt.toISOString() },
    isAsap: entry.isAsap,
    state: 'open' as const,
    claimedBy: entry.claimedBy,
    claimedByName: entry.claimedByName,
    claimedAt: entry.claimedAt?.toISOString() ?? null,
    attempts,
    nextAttemptAt: isFirst ? null : dueAt.toISOString(),
    message: entry.message,
    language: entry.language,
    dueAt: dueAt.toISOString(),
    isOverdue: until < clock.now(),
  };
}
