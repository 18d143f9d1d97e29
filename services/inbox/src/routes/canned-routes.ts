import { deskRoute, type Route } from '@foyer/http';
import { languages } from '@foyer/service';
import { z } from 'zod';
import type { CannedReplies } from '../canned-replies.ts';
import { inboxError } from '../errors.ts';
import { unknownPlaceholders } from '../placeholders.ts';
import { CannedAnswer, cannedAnswer } from './answers.ts';

const fields = {
  title: z.string().trim().min(1).max(120),
  text: z
    .string()
    .trim()
    .min(1)
    .max(10_000)
    .refine((text) => unknownPlaceholders(text).length === 0, {
      error: 'may hold {name} and {reference}, and no other word in braces',
      params: { code: 'placeholder_unknown' },
    }),
  language: z.enum(languages),
};

const Id = z.object({ id: z.uuid() });
const maxBodyBytes = 131_072;

/** Texts that are written once and used often. */
export function cannedRoutes(canned: CannedReplies): Route[] {
  const { kinds } = inboxError;
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/inbox/canned',
        summary: 'All canned replies, by title',
        permission: 'inbox.work',
        responses: { 200: z.object({ items: z.array(CannedAnswer), nextCursor: z.null() }) },
      },
      async () => ({
        status: 200,
        body: { items: (await canned.list()).map(cannedAnswer), nextCursor: null },
      }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/inbox/canned',
        summary: 'Write a canned reply',
        permission: 'inbox.canned',
        body: z.strictObject(fields),
        maxBodyBytes,
        responses: { 201: CannedAnswer },
        problems: [kinds.canned_reply_limit],
      },
      async ({ body, actor }) => ({
        status: 201,
        body: cannedAnswer(await canned.add(body, actor.staffId)),
      }),
    ),
    deskRoute(
      {
        method: 'patch',
        path: '/desk/api/inbox/canned/:id',
        summary: 'Change a canned reply',
        permission: 'inbox.canned',
        params: Id,
        body: z.strictObject(fields).partial(),
        maxBodyBytes,
        responses: { 200: CannedAnswer },
        problems: [kinds.canned_reply_unknown],
      },
      async ({ params, body, actor }) => ({
        status: 200,
        body: cannedAnswer(await canned.change(params.id, body, actor.staffId)),
      }),
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/inbox/canned/:id',
        summary: 'Delete a canned reply',
        permission: 'inbox.canned',
        params: Id,
        responses: { 204: 'empty' },
        problems: [kinds.canned_reply_unknown],
      },
      async ({ params, actor }) => {
        await canned.remove(params.id, actor.staffId);
        return { status: 204 };
      },
    ),
  ];
}
