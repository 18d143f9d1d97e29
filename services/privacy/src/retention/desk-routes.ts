import { deskRoute, type Route } from '@foyer/http';
import { languages } from '@foyer/service';
import { z } from 'zod';
import { privacyError } from '../errors.ts';
import {
  DryRunAnswer,
  HoldAnswer,
  holdAnswer,
  NewHold,
  OverviewAnswer,
  overviewAnswer,
  RunsAnswer,
  runAnswer,
} from './answers.ts';
import type { Held } from './hold.ts';
import type { Holds } from './holds.ts';
import type { createOverview } from './overview.ts';
import type { PurgeRunStore } from './purge-run-store.ts';

const shownRuns = 100;
const { hold_refused: refused, hold_unknown: unknown } = privacyError.kinds;

/** What the privacy officer sees of the promises, and what must stay for longer. */
export function retentionDeskRoutes(deps: {
  overview: ReturnType<typeof createOverview>;
  runs: PurgeRunStore;
  holds: Holds;
}): Route[] {
  const { overview, runs, holds } = deps;
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/retention',
        summary:
          'Each promise with the oldest record of its kind, and what the last search for canaries found',
        permission: 'privacy.read',
        query: z.object({ language: z.enum(languages).default('en') }),
        responses: { 200: OverviewAnswer },
      },
      async ({ query }) => ({ status: 200, body: overviewAnswer(await overview.read(query.language)) }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/retention/runs',
        summary: 'What the last purges deleted, as counts',
        permission: 'privacy.read',
        responses: { 200: RunsAnswer },
      },
      async () => ({
        status: 200,
        body: { items: (await runs.list(shownRuns)).map(runAnswer), nextCursor: null },
      }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/retention/dry-run',
        summary:
          'How many records a purge would delete now, and how many it would leave because they are held',
        permission: 'privacy.read',
        responses: { 200: DryRunAnswer },
      },
      async () => ({ status: 200, body: { items: await overview.dryRun(), nextCursor: null } }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/holds',
        summary: 'The holds, those in force first; about whom they are is not told',
        permission: 'privacy.read',
        responses: { 200: z.object({ items: z.array(HoldAnswer), nextCursor: z.null() }) },
      },
      async () => ({
        status: 200,
        body: { items: (await holds.list()).map(holdAnswer), nextCursor: null },
      }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/holds',
        summary: 'Keep a record, or everything of one person, although its time is over or will be',
        permission: 'privacy.work',
        body: NewHold,
        responses: { 201: z.object({ id: z.uuid() }) },
        problems: [refused],
      },
      async ({ body, actor }) => {
        const { holding, recordId, subject, why, until } = body;
        const id = await holds.place(
          { held: heldOf({ holding, recordId, subject }), why, until: new Date(until) },
          actor.staffId,
        );
        return { status: 201, body: { id } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/holds/:id/end',
        summary: 'End a hold; what is over its time goes with the next purge',
        permission: 'privacy.work',
        params: z.object({ id: z.uuid() }),
        responses: { 204: 'empty' },
        problems: [unknown],
      },
      async ({ params, actor }) => {
        await holds.end(params.id, actor.staffId);
        return { status: 204 };
      },
    ),
  ];
}

/** The body says one of the two. */
function heldOf({
  holding,
  recordId,
  subject = {},
}: Pick<z.infer<typeof NewHold>, 'holding' | 'recordId' | 'subject'>): Held {
  if (holding !== undefined && recordId !== undefined) return { holding, recordId };
  const { email, phone } = subject;
  return { subject: { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) } };
}
