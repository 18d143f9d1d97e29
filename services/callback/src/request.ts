import type { Language } from '@foyer/service';
import type { DialRefusal } from './dial-rules.ts';
import type { PhoneNumber } from './phone-number.ts';
import type { Reference } from './reference.ts';
import type { Slot } from './slots.ts';

/** Why a request is held; written into the database and shown to staff. */
export type HoldReason = 'no_captcha' | 'honeypot' | 'fast' | 'links';

/** What became of a call; the last two are not an agent's. */
export const attemptOutcomes = ['reached', 'no_answer', 'wrong_number', 'do_not_call'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];
export type Outcome = AttemptOutcome | 'cancelled' | 'closed_by_staff';

export type RequestState = 'held' | 'choosing' | 'open' | 'suppressed' | 'closed';

/** A day of the calendar in UTC, `2026-11-22`. */
export type Day = string;

export interface NewRequest {
  id: string;
  language: Language;
  /** Time zone of the visitor. */
  zone: string;
  state: Exclude<RequestState, 'closed' | 'choosing'>;
  heldReasons: readonly HoldReason[];
  name: string;
  email: string | undefined;
  phone: PhoneNumber;
  message: string | undefined;
  /** null: as soon as possible. */
  slot: Slot | null;
  /** Of the slot; null for a request that holds none. */
  place: number | null;
  dueAt: Date;
  receivedAt: Date;
  latestOn: Day;
  deleteOn: Day;
  /** Right side of the ids of its mails. */
  mailDomain: string;
}

export interface CallbackRequest {
  id: string;
  reference: Reference;
  language: Language;
  zone: string;
  state: RequestState;
  outcome: Outcome | null;
  heldReasons: readonly HoldReason[];
  name: string;
  email: string | null;
  phone: string;
  e164: string;
  dialRefusal: DialRefusal | null;
  message: string | null;
  isAsap: boolean;
  slot: Slot | null;
  holdsPlace: boolean;
  sequence: number;
  dueAt: Date;
  receivedAt: Date;
  latestOn: Day;
  deleteOn: Day;
  mailDomain: string;
  isRestricted: boolean;
}

/** The kinds of mail that a visitor may get. */
export const mailKinds = [
  'release',
  'booked',
  'moved',
  'reminder',
  'cancelled',
  'choose',
  'declined',
] as const;
export type MailKind = (typeof mailKinds)[number];
export type MailOutcome = 'sent' | 'limited' | 'refused';

/** Of the mail that tells staff of the request. */
export function staffNoticeIdOf({ id, mailDomain }: { id: string; mailDomain: string }): string {
  return `callback-notify.${id}@${mailDomain}`;
}

/** The same for every repetition of the same mail. */
export function mailIdOf(
  kind: MailKind,
  request: { id: string; sequence: number; mailDomain: string },
): string {
  return `callback-${kind}.${request.id}.${request.sequence}@${request.mailDomain}`;
}
