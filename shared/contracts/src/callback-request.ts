import { z } from 'zod';
import { formFields, givenOrUndefined, Name, OptionalEmail, Phone, Text } from './form-fields.ts';

/** A moment in UTC, as `GET /callback/slots` gives it: `2026-11-24T09:30:00Z`. */
const Moment = z.iso.datetime({ error: 'must be a time of the list, or asap' });

/** What the callback form sends to `POST /callback/requests`, as JSON or as a form. */
export const CallbackRequest = z
  .object({
    name: Name,
    phone: Phone.describe(
      'As the visitor writes it; without a country code it is read as one of the country of the page',
    ),
    email: OptionalEmail.describe('For the confirmation, the reminder, and the link to move or cancel'),
    message: Text.max(2000, { error: 'must be 2,000 characters or fewer' })
      .optional()
      .transform(givenOrUndefined),
    slot: z
      .union([z.literal('asap'), Moment], { error: 'must be a time of the list, or asap' })
      .describe('Start of a slot of GET /callback/slots, or asap while the company is open'),
    zone: z
      .string()
      .max(64)
      .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, { error: 'must be a time zone, like Europe/Amsterdam' })
      .optional()
      .describe('Time zone of the visitor (IANA), for the times in the mails; the company’s when not given'),
    ...formFields,
  })
  .meta({ id: 'CallbackRequest' });
export type CallbackRequest = z.output<typeof CallbackRequest>;
