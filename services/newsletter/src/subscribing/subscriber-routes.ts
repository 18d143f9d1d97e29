import { Readable } from 'node:stream';
import type { Database } from '@foyer/database';
import { csvLine, deskRoute, textCell, type Route } from '@foyer/http';
import type { Clock } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import { z } from 'zod';
import { subscribingError } from './errors.ts';
import type { Leaving } from './leaving.ts';
import type { Subscriber } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';
import type { SubscribingMetrics } from './subscribing-metrics.ts';

const moment = z.iso.datetime();
const Shown = z
  .object({
    id: z.string(),
    number: z.int(),
    email: z.string(),
    name: z.string(),
    salutation: z.enum(['mrs', 'mr', 'neutral']),
    language: z.string(),
    state: z.enum(['active', 'unsubscribed']),
    topics: z.array(z.string()),
    attributes: z.record(z.string(), z.string()),
    source: z.enum(['form', 'import']),
    pausedUntil: moment.nullable(),
    isRestricted: z.boolean(),
    confirmedAt: moment,
    unsubscribedAt: moment.nullable(),
    unsubscribeReason: z.string().nullable(),
  })
  .meta({ id: 'NewsletterSubscriber' });

const filter = {
  topic: z.string().max(40).optional(),
  state: z.enum(['active', 'unsubscribed']).optional(),
};
const path = '/desk/api/newsletter/subscribers';
const pageSize = 500;

/** Who gets the newsletter. Looking somebody up and taking the list away are written into the audit log. */
export function subscriberRoutes(deps: {
  db: Database;
  clock: Clock;
  subscribers: SubscriberStore;
  leaving: Leaving;
  audit: Audit;
  metrics: SubscribingMetrics;
  notifyDesk: () => void;
}): Route[] {
  const { db, subscribers, leaving, audit, metrics } = deps;

  async function* lines(given: { topic?: string | undefined; state?: Subscriber['state'] | undefined }) {
    yield `\uFEFF${csvLine(columns.map(([name]) => name))}`;
    let before: number | undefined;
    for (;;) {
      const page = await subscribers.list({ ...given, before, limit: pageSize });
      yield page.map((one) => csvLine(columns.map(([, cell]) => cell(one)))).join('');
      before = page.at(-1)?.number;
      if (page.length < pageSize) return;
    }
  }

  return [
    deskRoute(
      {
        method: 'get',
        path: `${path}/counts`,
        summary: 'How many get the newsletter, have paused it, or have left in the last days',
        permission: 'newsletter.read',
        responses: {
          200: z.object({
            active: z.int(),
            paused: z.int().describe('Of the active ones'),
            unsubscribed: z.int().describe('Not deleted yet'),
            restricted: z.int(),
          }),
        },
      },
      async () => ({ status: 200, body: await subscribers.countByState(deps.clock.now()) }),
    ),
    deskRoute(
      {
        method: 'get',
        path,
        summary: 'Subscribers, the newest first',
        permission: 'newsletter.subscribers',
        query: z.object({
          ...filter,
          before: z.coerce.number().int().min(1).optional().describe('`next` of the page before'),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        responses: { 200: z.object({ items: z.array(Shown), next: z.int().nullable() }) },
      },
      async ({ query: { limit, ...given } }) => {
        const page = await subscribers.list({ ...given, limit: limit + 1 });
        const items = page.slice(0, limit);
        return {
          status: 200,
          body: {
            items: items.map(shownOf),
            next: page.length > limit ? (items.at(-1)?.number ?? null) : null,
          },
        };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: `${path}/search`,
        summary: 'The subscriber with this address',
        permission: 'newsletter.subscribers',
        body: z.strictObject({ email: z.string().trim().min(1).max(254) }),
        responses: { 200: z.object({ items: z.array(Shown) }) },
      },
      async ({ body, actor }) => {
        const items = await subscribers.list({ email: body.email, limit: 1 });
        await audit(db, {
          actorId: actor.staffId,
          action: 'newsletter.subscriber.look_up',
          subject: items[0] === undefined ? 'newsletter.subscriber' : `newsletter.subscriber:${items[0].id}`,
          detail: { found: items.length },
        });
        return { status: 200, body: { items: items.map(shownOf) } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: `${path}/:id/unsubscribe`,
        summary: 'Unsubscribe somebody who asked for it in another way',
        permission: 'newsletter.subscribers',
        params: z.object({ id: z.uuid() }),
        responses: { 200: z.object({ wasActive: z.boolean() }) },
        problems: [subscribingError.kinds.subscriber_unknown],
      },
      async ({ params: { id }, actor }) => {
        const wasActive = await db.transaction().execute(async (trx) => {
          if ((await subscribers.lock(trx, { id })) === undefined)
            throw subscribingError('subscriber_unknown');
          const hasLeft = await leaving.leave(trx, { id }, { method: 'desk' });
          await audit(trx, {
            actorId: actor.staffId,
            action: 'newsletter.subscriber.unsubscribe',
            subject: `newsletter.subscriber:${id}`,
            detail: { wasActive: hasLeft },
          });
          return hasLeft;
        });
        if (wasActive) metrics.left('desk');
        deps.notifyDesk();
        return { status: 200, body: { wasActive } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: `${path}/export.csv`,
        summary: 'Subscribers as CSV',
        description:
          'RFC 4180 in UTF-8. No cell is executed by a spreadsheet. Of restricted ones only that they are there.',
        permission: 'newsletter.subscribers',
        query: z.object(filter),
        responses: { 200: 'file' },
      },
      async ({ query, actor }) => {
        await audit(db, {
          actorId: actor.staffId,
          action: 'newsletter.subscriber.export',
          subject: 'newsletter.subscriber',
          detail: { topic: query.topic ?? null, state: query.state ?? null },
        });
        return {
          status: 200,
          file: Readable.from(lines(query), { objectMode: false }),
          type: 'text/csv; charset=utf-8',
          headers: { 'content-disposition': 'attachment; filename="subscribers.csv"' },
        };
      },
    ),
  ];
}

function shownOf(one: Subscriber): z.input<typeof Shown> {
  return {
    ...one,
    pausedUntil: one.pausedUntil?.toISOString() ?? null,
    confirmedAt: one.confirmedAt.toISOString(),
    unsubscribedAt: one.unsubscribedAt?.toISOString() ?? null,
  };
}

type Cell = (one: Subscriber) => string;
// Empty where the data may not be used.
const used =
  (read: (one: Subscriber) => string): Cell =>
  (one) =>
    one.isRestricted ? '' : textCell(read(one));

const columns: readonly (readonly [string, Cell])[] = [
  ['number', ({ number }) => String(number)],
  ['email', used(({ email }) => email)],
  ['name', used(({ name }) => name)],
  ['salutation', used(({ salutation }) => salutation)],
  ['language', ({ language }) => language],
  ['state', ({ state }) => state],
  ['topics', ({ topics }) => topics.join(' ')],
  ['attributes', used(({ attributes }) => JSON.stringify(attributes))],
  ['source', ({ source }) => source],
  ['confirmed_at', ({ confirmedAt }) => confirmedAt.toISOString()],
  ['paused_until', ({ pausedUntil }) => pausedUntil?.toISOString() ?? ''],
  ['unsubscribed_at', ({ unsubscribedAt }) => unsubscribedAt?.toISOString() ?? ''],
  ['unsubscribe_reason', ({ unsubscribeReason }) => unsubscribeReason ?? ''],
  ['is_restricted', ({ isRestricted }) => (isRestricted ? 'yes' : 'no')],
];
