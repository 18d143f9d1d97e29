import { controlOf, type WrongField } from '@foyer/kit';
import type { NewsletterStrings } from './strings.ts';

/** An input, or the group of topics. */
export function fieldOf(form: HTMLFormElement, name: string): HTMLElement | undefined {
  const bare = name.replace(/^\//, '').replace(/^topic-.*/, 'topic');
  const group = `fieldset[id$="-${CSS.escape(bare)}"]`;
  return controlOf(form, bare) ?? form.querySelector<HTMLElement>(group) ?? undefined;
}

/** What can be said before asking the server, in the order of the form. The server judges again and alone decides. */
export function wrongFields(form: HTMLFormElement, strings: NewsletterStrings): WrongField[] {
  const names = ['email', 'salutation', 'name', 'topic', 'consent-newsletter', 'old-enough'];
  return names.flatMap((name) => {
    const control = fieldOf(form, name);
    return control && isWrong(control) ? [{ control, text: sentenceFor(strings, name) }] : [];
  });
}

/** Our own words for a bad field, because the server's detail is in English. Empty for a field that is none of the form's. */
export function sentenceFor(strings: NewsletterStrings, name: string): string {
  const bare = name.replace(/^\//, '').replace(/^topic-.*/, 'topic');
  const sentences: Record<string, string> = {
    email: strings.emailWrong,
    name: strings.nameMissing,
    salutation: strings.salutationMissing,
    topic: strings.topicMissing,
    'consent-newsletter': strings.consentMissing,
    'old-enough': strings.ageMissing,
  };
  return sentences[bare] ?? '';
}

function isWrong(control: HTMLElement): boolean {
  if (control instanceof HTMLFieldSetElement) return !control.querySelector(':checked');
  if (control instanceof HTMLInputElement && control.type !== 'checkbox') {
    return control.value.trim() === '' || control.validity.typeMismatch;
  }
  return control.matches(':invalid');
}
