import type { CallbackRequest } from './request.ts';

/** A request as other systems get it, a CRM for one. A type, not an interface: only types are taken for JSON. */
export type CallbackEventData = {
  id: string;
  reference: string;
  language: string;
  state: string;
  name: string;
  phone: string;
  e164: string;
  isDiallable: boolean;
  email: string | null;
  message: string | null;
  startsAt: string | null;
  endsAt: string | null;
  receivedAt: string;
  deleteOn: string;
};

export function eventDataOf(request: CallbackRequest): CallbackEventData {
  const { id, reference, language, state, name, phone, e164, email, message, slot, deleteOn } = request;
  return {
    id,
    reference,
    language,
    state,
    name,
    phone,
    e164,
    isDiallable: request.dialRefusal === null,
    email,
    message,
    startsAt: slot?.startsAt.toISOString() ?? null,
    endsAt: slot?.endsAt.toISOString() ?? null,
    receivedAt: request.receivedAt.toISOString(),
    deleteOn,
  };
}
