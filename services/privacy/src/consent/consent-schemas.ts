import { z } from 'zod';
import type { WordedConsent } from './consent-store.ts';
import type { TextVersion } from './consent-texts.ts';
import type { PersonSeal } from './person-seal.ts';

const Moment = z.iso.datetime();

export const Purpose = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'must be small letters, digits and hyphens' })
  .max(40)
  .refine((purpose) => purpose !== 'canary', { error: 'must be another name: this one is taken' });

export const Record = z
  .object({
    id: z.uuid(),
    event: z.enum(['given', 'withdrawn']),
    at: Moment,
    purpose: z.string(),
    givenId: z.uuid().nullable().describe('Of a withdrawal: the consent it ends'),
    person: z
      .object({ email: z.string().nullable(), phone: z.string().nullable() })
      .nullable()
      .describe('null: sealed under a key that this server does not have, or restricted'),
    wording: z.string().nullable(),
    language: z.string(),
    textVersion: z.int(),
    noticeVersion: z.string(),
    form: z.string(),
    method: z.string(),
    isOldEnough: z.boolean().nullable(),
    network: z.string().nullable(),
    sourceId: z.string().nullable(),
    keepUntil: Moment,
    isRestricted: z.boolean(),
  })
  .meta({ id: 'ConsentRecord' });

export function shownRecord(record: WordedConsent, seal: PersonSeal): z.output<typeof Record> {
  const { id, event, purpose, givenId, wording, language, textVersion, noticeVersion } = record;
  const { form, method, isOldEnough, network, sourceId, isRestricted } = record;
  const person = isRestricted ? undefined : seal.open(record);
  return {
    id,
    event,
    purpose,
    givenId,
    wording,
    language,
    textVersion,
    noticeVersion,
    form,
    method,
    isOldEnough,
    network,
    sourceId,
    isRestricted,
    person: person === undefined ? null : { email: person.email, phone: person.phone },
    at: record.at.toISOString(),
    keepUntil: record.keepUntil.toISOString(),
  };
}

const Wordings = z.record(z.string(), z.string());
const Difference = z.array(z.object({ text: z.string(), change: z.enum(['same', 'removed', 'added']) }));

export const Texts = z
  .object({
    purposes: z.array(
      z.object({
        purpose: z.string(),
        versions: z.array(
          z.object({
            version: z.int(),
            noticeVersion: z.string(),
            isTelephone: z.boolean(),
            asksAge: z.boolean(),
            addedAt: Moment,
            addedBy: z.uuid().nullable(),
            wordings: Wordings.describe('By language'),
            difference: z
              .record(z.string(), Difference)
              .nullable()
              .describe('To the version before, by language; null for the first'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ConsentTexts' });

export function shownVersion(version: TextVersion) {
  return { ...version, addedAt: version.addedAt.toISOString() };
}

const Wording = z.string().trim().min(1).max(4000);

export const NewText = z.object({
  purpose: Purpose,
  wordings: z.object({ nl: Wording, de: Wording, en: Wording, fr: Wording }),
  noticeVersion: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .describe('Which version of the privacy notice it belongs to'),
  isTelephone: z.boolean().default(false).describe('Advertising by telephone: proof is kept for five years'),
  asksAge: z.boolean().default(false).describe('Nobody under 16: asks for the statement'),
  basedOnVersion: z.int().min(0).describe('The newest version that you have read; 0 for a new purpose'),
});

export const Verification = z
  .object({
    isIntact: z.boolean(),
    entries: z.int(),
    brokenAt: z.int().nullable().describe('Number of the first record that is not as it was written'),
    problem: z
      .enum(['content_changed', 'chain_broken', 'content_removed', 'end_differs', 'noted_head_differs'])
      .nullable(),
    head: z.object({ seq: z.int(), chain: z.string() }).nullable(),
  })
  .meta({ id: 'ConsentVerification' });
