import type { CompiledMail, Hole } from '../compiled-mail.ts';

const words = {
  en: { name: 'Alex Example', salutation: 'Dear Alex Example' },
  nl: { name: 'Alex Voorbeeld', salutation: 'Beste Alex Voorbeeld' },
  de: { name: 'Alex Beispiel', salutation: 'Guten Tag Alex Beispiel' },
  fr: { name: 'Alex Exemple', salutation: 'Bonjour Alex Exemple' },
} as const;

/** A reader who is nobody, for looking at a mail. The links lead to no subscription. */
export function sampleReader(
  { language }: Pick<CompiledMail, 'language'>,
  publicUrl: string,
  email = 'reader@example.com',
): Record<Hole, string> {
  const { name, salutation } =
    words[language === 'nl' || language === 'de' || language === 'fr' ? language : 'en'];
  return {
    name,
    salutation,
    email,
    unsubscribe_url: `${publicUrl}/newsletter/unsubscribe/sample`,
    preferences_url: `${publicUrl}/newsletter/preferences/sample`,
  };
}
