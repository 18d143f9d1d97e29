import { z } from 'zod';
import { isReadable, isScope, type Contact } from './contact.ts';

/** One address or one number, as staff type it. Never in a URL, which logs and histories keep. */
export const ContactFields = {
  email: z.string().trim().min(1).max(320).optional(),
  phone: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .optional()
    .describe('In E.164: +31201234567; blanks and hyphens do no harm'),
};

export const Scope = z
  .string()
  .max(80)
  .refine(isScope, { error: 'must be mail, calls or list:<id>', params: { code: 'scope_unknown' } })
  .describe('`mail`: all advertising mail; `calls`: all calls; `list:<id>`: one list');

interface Given {
  email?: string | undefined;
  phone?: string | undefined;
}

/** Adds what is wrong with the address or the number, by its field. */
export function checkContact(value: Given, context: z.RefinementCtx): void {
  if ((value.email === undefined) === (value.phone === undefined)) {
    context.addIssue({
      code: 'custom',
      path: ['email'],
      message: 'an e-mail address or a telephone number must be given, and not both',
      params: { code: 'email_or_phone_required' },
    });
    return;
  }
  if (contactOf(value) !== undefined) return;
  const isEmail = value.email !== undefined;
  context.addIssue({
    code: 'custom',
    path: [isEmail ? 'email' : 'phone'],
    message: isEmail
      ? 'must be an e-mail address, like name@example.com'
      : 'must be a number like +31201234567',
    params: { code: 'invalid_format' },
  });
}

/** Adds that numbers are not written to, nor addresses called. */
export function checkScope(value: Given & { scope: string }, context: z.RefinementCtx): void {
  if ((value.phone !== undefined) === (value.scope === 'calls')) return;
  context.addIssue({
    code: 'custom',
    path: ['scope'],
    message: 'must be calls for a telephone number, and mail or list:<id> for an e-mail address',
    params: { code: 'scope_mixed_up' },
  });
}

export function contactOf({ email, phone }: Given): Contact | undefined {
  const contact = email !== undefined ? { email } : phone !== undefined ? { phone } : undefined;
  return contact !== undefined && isReadable(contact) ? contact : undefined;
}
