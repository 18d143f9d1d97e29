import { z } from 'zod';
import type { Hold } from './hold-store.ts';
import type { Overview } from './overview.ts';
import type { PurgeRun } from './purge-run-store.ts';

const moment = z.iso.datetime();

export const OverviewAnswer = z
  .object({
    provedAt: moment.nullable().describe('null: nobody has looked yet'),
    searched: z.array(z.string()).describe('tables and other stores that the last look searched'),
    promises: z.array(
      z.object({
        holding: z.string(),
        title: z.string(),
        category: z.string(),
        purpose: z.string(),
        legalBasis: z.string(),
        keptAfterErasure: z.string().optional().describe('Why some of its records outlive an erasure'),
        retention: z.object({ days: z.number(), from: z.string(), text: z.string() }),
        isCopy: z.boolean().describe('goes with the records of other holdings; no hold can be put on it'),
        oldest: moment.nullable(),
        overdue: z.int(),
        canaryGoneAt: moment.nullable(),
        canaryFoundIn: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'RetentionOverview' });

export const RunsAnswer = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      startedAt: moment,
      endedAt: moment.nullable(),
      outcome: z.enum(['done', 'stopped', 'failed']).nullable(),
      purged: z.record(z.string(), z.number()).describe('number of records by holding'),
    }),
  ),
  nextCursor: z.null(),
});

export const DryRunAnswer = z.object({
  items: z.array(z.object({ holding: z.string(), due: z.int(), held: z.int() })),
  nextCursor: z.null(),
});

export const HoldAnswer = z
  .object({
    id: z.uuid(),
    holding: z.string().nullable().describe('null: everything of one person'),
    recordId: z.string().nullable(),
    why: z.string(),
    until: moment,
    createdAt: moment,
    createdBy: z.uuid().nullable(),
    endedAt: moment.nullable(),
    isInForce: z.boolean(),
  })
  .meta({ id: 'RetentionHold' });

export const NewHold = z
  .object({
    holding: z.string().max(100).optional(),
    recordId: z
      .string()
      .regex(/^[\w-]{1,100}$/)
      .optional(),
    subject: z
      .object({ email: z.string().max(320).optional(), phone: z.string().max(40).optional() })
      .optional()
      .describe('everything of this person, also what comes in later'),
    why: z.string().trim().min(3).max(500),
    until: z.iso.datetime({ offset: true }),
  })
  .refine(
    ({ holding, recordId, subject }) =>
      subject === undefined
        ? holding !== undefined && recordId !== undefined
        : holding === undefined && recordId === undefined,
    { message: 'must name a record by holding and recordId, or a subject' },
  );

export function overviewAnswer({ provedAt, searched, promises }: Overview): z.infer<typeof OverviewAnswer> {
  return {
    provedAt: iso(provedAt),
    searched,
    promises: promises.map((promise) => ({
      ...promise,
      oldest: iso(promise.oldest),
      canaryGoneAt: iso(promise.canaryGoneAt),
    })),
  };
}

export function runAnswer({ id, startedAt, endedAt, outcome, purged }: PurgeRun) {
  return { id, startedAt: startedAt.toISOString(), endedAt: iso(endedAt), outcome, purged: { ...purged } };
}

export function holdAnswer(hold: Hold & { isInForce: boolean }): z.infer<typeof HoldAnswer> {
  const { id, holding, recordId, why, until, createdAt, createdBy, endedAt, isInForce } = hold;
  return {
    id,
    holding,
    recordId,
    why,
    until: until.toISOString(),
    createdAt: createdAt.toISOString(),
    createdBy,
    endedAt: iso(endedAt),
    isInForce,
  };
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
