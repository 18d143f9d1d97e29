import type { Database } from '@foyer/database';
import { deskRoute, type Route } from '@foyer/http';
import type { Audit } from '@foyer/service';
import { z } from 'zod';
import { subscribingError } from './errors.ts';
import type { TopicStore } from './topic-store.ts';

const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'must be small letters, digits and hyphens, 40 at most' })
  .refine((id) => id !== 'newsletter', { error: 'must not be newsletter, which stands for all topics' });
const oneLine = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, { error: 'must be on one line' });
const texts = (text: z.ZodString) => z.strictObject({ en: text, nl: text, de: text, fr: text });
const fields = {
  position: z.int().min(0).max(1000),
  isActive: z.boolean(),
  names: texts(oneLine.min(1).max(100)),
  descriptions: texts(oneLine.max(300)),
};
const Topic = z
  .object({ id: z.string(), ...fields, version: z.int(), subscribers: z.int().describe('Who gets it now') })
  .meta({ id: 'NewsletterTopic' });

const path = '/desk/api/newsletter/topics';

/** What people may subscribe to. */
export function topicRoutes(deps: {
  db: Database;
  topics: TopicStore;
  audit: Audit;
  notifyDesk: () => void;
}): Route[] {
  const { db, topics, audit, notifyDesk } = deps;

  return [
    deskRoute(
      {
        method: 'get',
        path,
        summary: 'The topics of the newsletter, with how many have subscribed to each',
        permission: 'newsletter.read',
        responses: { 200: z.object({ items: z.array(Topic) }) },
      },
      async () => {
        const counts = await topics.counts();
        const items = (await topics.list(db)).map((topic) => ({
          ...topic,
          subscribers: counts.get(topic.id) ?? 0,
        }));
        return { status: 200, body: { items } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path,
        summary: 'Offer another topic',
        permission: 'newsletter.write',
        body: z.strictObject({ id: Id, ...fields }),
        responses: { 201: z.object({ id: z.string(), version: z.int() }) },
        problems: [subscribingError.kinds.topic_exists],
      },
      async ({ body, actor }) => {
        await db.transaction().execute(async (trx) => {
          if (!(await topics.add(trx, body))) throw subscribingError('topic_exists', `there is '${body.id}'`);
          await audit(trx, {
            actorId: actor.staffId,
            action: 'newsletter.topic.add',
            subject: `newsletter.topic:${body.id}`,
          });
        });
        notifyDesk();
        return { status: 201, body: { id: body.id, version: 1 } };
      },
    ),
    deskRoute(
      {
        method: 'put',
        path: `${path}/:id`,
        summary: 'Change what a topic is called, and whether it is offered',
        description: 'Who has subscribed to a topic that is not offered any more keeps it.',
        permission: 'newsletter.write',
        params: z.object({ id: z.string().max(40) }),
        body: z.strictObject({ ...fields, version: z.int() }),
        responses: { 200: z.object({ version: z.int() }) },
        problems: [subscribingError.kinds.topic_unknown, subscribingError.kinds.topic_changed],
      },
      async ({ params: { id }, body, actor }) => {
        const version = await db.transaction().execute(async (trx) => {
          const changed = await topics.change(trx, { id, ...body });
          if (changed === undefined) {
            const isThere = (await topics.list(trx)).some((topic) => topic.id === id);
            throw isThere
              ? subscribingError('topic_changed', `version ${body.version} is not the newest: read it first`)
              : subscribingError('topic_unknown');
          }
          await audit(trx, {
            actorId: actor.staffId,
            action: 'newsletter.topic.change',
            subject: `newsletter.topic:${id}`,
            detail: { version: changed, isActive: body.isActive },
          });
          return changed;
        });
        notifyDesk();
        return { status: 200, body: { version } };
      },
    ),
    deskRoute(
      {
        method: 'delete',
        path: `${path}/:id`,
        summary: 'Remove a topic that nobody has subscribed to',
        permission: 'newsletter.write',
        params: z.object({ id: z.string().max(40) }),
        responses: { 204: 'empty' },
        problems: [subscribingError.kinds.topic_unknown, subscribingError.kinds.topic_in_use],
      },
      async ({ params: { id }, actor }) => {
        await db.transaction().execute(async (trx) => {
          if (!(await topics.remove(trx, id))) {
            const isThere = (await topics.list(trx)).some((topic) => topic.id === id);
            throw subscribingError(isThere ? 'topic_in_use' : 'topic_unknown');
          }
          await audit(trx, {
            actorId: actor.staffId,
            action: 'newsletter.topic.remove',
            subject: `newsletter.topic:${id}`,
          });
        });
        notifyDesk();
        return { status: 204 };
      },
    ),
  ];
}
