import type { Language } from '@foyer/kit/language';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { fr } from './strings/fr.ts';
import { nl } from './strings/nl.ts';

export const newsletterStrings: Record<Language, NewsletterStrings> = { nl, de, en, fr };

export interface NewsletterStrings {
  requiredLegend: string;
  email: string;
  name: string;
  salutation: string;
  choose: string;
  mrs: string;
  mr: string;
  neutral: string;
  topics: string;
  age: string;
  trap: string;
  send: string;
  next: string;
  leave: string;
  closed: string;
  noticeTitle: string;
  what: string;
  why: string;
  until: string;
  emailWrong: string;
  nameMissing: string;
  salutationMissing: string;
  topicMissing: string;
  consentMissing: string;
  ageMissing: string;
  wrong: string;
  check: string;
  waiting: string;
  sending: string;
  offline: string;
  timeout: string;
  captcha: string;
  failed: string;
  again: string;
  loadFailed: string;
  sentTitle: string;
  sentText: string;
  sentHint: string;
}
