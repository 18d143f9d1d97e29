import { ContactMessage } from '@foyer/contracts';
import { parseMailbox } from '@foyer/mail';
import { z } from 'zod';
import type { FormConfig } from './config.ts';

/** What the form may send: the public contract, and what only this configuration knows. */
export function submissionSchema(forms: Readonly<Record<string, FormConfig>>) {
  const topics = new Map(
    Object.entries(forms).map(([form, { topics: list }]) => [form, new Set(list.map(({ id }) => id))]),
  );
  return (
    ContactMessage.safeExtend({
      form: z
        .string()
        .max(64)
        .refine((form) => topics.has(form), {
          error: 'must be the name of a form',
          params: { code: 'form_unknown' },
        })
        .default('default')
        .describe('Which of the forms of this site'),
    })
      .refine((value) => topics.get(value.form)?.has(value.topic) ?? true, {
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

export function isMailAddress(text: string): boolean {
  try {
    return parseMailbox(text).name === '';
  } catch {
    return false;
  }
}

function hasText(value: unknown, field: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, field) === 'string';
}
