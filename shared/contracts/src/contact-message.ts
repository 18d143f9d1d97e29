import { z } from 'zod';
import { formFields, givenOrUndefined, Name, OptionalEmail, Phone, Text } from './form-fields.ts';

/** What the contact form sends to `POST /contact/messages`, as JSON or as a form. */
export const ContactMessage = z
  .object({
    name: Name,
    email: OptionalEmail,
    phone: z
      .union([Phone, z.literal('')])
      .optional()
      .transform(givenOrUndefined),
    topic: z
      .string()
      .max(64, { error: 'must be 64 characters or fewer' })
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'must be one of the topics of the form' }),
    message: Text.min(1, { error: 'must be given' }).max(10_000, {
      error: 'must be 10,000 characters or fewer',
    }),
    ...formFields,
  })
  .refine((value) => !(isBlank(value.email) && isBlank(value.phone)), {
    path: ['email'],
    error: 'an e-mail address or a telephone number must be given',
    params: { code: 'email_or_phone_required' },
    // Also when other fields are wrong, so that the visitor reads everything at once.
    when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value),
  })
  .meta({ id: 'ContactMessage' });
export type ContactMessage = z.output<typeof ContactMessage>;

function isBlank(value: unknown): boolean {
  return value === undefined || value === '';
}
