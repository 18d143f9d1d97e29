import type { Language } from '@foyer/service';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { fr } from './strings/fr.ts';
import { nl } from './strings/nl.ts';
import type { Salutation, UnsubscribeReason } from './subscriber.ts';

interface TitleAndText {
  title: string;
  text: string;
}

/** What visitors read of subscribing: pages and mails. */
export interface SubscribingStrings {
  salutations: Record<Salutation, string>;
  fields: { name: string; salutation: string; language: string; topics: string; email: string };
  languages: Record<Language, string>;
  mail: {
    footer: string;
    openingChangesNothing: string;
    confirm: {
      subject: (company: string) => string;
      title: string;
      lede: (company: string) => string;
      button: string;
      until: (date: string) => string;
      notYou: string;
    };
    wayOut: {
      subject: (company: string) => string;
      title: string;
      lede: (company: string) => string;
      button: string;
      notYou: string;
    };
  };
  signedUp: TitleAndText & { hint: (date: string) => string };
  refused: TitleAndText & { captcha: string; back: string; again: string };
  wrong: Record<'email' | 'name' | 'salutation' | 'consent' | 'topic' | 'age' | 'other', string>;
  confirm: TitleAndText & { topics: string; button: string };
  confirmed: TitleAndText & { again: string; preferences: string };
  unknown: TitleAndText & { again: string };
  leave: TitleAndText & {
    button: string;
    reason: string;
    optional: string;
    reasons: Record<UnsubscribeReason, string>;
    fewer: string;
  };
  left: TitleAndText & { back: string; send: string };
  ask: TitleAndText & { hint: string; button: string; captcha: string };
  asked: TitleAndText;
  preferences: {
    title: string;
    text: (email: string) => string;
    saved: string;
    refused: string;
    save: string;
    topicsHint: string;
    pause: string;
    pauseText: string;
    pauseHowLong: string;
    paused: (date: string) => string;
    resume: string;
    leave: string;
    leaveText: string;
    leftTitle: string;
    leftText: (date: string) => string;
    age: string;
    rejoin: string;
    data: string;
    dataText: string;
  };
}

export const subscribingStrings: Record<Language, SubscribingStrings> = { en, nl, de, fr };
