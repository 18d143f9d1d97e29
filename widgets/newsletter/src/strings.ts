import type { FormStrings } from '@foyer/kit/form-strings';
import type { Language } from '@foyer/kit/language';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { fr } from './strings/fr.ts';
import { nl } from './strings/nl.ts';

export const newsletterStrings: Record<Language, NewsletterStrings> = { nl, de, en, fr };

export interface NewsletterStrings extends FormStrings {
  email: string;
  name: string;
  salutation: string;
  choose: string;
  mrs: string;
  mr: string;
  neutral: string;
  topics: string;
  age: string;
  next: string;
  leave: string;
  closed: string;
  emailWrong: string;
  nameMissing: string;
  salutationMissing: string;
  topicMissing: string;
  consentMissing: string;
  ageMissing: string;
  sentTitle: string;
  sentText: string;
  sentHint: string;
}
