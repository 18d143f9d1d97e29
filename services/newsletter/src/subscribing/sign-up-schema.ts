import { NewsletterSignUp } from '@foyer/contracts';
import { isMailAddress, parseMailbox } from '@foyer/mail';
import { z } from 'zod';

const topicPrefix = 'topic-';
export const consentField = 'consent-newsletter';
const topicField = /^topic-[a-z0-9][a-z0-9-]{0,39}$/;
const version = /^[1-9]\d{0,8}$/;

/** The public contract, and a field for each box that was ticked: `topic-<id>` and `consent-newsletter`. */
export const SignUpBody = NewsletterSignUp.safeExtend({
  [consentField]: z
    .union([z.string(), z.number()])
    .optional()
    .describe('The version of the wording beside the box that was ticked'),
})
  .catchall(z.unknown())
  .superRefine((value, context) => {
    for (const [name, ticked] of Object.entries(value)) {
      if (!name.startsWith(topicPrefix)) continue;
      if (topicField.test(name) && (ticked === 'yes' || ticked === '')) continue;
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'must be a topic that the form shows, with the value yes',
        params: { code: 'topic_unknown' },
      });
    }
  })
  .refine((value) => version.test(String(value[consentField] ?? '')), {
    path: [consentField],
    error: 'must be ticked: the version of the wording that the form shows',
    params: { code: 'consent_required' },
    // Also when other fields are wrong, so that the visitor reads everything at once.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  // The contract's pattern lets a few addresses through that no mail server takes.
  .refine((value) => isMailAddress(value.email), {
    path: ['email'],
    error: 'must be an e-mail address, like name@example.com',
    params: { code: 'invalid_format' },
    when: ({ value }) =>
      typeof value === 'object' && value !== null && typeof Reflect.get(value, 'email') === 'string',
  })
  .meta({ id: 'NewsletterSubscription' });

export type SignUpBody = z.output<typeof SignUpBody>;

/** @param body that passed the schema, or anything: then what can be told of it */
export function tickedTopics(body: unknown): string[] {
  return Object.entries(Object(body)).flatMap(([name, value]) =>
    topicField.test(name) && value === 'yes' ? [name.slice(topicPrefix.length)] : [],
  );
}

/** The one spelling under which an address is kept: its domain in ASCII. @throws RangeError when it is none */
export function spelledAddress(text: string): string {
  return parseMailbox(text.normalize('NFC')).address;
}
