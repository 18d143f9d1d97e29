import type { ContactConfig, FormConfig, Forms } from '@foyer/contact';
import { parseMailbox } from '@foyer/mail';
import { z } from 'zod';

const Text = z.string().trim().min(1).max(200);

const Topic = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and hyphens'),
  labels: z.strictObject({ nl: Text, de: Text, en: Text, fr: Text }),
  mailbox: Text.refine(isMailbox, 'a mailbox such as Sales <sales@example.org>').optional(),
});

const Topics = z
  .array(Topic)
  .min(1)
  .max(50)
  .refine((topics) => new Set(topics.map(({ id }) => id)).size === topics.length, 'each id only once');

const Form = z.strictObject({
  topics: Topics.optional(),
  retentionDays: z.int().min(1).max(3650).optional(),
  autoCloseDays: z.int().min(1).max(365).optional(),
  siteKey: z.string().max(100).optional(),
  consents: z
    .array(
      z.strictObject({ purpose: z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and hyphens') }),
    )
    .max(20)
    .refine(
      (list) => new Set(list.map(({ purpose }) => purpose)).size === list.length,
      'each purpose only once',
    )
    .optional(),
  asksAge: z.boolean().optional(),
});

/** Forms, their topics and where messages on them go: in `settings.json`, or as the setting `contact.forms`. */
export const ContactForms = z
  .record(z.string().regex(/^[a-z0-9-]{1,40}$/), Form)
  .refine((forms) => Object.keys(forms).length <= 100, 'at most 100 forms');

export type ContactForms = z.infer<typeof ContactForms>;

export const contactFormsKey = 'contact.forms';

/** What is not said is as in the default form, and mailboxes that are not given are the staff's. */
export function formsOf(
  given: ContactForms,
  { forms: { default: defaultForm }, staffMailbox }: Pick<ContactConfig, 'forms' | 'staffMailbox'>,
): Forms {
  if (defaultForm === undefined) throw new Error('the contact service has lost its default form');
  const forms: Record<string, FormConfig> = { default: defaultForm };
  for (const [name, { topics, retentionDays, autoCloseDays, siteKey, consents, asksAge }] of Object.entries(
    given,
  )) {
    forms[name] = {
      topics:
        topics?.map((topic) => ({ ...topic, mailbox: topic.mailbox ?? staffMailbox })) ?? defaultForm.topics,
      retentionDays: retentionDays ?? defaultForm.retentionDays,
      autoCloseDays: autoCloseDays ?? defaultForm.autoCloseDays,
      siteKey,
      consents: consents ?? defaultForm.consents,
      asksAge: asksAge ?? defaultForm.asksAge,
    };
  }
  return forms;
}

/** The forms as the desk shows them before anybody has changed them there. */
export function describedForms(forms: Forms): ContactForms {
  return ContactForms.parse(JSON.parse(JSON.stringify(forms)));
}

function isMailbox(text: string): boolean {
  try {
    parseMailbox(text, 'mailbox');
    return true;
  } catch {
    return false;
  }
}
