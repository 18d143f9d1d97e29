import { z } from 'zod';

export const ContactReceipt = z
  .object({
    reference: z.string().describe('Number to quote when asking about the message'),
    state: z
      .enum(['received', 'held'])
      .describe('held: kept until the visitor confirms it or the staff release it'),
    deletedOn: z.iso.date().describe('The day by which the message is deleted at the latest'),
  })
  .meta({ id: 'ContactReceipt' });
export type ContactReceipt = z.output<typeof ContactReceipt>;
