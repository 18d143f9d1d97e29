import type { FieldError } from '@foyer/runtime';
import type { Language } from '@foyer/service';
import type { SignUpForm } from './form-settings.ts';
import { consentField, tickedTopics } from './sign-up-schema.ts';
import { subscribingStrings } from './subscribing-strings.ts';

const fieldNames = ['email', 'name', 'salutation'] as const;
type FieldName = (typeof fieldNames)[number];

/** A form that was not accepted, to be shown once more with what the visitor typed. */
export interface RefusedSignUp extends SignUpForm {
  /** As it was sent: nothing here is checked or escaped. */
  values: Partial<Record<FieldName, string>>;
  /** Ids of the topics that were ticked. */
  ticked: string[];
  /** Whether the consent was ticked, and still stands for the same words. */
  isAgreed: boolean;
  isOldEnough: boolean;
  /** What is wrong with a field, in the visitor's language. */
  errors: Partial<Record<FieldName, string>>;
}

/** @param body what was sent, unchecked */
export function refusedSignUp(
  form: SignUpForm,
  body: unknown,
  fieldErrors: readonly FieldError[],
): RefusedSignUp {
  const sent = Object(body);
  const values: RefusedSignUp['values'] = {};
  for (const name of fieldNames) {
    const value: unknown = sent[name];
    if (typeof value === 'string') values[name] = value;
  }
  const errors: RefusedSignUp['errors'] = {};
  for (const error of fieldErrors) {
    const name = fieldNames.find((field) => error.pointer === `/${field}`);
    if (name !== undefined) errors[name] ??= sentenceFor(error, form.language);
  }
  return {
    ...form,
    values,
    ticked: tickedTopics(body),
    isAgreed: form.consent !== null && sent[consentField] === String(form.consent.version),
    isOldEnough: sent['old-enough'] === 'yes',
    errors,
  };
}

/** What is wrong, in the visitor's language and in words of the form. */
export function sentenceFor(
  { pointer, code }: Pick<FieldError, 'pointer' | 'code'>,
  language: Language,
): string {
  const { wrong } = subscribingStrings[language];
  if (pointer === `/${consentField}`) return wrong.consent;
  if (pointer.startsWith('/topic')) return wrong.topic;
  if (code === 'age_required') return wrong.age;
  const name = fieldNames.find((field) => pointer === `/${field}`);
  return name === undefined ? wrong.other : wrong[name];
}
