import { languageOf } from '@foyer/service';
import { dialRefusals } from './dial-rules.ts';
import type { CallbackRequest, Day, HoldReason, Outcome, RequestState } from './request.ts';
import type { Reference } from './reference.ts';

/** A row of callback.request, as far as the service itself reads it. */
export interface RequestRow {
  id: string;
  reference: Reference;
  language: string;
  zone: string;
  state: RequestState;
  outcome: Outcome | null;
  held_reasons: string;
  name: string;
  email: string | null;
  phone: string;
  e164: string;
  dial_refusal: string | null;
  message: string | null;
  is_asap: boolean;
  slot_starts_at: Date | null;
  slot_ends_at: Date | null;
  slot_place: number | null;
  sequence: number;
  due_at: Date;
  received_at: Date;
  latest_on: Day;
  delete_on: Day;
  mail_domain: string;
  restricted_at: Date | null;
}

export function requestOf(row: RequestRow): CallbackRequest {
  return {
    id: row.id,
    reference: row.reference,
    language: languageOf(row.language) ?? 'en',
    zone: row.zone,
    state: row.state,
    outcome: row.outcome,
    heldReasons: reasonsOf(row.held_reasons),
    name: row.name,
    email: row.email,
    phone: row.phone,
    e164: row.e164,
    dialRefusal: dialRefusals.find((refusal) => refusal === row.dial_refusal) ?? null,
    message: row.message,
    isAsap: row.is_asap,
    slot:
      row.slot_starts_at === null || row.slot_ends_at === null
        ? null
        : { startsAt: row.slot_starts_at, endsAt: row.slot_ends_at },
    holdsPlace: row.slot_place !== null,
    sequence: row.sequence,
    dueAt: row.due_at,
    receivedAt: row.received_at,
    latestOn: row.latest_on,
    deleteOn: row.delete_on,
    mailDomain: row.mail_domain,
    isRestricted: row.restricted_at !== null,
  };
}

const holdReasons: readonly HoldReason[] = ['no_captcha', 'honeypot', 'fast', 'links'];

function reasonsOf(text: string): HoldReason[] {
  const names = text.split(',');
  return holdReasons.filter((reason) => names.includes(reason));
}
