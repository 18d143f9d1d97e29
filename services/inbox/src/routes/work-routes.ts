import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import type { Changes } from '../changes.ts';
import { inboxError } from '../errors.ts';
import { workStates } from '../item.ts';
import type { Notes } from '../notes.ts';
import type { WriteReply } from '../replies.ts';
import type { ResendReply } from '../resend-reply.ts';
import type { ReleaseItems } from '../release.ts';
import { NoteAnswer, noteAnswer, ReplyAnswer, replyAnswer } from './answers.ts';

const Ids = z.array(z.uuid()).min(1).max(100);
const ItemId = z.object({ id: z.uuid() });
// 20,000 letters, each up to six bytes as JSON writes them.
const maxBodyBytes = 131_072;

const IdempotencyKey = z.uuid();

/** What staff do with items. */
export function workRoutes(deps: {
  changes: Changes;
  release: ReleaseItems;
  notes: Notes;
  writeReply: WriteReply;
  resendReply: ResendReply;
}): Route[] {
  const { changes, release, notes, writeReply, resendReply } = deps;
  const { kinds } = inboxError;
  return [
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/inbox/changes',
        summary: 'Change the state or the assignee of up to 100 items',
        description: 'Held items keep their state. What can be undone can be undone once, for ten minutes.',
        permission: 'inbox.work',
        body: z.strictObject({
          ids: Ids,
          change: z
            .strictObject({
              assigneeId: z.uuid().nullable().optional(),
              state: z.enum(workStates).optional(),
            })
            .refine(({ assigneeId, state }) => assigneeId !== undefined || state !== undefined, {
              error: 'must name a state or an assignee',
            }),
        }),
        responses: {
          200: z.object({
            undoToken: z.string(),
            changed: z.int().describe('How many were not so already'),
          }),
        },
        problems: [kinds.item_held, kinds.assignee_unknown],
      },
      async ({ body, actor }) => ({
        status: 200,
        body: await changes.change([...new Set(body.ids)], body.change, actor.staffId),
      }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/inbox/undo',
        summary: 'Undo a change of your own',
        description: 'Items that somebody changed since are skipped.',
        permission: 'inbox.work',
        body: z.strictObject({ undoToken: z.string().max(100) }),
        responses: { 200: z.object({ restored: z.int(), skipped: z.int() }) },
        problems: [kinds.undo_gone],
      },
      async ({ body, actor }) => ({
        status: 200,
        body: await changes.undo(body.undoToken, actor.staffId),
      }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/inbox/releases',
        summary: 'Release held items: they go the whole way they would have gone at once',
        permission: 'inbox.release',
        body: z.strictObject({ ids: Ids }),
        responses: { 200: z.object({ released: z.int().describe('How many were held') }) },
      },
      async ({ body, actor }) => ({
        status: 200,
        body: { released: await release([...new Set(body.ids)], actor.staffId) },
      }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/inbox/items/:id/notes',
        summary: 'Write a note, which no visitor sees',
        permission: 'inbox.work',
        params: ItemId,
        body: z.strictObject({ text: z.string().trim().min(1).max(5000) }),
        responses: { 201: NoteAnswer },
        problems: [kinds.item_unknown, kinds.item_full],
      },
      async ({ params, body, actor }) => ({
        status: 201,
        body: noteAnswer(await notes.add(params.id, body.text, actor.staffId)),
      }),
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/inbox/items/:id/notes/:noteId',
        summary: 'Delete a note of your own',
        permission: 'inbox.work',
        params: z.object({ id: z.uuid(), noteId: z.uuid() }),
        responses: { 204: 'empty' },
        problems: [kinds.note_unknown],
      },
      async ({ params, actor }) => {
        await notes.remove(params.id, params.noteId, actor.staffId);
        return { status: 204 };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/inbox/items/:id/replies',
        summary: 'Reply to the visitor by mail',
        description:
          'Needs the header `idempotency-key` with a UUID of your own: sent again with the same key it is one reply. `{name}` and `{reference}` in the text are filled in.',
        permission: 'inbox.reply',
        params: ItemId,
        body: z.strictObject({
          text: z.string().trim().min(1).max(20_000),
          subject: z.string().trim().max(200).optional(),
          state: z.enum(['waiting', 'closed']).optional(),
        }),
        maxBodyBytes,
        responses: { 201: ReplyAnswer },
        problems: [
          kinds.item_unknown,
          kinds.item_held,
          kinds.item_full,
          kinds.reply_without_address,
          kinds.reply_restricted,
          kinds.idempotency_key_missing,
          kinds.idempotency_key_reused,
        ],
      },
      async ({ params, body, headers, actor }) => {
        const key = IdempotencyKey.safeParse(headers['idempotency-key']);
        if (!key.success) {
          throw inboxError('idempotency_key_missing', 'the header idempotency-key must be a UUID');
        }
        const subject = body.subject === '' ? undefined : body.subject;
        const reply = await writeReply(params.id, { ...body, subject }, key.data, actor);
        return { status: 201, body: replyAnswer(reply) };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/inbox/items/:id/replies/:replyId/resend',
        summary: 'Send a reply once more that was refused or given up',
        permission: 'inbox.reply',
        params: z.object({ id: z.uuid(), replyId: z.uuid() }),
        responses: { 200: ReplyAnswer },
        problems: [
          kinds.item_unknown,
          kinds.item_held,
          kinds.reply_unknown,
          kinds.reply_not_failed,
          kinds.reply_without_address,
          kinds.reply_restricted,
        ],
      },
      async ({ params, actor }) => ({
        status: 200,
        body: replyAnswer(await resendReply(params.id, params.replyId, actor.staffId)),
      }),
    ),
  ];
}
