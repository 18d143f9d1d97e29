import { z } from 'zod';

// Letters of one line: what goes into a mail header or a subject must not bring its own line breaks.
const oneLine = z.string().regex(/^\P{Cc}*$/u, { error: 'must be on one line, without control characters' });

// An empty input of a form arrives as '' and means "not given".
const givenOrUndefined = (value: string | undefined): string | undefined =>
  value === '' ? undefined : value;

const Email = z
  .email({ error: 'must be an e-mail address, like name@example.com' })
  .max(254, { error: 'must be 254 characters or fewer' });

const Phone = oneLine
  .max(32, { error: 'must be 32 characters or fewer' })
  .regex(/^\+?(?:[ ()./-]*\d){5,}[ ()./-]*$/, { error: 'must be a telephone number with at least 5 digits' });

/** What the contact form sends to `POST /contact/messages`, as JSON or as a form. */
export const ContactMessage = z
  .object({
    name: oneLine
      .trim()
      .min(1, { error: 'must be given' })
      .max(200, { error: 'must be 200 characters or fewer' }),
    email: z
      .union([Email, z.literal('')])
      .optional()
      .transform(givenOrUndefined),
    phone: z
      .union([Phone, z.literal('')])
      .optional()
      .transform(givenOrUndefined),
    topic: z
      .string()
      .max(64, { error: 'must be 64 characters or fewer' })
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'must be one of the topics of the form' }),
    message: z
      .string()
      // A form sends CRLF where the visitor typed one line break, and maxlength counted one.
      .overwrite((text) => text.replaceAll('\r\n', '\n').trim())
      .min(1, { error: 'must be given' })
      .max(10_000, { error: 'must be 10,000 characters or fewer' }),
    'frc-captcha-solution': z.string().max(8192, { error: 'must be 8192 characters or fewer' }).optional(),
    website: z
      .string()
      .max(2000)
      .optional()
      .describe('A trap for programs; people do not see it and leave it empty'),
    language: z
      .string()
      .max(35)
      .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/, { error: 'must be a language tag, like nl or de-AT' })
      .optional()
      .describe('Language of the page, for the answer and the mail (BCP 47)'),
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
