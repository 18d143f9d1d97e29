import { z } from 'zod';

const Domain = z
  .string()
  .regex(
    /^(?=.{3,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/,
    'must be a domain in small letters, such as example.org',
  );
const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 08:30');

/** How mails leave: what the company may change while a campaign is on its way. */
export const SendingSettings = z.strictObject({
  perSecond: z.number().min(0.1).max(10_000).describe('Of all processes and campaigns together'),
  parallel: z.int().min(1).max(8).describe('How many parts of a campaign are worked on at once'),
  domains: z
    .array(z.strictObject({ domain: Domain, perMinute: z.number().min(1).max(600_000) }))
    .max(200)
    .refine(
      (list) => new Set(list.map(({ domain }) => domain)).size === list.length,
      'must name each domain once',
    )
    .describe('Recipients’ domains that take fewer'),
  hours: z
    .strictObject({
      timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Amsterdam'),
      days: z.array(z.int().min(1).max(7)).min(1).max(7).describe('1 is Monday'),
      from: TimeOfDay,
      to: TimeOfDay,
    })
    .refine(({ from, to }) => from < to, { path: ['to'], error: 'must be later than from' })
    .nullable()
    .describe('When mails leave; null: always'),
  warmUp: z
    .strictObject({
      startsOn: z.iso.date(),
      firstDay: z.int().min(1).max(10_000_000),
      lastDay: z.int().min(1).max(10_000_000),
      days: z.int().min(2).max(365),
    })
    .refine(({ firstDay, lastDay }) => firstDay <= lastDay, {
      path: ['lastDay'],
      error: 'must not be below firstDay',
    })
    .nullable()
    .describe('A new sender’s mails a day, growing by the same factor each day (UTC)'),
  returnDomain: Domain.nullable().describe(
    'Takes what comes back, and mails that unsubscribe; null: the sender does',
  ),
  dkim: z
    .strictObject({
      domain: Domain.nullable().describe('null: the domain of the sender'),
      selector: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be one label of a name'),
    })
    .nullable()
    .describe('null where the mail server signs by itself'),
});

export type SendingSettings = z.output<typeof SendingSettings>;

export const sendingSettingsKey = 'newsletter.sending';

export const defaultSendingSettings: SendingSettings = {
  perSecond: 20,
  parallel: 3,
  domains: [],
  hours: null,
  warmUp: null,
  returnDomain: null,
  dkim: { domain: null, selector: 'foyer' },
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
