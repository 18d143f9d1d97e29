import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { consentFields } from './consents.ts';
import { daysAfter } from './deletion-date.ts';
import { contactError } from './errors.ts';
import type { Submission } from './submission-schema.ts';

/** What a program sends with a message and with each repetition of it: draft-ietf-httpapi-idempotency-key-header. */
export const IdempotencyKey = z
  .string()
  // A structured header writes a text in quotes; many programs leave them out.
  .regex(/^(?:"[A-Za-z0-9-]{16,64}"|[A-Za-z0-9-]{16,64})$/)
  .describe(
    'Made up anew for each message, like a UUID, and sent again with each repetition of it: the message is stored once, and each answer is the same. Remembered for a day.',
  );

/** How long a repetition of a message is known as one. */
export const keyDays = 1;

/** Keys as old as that are forgotten, whether they are deleted already or not. */
export function forgottenAt(now: Date): Date {
  return daysAfter(now, -keyDays);
}

/** A key and what was sent under it; equal digests mean the same message. */
export interface SubmissionKey {
  /** Hexadecimal, as the other. */
  keyDigest: string;
  bodyDigest: string;
}

/** @throws AppError idempotency_key_malformed */
export function parseIdempotencyKey(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const parsed = IdempotencyKey.safeParse(header);
  if (parsed.success) return parsed.data.replaceAll('"', '');
  throw contactError(
    'idempotency_key_malformed',
    'Idempotency-Key must be 16 to 64 letters, digits and hyphens',
  );
}

/**
 * Keyed digests (HMAC-SHA-256), from which nobody learns key or text by guessing. The captcha's solution is no part of
 * the message: it may have had to be renewed in between.
 */
export function submissionKey(secret: Uint8Array, key: string, submission: Submission): SubmissionKey {
  const { form, language, name, email, phone, topic, message, website } = submission;
  const consents = consentFields(submission).map(({ name: field, value }) => [field, String(value)]);
  const body = JSON.stringify([
    form,
    language,
    name,
    email,
    phone,
    topic,
    message,
    website,
    // A message without consents has the digest that it always had.
    ...(consents.length === 0 ? [] : [consents, submission['old-enough']]),
  ]);
  return {
    keyDigest: digest(secret, `submission key\0${key}`),
    bodyDigest: digest(secret, `submission\0${key}\0${body}`),
  };
}

function digest(secret: Uint8Array, text: string): string {
  return createHmac('sha256', secret).update(`contact\0${text}`).digest('hex');
}
