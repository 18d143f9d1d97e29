import type { Language } from '@foyer/kit/language';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { fr } from './strings/fr.ts';
import { nl } from './strings/nl.ts';

export const pageStrings: Record<Language, PageStrings> = { nl, de, en, fr };

/** Each language's own name, as its speakers look for it. */
export const languageNames: Record<Language, string> = {
  nl: 'Nederlands',
  de: 'Deutsch',
  en: 'English',
  fr: 'Français',
};

interface Point {
  title: string;
  text: string;
}

/** What a page with a form says around it. */
interface FormWords {
  title: string;
  headline: string;
  lede: string;
  facts: readonly Point[];
  formTitle: string;
  formText: string;
}

export interface PageStrings {
  skip: string;
  back: string;
  fictional: string;
  problemTitle: string;
  problemList: string;
  problemBack: string;
  requestId: string;
  languageLabel: string;
  navLabel: string;
  navContact: string;
  navPromises: string;
  navCallback: string;
  navNewsletter: string;
  privacy: string;
  myData: string;
  eyebrow: string;
  contact: FormWords;
  callbackInvitation: string;
  callback: FormWords;
  newsletter: FormWords;
  promisesTitle: string;
  promises: readonly Point[];
  developersTitle: string;
  developersText: string;
  apiLink: string;
  openApiLink: string;
  outboxLink: string;
}
