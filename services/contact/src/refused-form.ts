import type { FieldError } from '@foyer/runtime';
import type { Language } from '@foyer/service';
import { contactStrings } from './contact-strings.ts';
import type { FormSettings } from './form-settings.ts';

const fieldNames = ['name', 'email', 'phone', 'topic', 'message'] as const;
type FieldName = (typeof fieldNames)[number];

/** A form that was not accepted, to be shown once more with what the visitor typed. */
export interface RefusedForm extends FormSettings {
  /** As it was sent: nothing here is checked or escaped. */
  values: Partial<Record<FieldName, string>>;
  /** Names of the boxes that the visitor had ticked, if they still stand for the same words. */
  ticked: string[];
  /** What is wrong with a field, in the visitor's language. */
  errors: Partial<Record<FieldName, string>>;
}

/** @param body what was sent, unchecked */
export function refusedForm(
  settings: FormSettings,
  body: unknown,
  fieldErrors: readonly FieldError[],
): RefusedForm {
  const values: RefusedForm['values'] = {};
  for (const name of fieldNames) {
    const value: unknown = Object(body)[name];
    if (typeof value === 'string') values[name] = value;
  }
  const errors: RefusedForm['errors'] = {};
  for (const error of fieldErrors) {
    const name = fieldNames.find((field) => error.pointer === `/${field}`);
    if (name !== undefined) errors[name] ??= sentenceFor(error, settings.language);
  }
  const ticked = settings.checks
    .filter(({ name, value }) => Object(body)[name] === value)
    .map(({ name }) => name);
  return { ...settings, values, ticked, errors };
}

/** What is wrong, in the visitor's language and in words of the form. */
export function sentenceFor({ pointer, code }: FieldError, language: Language): string {
  const { wrong } = contactStrings[language];
  if (pointer.startsWith('/consent-')) return wrong.consent;
  if (code === 'email_or_phone_required') return wrong.reach;
  const name = fieldNames.find((field) => pointer === `/${field}`);
  return name === undefined ? wrong.other : wrong[name];
}
