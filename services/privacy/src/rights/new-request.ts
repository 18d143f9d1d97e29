import { ContactMessage } from '@foyer/contracts';
import { languages } from '@foyer/service';
import { z } from 'zod';
import { contactFor } from './objections.ts';
import { requestChannels, requestKinds } from './request.ts';

const { name: Name, phone: Phone } = ContactMessage.shape;
const Email = z.email().max(254);
const officeChannels = requestChannels.filter((channel) => channel !== 'my_data');

/** What the officer writes down of somebody who called, wrote or came by. */
export const NewRequest = z
  .object({
    kind: z.enum(requestKinds),
    channel: z.enum(officeChannels),
    email: Email.optional(),
    phone: Phone,
    language: z.enum(languages).default('en'),
    receivedOn: z.iso.date().optional().describe('Today when not given'),
    changes: z
      .object({ name: Name, email: Email, phone: Phone })
      .partial()
      .default({})
      .describe('Of a rectification'),
    purposes: z
      .array(z.string().regex(/^[\w.:-]{1,100}$/))
      .max(50)
      .default([])
      .describe('Of consents to withdraw; of an objection: mail, calls'),
  })
  .refine(({ email, phone }) => email !== undefined || phone !== undefined, {
    path: ['email'],
    error: 'an e-mail address or a telephone number must be given',
    params: { code: 'email_or_phone_required' },
  })
  .refine(({ kind, changes }) => (kind === 'rectification') === Object.keys(changes).length > 0, {
    path: ['changes'],
    error: 'must be given for a rectification, and for nothing else',
    params: { code: 'changes_required' },
  })
  .refine(({ kind, purposes }) => (kind === 'withdrawal' || kind === 'objection') === purposes.length > 0, {
    path: ['purposes'],
    error: 'must be given for a withdrawal and an objection, and for nothing else',
    params: { code: 'purposes_required' },
  })
  .refine(
    ({ kind, purposes }) =>
      kind !== 'objection' || purposes.every((purpose) => purpose === 'mail' || purpose === 'calls'),
    { path: ['purposes'], error: 'must be mail or calls', params: { code: 'purpose_unknown' } },
  )
  .refine(
    ({ kind, purposes, email, phone }) => kind !== 'objection' || canObject({ email, phone }, purposes),
    {
      path: ['phone'],
      error: 'an objection to mail needs an e-mail address, one to calls a number such as +31201234567',
      params: { code: 'contact_unreadable' },
    },
  );

function canObject(
  { email, phone }: { email: string | undefined; phone: string | undefined },
  purposes: readonly string[],
): boolean {
  const subject = { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
  const scopes = (['mail', 'calls'] as const).filter((scope) => purposes.includes(scope));
  return scopes.every((scope) => contactFor(subject, scope) !== undefined);
}
