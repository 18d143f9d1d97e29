import type { Salutation } from '../subscribing/subscriber.ts';

/** How a mail begins, in the recipient's language; that of the mail's own words when we do not know theirs. */
export function salutationLine(
  { salutation, name }: { salutation: Salutation; name: string },
  language: string,
): string {
  const words = Object.hasOwn(lines, language) ? lines[language] : undefined;
  return `${(words ?? english)[salutation]} ${name}`.trim();
}

const english: Record<Salutation, string> = { mrs: 'Dear Ms', mr: 'Dear Mr', neutral: 'Hello' };

const lines: Readonly<Record<string, Record<Salutation, string>>> = {
  en: english,
  nl: { mrs: 'Geachte mevrouw', mr: 'Geachte heer', neutral: 'Hallo' },
  de: { mrs: 'Sehr geehrte Frau', mr: 'Sehr geehrter Herr', neutral: 'Guten Tag' },
  fr: { mrs: 'Chère Madame', mr: 'Cher Monsieur', neutral: 'Bonjour' },
};
