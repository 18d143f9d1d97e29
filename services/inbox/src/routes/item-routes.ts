import { deskRoute, type Route } from '@foyer/http';
import { languageFor } from '@foyer/service';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { ChangeStore } from '../change-store.ts';
import { inboxError } from '../errors.ts';
import type { ItemStore } from '../item-store.ts';
import type { NoteStore } from '../note-store.ts';
import { maxNotes } from '../notes.ts';
import type { InboxDeps } from '../ports.ts';
import { maxReplies } from '../replies.ts';
import type { ReadingTokens } from '../reading-token.ts';
import type { ReplyStore } from '../reply-store.ts';
import {
  HistoryAnswer,
  historyAnswer,
  ItemAnswer,
  itemAnswer,
  NoteAnswer,
  noteAnswer,
  ReplyAnswer,
  replyAnswer,
  SourceAnswer,
  sourceAnswer,
} from './answers.ts';
import { filterFields, filterOf } from './filter.ts';

const Cursor = z
  .string()
  .max(200)
  .transform((text, context) => {
    const position = decodeCursor(text);
    if (position === undefined) {
      context.addIssue({ code: 'custom', message: 'must be a nextCursor of this list' });
      return z.NEVER;
    }
    return position;
  });

const Counts = z
  .object({
    open: z.int(),
    waiting: z.int(),
    closed: z.int(),
    held: z.int(),
    mine: z.int().describe('Open or waiting, and assigned to you'),
    unassigned: z.int().describe('Open or waiting, and assigned to nobody'),
  })
  .meta({ id: 'InboxCounts' });

const maxHistory = 200;

/** The list, and what is behind one of its lines. */
export function itemRoutes(deps: {
  db: InboxDeps['db'];
  audit: InboxDeps['audit'];
  source: InboxDeps['source'];
  topics: InboxDeps['topics'];
  items: ItemStore;
  changeStore: ChangeStore;
  notes: NoteStore;
  replies: ReplyStore;
  readings: ReadingTokens;
}): Route[] {
  const { db, audit, source, topics, items, changeStore, notes, replies, readings } = deps;
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/inbox/items',
        summary: 'The list: messages and callbacks, the newest first',
        permission: 'inbox.read',
        query: z.object({
          ...filterFields,
          cursor: Cursor.optional(),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        }),
        responses: { 200: z.object({ items: z.array(ItemAnswer), nextCursor: z.string().nullable() }) },
      },
      async ({ query, actor }) => {
        const { cursor: after, limit, ...filter } = query;
        const found = await items.list(filterOf(filter, actor.staffId), { after, limit: limit + 1 });
        const page = found.slice(0, limit);
        const last = page.at(-1);
        const nextCursor = found.length > limit && last !== undefined ? encodeCursor(last) : null;
        return { status: 200, body: { items: page.map(itemAnswer), nextCursor } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/inbox/counts',
        summary: 'How many items there are in each state, of yours, and of nobody’s',
        permission: 'inbox.read',
        responses: { 200: Counts },
      },
      async ({ actor }) => ({ status: 200, body: await items.counts(actor.staffId) }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/inbox/topics',
        summary: 'The topics to filter by',
        permission: 'inbox.read',
        query: z.object({ language: z.string().max(35).optional() }),
        responses: { 200: z.array(z.object({ id: z.string(), label: z.string() })) },
      },
      ({ query, acceptsLanguage }) => {
        const language = languageFor(query.language, acceptsLanguage);
        return { status: 200, body: [...topics(language)], headers: { vary: 'Accept-Language' } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/inbox/items/:id',
        summary: 'All of one item: what came in, notes, replies, history',
        description:
          'Written into the audit log as a reading, unless the header `x-foyer-reading` holds the `readingToken` of an earlier answer to the same session: a page that keeps itself up to date is not read again. `source` is null when the data were deleted in this moment.',
        permission: 'inbox.read',
        params: z.object({ id: z.uuid() }),
        responses: {
          200: ItemAnswer.safeExtend({
            source: SourceAnswer.nullable(),
            notes: z.array(NoteAnswer),
            replies: z.array(ReplyAnswer),
            history: z.array(HistoryAnswer).describe('The newest first'),
            readingToken: z.string().describe('For 12 hours'),
          }).meta({ id: 'InboxItemDetails' }),
        },
        problems: [inboxError.kinds.item_unknown],
      },
      async ({ params: { id }, headers, actor }) => {
        const item = await items.byId(id);
        if (item === undefined) throw inboxError('item_unknown');
        const reading = { itemId: id, staffId: actor.staffId, sessionId: actor.sessionId };
        if (!readings.isGood(headers['x-foyer-reading'], reading)) {
          await audit(db, { actorId: actor.staffId, action: 'inbox.read', subject: `inbox.item:${id}` });
        }
        const [record, itemNotes, itemReplies, history] = await Promise.all([
          source(item.kind)?.read(id),
          notes.ofItems([id], maxNotes),
          replies.ofItems([id], maxReplies),
          changeStore.history(id, maxHistory),
        ]);
        return {
          status: 200,
          body: {
            ...itemAnswer(item),
            source: record === undefined ? null : sourceAnswer(record),
            notes: itemNotes.map(noteAnswer),
            replies: itemReplies.map(replyAnswer),
            history: history.map(historyAnswer),
            readingToken: readings.give(reading),
          },
        };
      },
    ),
  ];
}
