import { ask } from './ask.ts';
import {
  flag,
  list,
  moment,
  nothing,
  nullable,
  number,
  record,
  shape,
  text,
  type Decoded,
} from './decode.ts';

const decodePromise = shape({
  holding: text,
  category: text,
  purpose: text,
  legalBasis: text,
  retention: shape({ days: number, from: text, text }),
  /** Goes with the records of other holdings; no hold can be put on it. */
  isCopy: flag,
  /** From where the time of the oldest record counts. */
  oldest: nullable(moment),
  overdue: number,
  canaryGoneAt: nullable(moment),
  canaryFoundIn: list(text),
});
export type RetentionPromise = Decoded<typeof decodePromise>;

const decodeOverview = shape({
  provedAt: nullable(moment),
  searched: list(text),
  promises: list(decodePromise),
});
export type RetentionOverview = Decoded<typeof decodeOverview>;

const decodeRun = shape({
  id: text,
  startedAt: moment,
  endedAt: nullable(moment),
  outcome: nullable(text),
  purged: record(number),
});
export type PurgeRun = Decoded<typeof decodeRun>;

const decodeDue = shape({ holding: text, due: number, held: number });
export type DueRecords = Decoded<typeof decodeDue>;

const decodeHold = shape({
  id: text,
  /** null, as recordId: everything of one person. */
  holding: nullable(text),
  recordId: nullable(text),
  why: text,
  until: moment,
  createdAt: moment,
  createdBy: nullable(text),
  endedAt: nullable(moment),
  isInForce: flag,
});
export type Hold = Decoded<typeof decodeHold>;

const PRIVACY = '/desk/api/privacy';

export const readRetention = (signal?: AbortSignal): Promise<RetentionOverview> =>
  ask(`${PRIVACY}/retention`, decodeOverview, { signal });

/** The newest first. */
export const readPurgeRuns = async (signal?: AbortSignal): Promise<PurgeRun[]> =>
  (await ask(`${PRIVACY}/retention/runs`, shape({ items: list(decodeRun) }), { signal })).items;

/** Counts what a purge would delete now; of many records this takes its time. */
export const dryRun = async (): Promise<DueRecords[]> =>
  (
    await ask(`${PRIVACY}/retention/dry-run`, shape({ items: list(decodeDue) }), {
      timeoutSeconds: 120,
    })
  ).items;

/** Those in force first. */
export const readHolds = async (signal?: AbortSignal): Promise<Hold[]> =>
  (await ask(`${PRIVACY}/holds`, shape({ items: list(decodeHold) }), { signal })).items;

export type NewHold = { why: string; until: string } & (
  | { holding: string; recordId: string }
  | { subject: { email?: string; phone?: string } }
);

export const placeHold = (body: NewHold): Promise<{ id: string }> =>
  ask(`${PRIVACY}/holds`, shape({ id: text }), { method: 'POST', body });

export const endHold = (id: string): Promise<undefined> =>
  ask(`${PRIVACY}/holds/${id}/end`, nothing, { method: 'POST' });
