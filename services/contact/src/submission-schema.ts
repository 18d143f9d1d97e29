import { ContactMessage } from '@foyer/contracts';
import { isMailAddress } from '@foyer/mail';
import { z } from 'zod';
import { consentFields, isVersion } from './consents.ts';
import type { Forms } from './ports.ts';

/** What the form may send: the public contract, and what only the forms of this moment know. */
export function submissionSchema(forms: () => Forms) {
  const formOf = (name: string): Forms[string] | undefined => {
    const current = forms();
    return Object.hasOwn(current, name) ? current[name] : undefined;
  };
  return (
    ContactMessage.safeExtend({
      form: z
        .string()
        .max(64)
        .refine((form) => formOf(form) !== undefined, {
          error: 'must be the name of a form',
          params: { code: 'form_unknown' },
        })
        .default('default')
        .describe('Which of the forms of this site'),
      'old-enough': z
        .enum(['yes', ''])
        .optional()
        .describe('The statement to be 16 or older, where the form asks for it'),
    })
      // `consent-<purpose>`: the version of the wording beside the box that was ticked. Which there are, staff decide.
      .catchall(z.unknown())
      .superRefine((value, context) => {
        const offered = new Set(formOf(value.form)?.consents?.map(({ purpose }) => purpose));
        for (const { name, purpose, value: version } of consentFields(value)) {
          if (offered.has(purpose) && isVersion(version)) continue;
          context.addIssue({
            code: 'custom',
            path: [name],
            message: 'must be a consent that this form asks for, with the version of its wording',
            params: { code: 'consent_unknown' },
          });
        }
      })
      .refine((value) => formOf(value.form)?.topics.some(({ id }) => id === value.topic) ?? true, {
        path: ['topic'],
        error: 'must be one of the topics of the form',
        params: { code: 'topic_unknown' },
        // Also when other fields are wrong, so that the visitor reads everything at once.
        when: ({ value }) => hasText(value, 'topic') && hasText(value, 'form'),
      })
      // The contract's pattern lets a few addresses through that no mail server takes.
      .refine((value) => value.email === undefined || isMailAddress(value.email), {
        path: ['email'],
        error: 'must be an e-mail address, like name@example.com',
        params: { code: 'invalid_format' },
        when: ({ value }) => hasText(value, 'email'),
      })
      .meta({ id: 'ContactSubmission' })
  );
}

export type Submission = z.output<ReturnType<typeof submissionSchema>>;

function hasText(value: unknown, field: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, field) === 'string';
}
