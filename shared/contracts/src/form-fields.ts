import { z } from 'zod';

// What the forms of Foyer have in common.

/** Letters of one line: what goes into a mail header or a subject must not bring its own line breaks. */
const oneLine = z.string().regex(/^\P{Cc}*$/u, { error: 'must be on one line, without control characters' });

/** An empty input of a form arrives as '' and means "not given". */
export const givenOrUndefined = (value: string | undefined): string | undefined =>
  value === '' ? undefined : value;

export const Name = oneLine
  .trim()
  .min(1, { error: 'must be given' })
  .max(200, { error: 'must be 200 characters or fewer' });

export const Email = z
  .email({ error: 'must be an e-mail address, like name@example.com' })
  .max(254, { error: 'must be 254 characters or fewer' });

export const OptionalEmail = z
  .union([Email, z.literal('')])
  .optional()
  .transform(givenOrUndefined);

/** Loosely: people write numbers in many ways. */
export const Phone = oneLine
  .max(32, { error: 'must be 32 characters or fewer' })
  .regex(/^\+?(?:[ ()./-]*\d){5,}[ ()./-]*$/, { error: 'must be a telephone number with at least 5 digits' });

// A form sends CRLF where the visitor typed one line break, and maxlength counted one.
export const Text = z.string().overwrite((text) => text.replaceAll('\r\n', '\n').trim());

/** What every form carries besides its own fields. */
export const formFields = {
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
};
