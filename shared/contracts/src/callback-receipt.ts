import { z } from 'zod';

export const CallbackReceipt = z
  .object({
    reference: z.string().describe('Number to quote when asking about the call'),
    state: z
      .enum(['received', 'held'])
      .describe(
        'held: kept without a place in the slot until the visitor confirms it or the staff release it',
      ),
    startsAt: z.iso.datetime().nullable().describe('Start of the slot; null: as soon as possible'),
    endsAt: z.iso.datetime().nullable(),
    deletedOn: z.iso.date().describe('The day by which the request is deleted at the latest'),
  })
  .meta({ id: 'CallbackReceipt' });
export type CallbackReceipt = z.output<typeof CallbackReceipt>;

export const CallbackSlots = z
  .object({
    zone: z.string().describe('Time zone of the company (IANA)'),
    slotMinutes: z.int().min(1),
    isOpenNow: z.boolean().describe('Whether asap can be chosen at this moment'),
    retention: z.object({
      days: z.int().describe('From the last attempt to call to the deletion'),
    }),
    notice: z
      .object({ what: z.string(), why: z.string(), until: z.string() })
      .describe('What is kept, why and until when: to be shown at the form'),
    slots: z
      .array(z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() }))
      .describe('With a place left, in order'),
  })
  .meta({ id: 'CallbackSlots' });
export type CallbackSlots = z.output<typeof CallbackSlots>;
