import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import type { AuditLog } from './audit.ts';

const Entry = z
  .object({
    seq: z.int(),
    at: z.iso.datetime(),
    actorId: z.uuid().nullable().describe('null: a schedule or the command line'),
    action: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'AuditEntry' });

const Entries = z.object({ items: z.array(Entry), nextCursor: z.string().nullable() });

const Verification = z
  .object({
    isIntact: z.boolean(),
    entries: z.int(),
    brokenAt: z.int().nullable().describe('Number of the first entry that is not as it was written'),
    problem: z
      .enum(['content_changed', 'chain_broken', 'content_removed', 'end_differs', 'noted_head_differs'])
      .nullable(),
    head: z.object({ seq: z.int(), chain: z.string() }).nullable(),
  })
  .meta({ id: 'AuditVerification' });

const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

const Query = z.object({
  cursor: wholeNumber.optional(),
  limit: wholeNumber.pipe(z.int().max(100)).default(50),
  actor: z.uuid().toLowerCase().optional(),
  action: z.string().max(64).optional(),
});

export function auditRoutes(audit: Pick<AuditLog, 'list' | 'verify'>): Route[] {
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/staff/audit',
        summary: 'Who did what, the newest first',
        permission: 'audit.read',
        query: Query,
        responses: { 200: Entries },
      },
      async ({ query: { cursor, limit, actor, action } }) => {
        const found = await audit.list({ before: cursor, limit: limit + 1, actorId: actor, action });
        const items = found.slice(0, limit).map((entry) => ({ ...entry, at: entry.at.toISOString() }));
        const nextCursor = found.length > limit ? String(items.at(-1)?.seq) : null;
        return { status: 200, body: { items, nextCursor } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/staff/audit/verification',
        summary: 'Whether the audit log is as it was written',
        permission: 'audit.read',
        responses: { 200: Verification },
      },
      async () => ({ status: 200, body: await audit.verify() }),
    ),
  ];
}
