import { CallbackRequest } from '@foyer/contracts';
import { isMailAddress } from '@foyer/mail';
import { languageOf } from '@foyer/service';
import type { z } from 'zod';
import type { CallbackConfig } from './config.ts';
import { isZone } from './opening-hours.ts';
import { readPhoneNumber, type PhoneNumber } from './phone-number.ts';

/** The public contract, and what only this configuration knows. */
export function submissionSchema(config: CallbackConfig) {
  return (
    CallbackRequest
      // Also when other fields are wrong, so that the visitor reads everything at once.
      .refine((value) => numberOf(value, config) !== undefined, {
        path: ['phone'],
        error: 'must be a telephone number that can be called, like +44 20 7946 0000',
        params: { code: 'phone_impossible' },
        when: ({ value }) => hasText(value, 'phone'),
      })
      // The contract's pattern lets a few addresses through that no mail server takes.
      .refine((value) => value.email === undefined || isMailAddress(value.email), {
        path: ['email'],
        error: 'must be an e-mail address, like name@example.com',
        params: { code: 'invalid_format' },
        when: ({ value }) => hasText(value, 'email'),
      })
      .refine((value) => value.zone === undefined || isZone(value.zone), {
        path: ['zone'],
        error: 'must be a time zone, like Europe/Amsterdam',
        params: { code: 'zone_unknown' },
        when: ({ value }) => hasText(value, 'zone'),
      })
      .meta({ id: 'CallbackSubmission' })
  );
}

export type Submission = z.output<ReturnType<typeof submissionSchema>>;

export function numberOf(
  value: { phone: string; language?: string | undefined },
  config: Pick<CallbackConfig, 'defaultCountry' | 'dialRules'>,
): PhoneNumber | undefined {
  return readPhoneNumber(value.phone, {
    language: languageOf(value.language) ?? 'en',
    defaultCountry: config.defaultCountry,
    rules: config.dialRules,
  });
}

function hasText(value: unknown, field: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, field) === 'string';
}
