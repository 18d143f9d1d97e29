import { z } from 'zod';
import { Email, formFields, Name } from './form-fields.ts';

/** What the newsletter's form sends to `POST /newsletter/subscriptions`, besides a field for each box that was ticked. */
export const NewsletterSignUp = z
  .object({
    email: Email,
    name: Name,
    salutation: z.enum(['mrs', 'mr', 'neutral'], { error: 'must be mrs, mr or neutral' }),
    'old-enough': z
      .enum(['yes', ''])
      .optional()
      .describe('The statement to be 16 or older, where the form asks for it'),
    ...formFields,
  })
  .meta({ id: 'NewsletterSignUp' });
export type NewsletterSignUp = z.output<typeof NewsletterSignUp>;

export const NewsletterReceipt = z
  .object({
    state: z.literal('confirmation_sent').describe('The same for every address'),
    deletedOn: z.iso.date().describe('The day on which the sign-up is deleted if nobody confirms it'),
  })
  .meta({ id: 'NewsletterReceipt' });
export type NewsletterReceipt = z.output<typeof NewsletterReceipt>;
