import { ask } from './ask.ts';
import {
  anything,
  flag,
  list,
  moment,
  nothing,
  nullable,
  number,
  oneOf,
  shape,
  text,
  withDefault,
  type Decoded,
} from './decode.ts';

const decodeCall = shape({
  id: text,
  reference: text,
  name: text,
  phone: text,
  e164: nullable(text),
  isDiallable: flag,
  dialRefusal: nullable(text),
  slot: nullable(shape({ startsAt: moment, endsAt: moment })),
  isAsap: flag,
  claimedBy: nullable(text),
  claimedByName: nullable(text),
  claimedAt: nullable(moment),
  attempts: number,
  nextAttemptAt: nullable(moment),
  message: nullable(text),
  language: text,
  dueAt: moment,
  isOverdue: flag,
});
export type Call = Decoded<typeof decodeCall>;

export const outcomes = ['reached', 'no_answer', 'wrong_number', 'do_not_call'] as const;
export type Outcome = (typeof outcomes)[number];

const CALLBACK = '/desk/api/callback';

export const readQueue = async (signal?: AbortSignal): Promise<Call[]> =>
  (await ask(`${CALLBACK}/queue`, shape({ items: list(decodeCall) }), { signal })).items;

/** @throws ApiError with the code already_claimed, whose detail says by whom */
export const claimCall = (id: string): Promise<unknown> =>
  ask(`${CALLBACK}/${id}/claim`, anything, { method: 'POST' });

export const giveCallBack = (id: string): Promise<undefined> =>
  ask(`${CALLBACK}/${id}/claim`, nothing, { method: 'DELETE' });

export const logOutcome = (
  id: string,
  body: { outcome: Outcome; retryAt?: string; note?: string },
): Promise<undefined> => ask(`${CALLBACK}/${id}/outcome`, nothing, { method: 'POST', body });

const decodeAttempt = shape({
  at: moment,
  by: nullable(shape({ id: text, name: text })),
  outcome: oneOf(...outcomes),
  note: nullable(text),
  retryAt: nullable(moment),
});
export type Attempt = Decoded<typeof decodeAttempt>;

export const readAttempts = async (id: string, signal?: AbortSignal): Promise<Attempt[]> =>
  (await ask(`${CALLBACK}/requests/${id}/attempts`, shape({ attempts: list(decodeAttempt) }), { signal }))
    .attempts;

const decodeInterval = shape({ from: text, to: text });
const decodeDay = withDefault(list(decodeInterval), []);
const decodeHours = shape({
  version: number,
  savedAt: nullable(moment),
  savedBy: nullable(text),
  value: shape({
    zone: text,
    slotMinutes: number,
    capacity: number,
    leadMinutes: number,
    horizonDays: number,
    week: shape({
      monday: decodeDay,
      tuesday: decodeDay,
      wednesday: decodeDay,
      thursday: decodeDay,
      friday: decodeDay,
      saturday: decodeDay,
      sunday: decodeDay,
    }),
    holidays: list(shape({ date: text, name: text, intervals: decodeDay })),
  }),
});
export type SavedHours = Decoded<typeof decodeHours>;
export type OpeningHours = SavedHours['value'];
export type OpenInterval = Decoded<typeof decodeInterval>;
export type Holiday = OpeningHours['holidays'][number];

export const readHours = (signal?: AbortSignal): Promise<SavedHours> =>
  ask(`${CALLBACK}/hours`, decodeHours, { signal });

export const saveHours = (value: OpeningHours, basedOnVersion: number): Promise<SavedHours> =>
  ask(`${CALLBACK}/hours`, decodeHours, { method: 'PUT', body: { value, basedOnVersion } });
