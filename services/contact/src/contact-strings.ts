import type { Language } from '@foyer/service';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { fr } from './strings/fr.ts';
import { nl } from './strings/nl.ts';

export const contactStrings: Record<Language, ContactStrings> = { en, nl, de, fr };

export interface ContactStrings {
  /** Follows the rule of deletion at the form. */
  ofToday(date: string): string;
  /** Words for the table of facts in mails and on pages. */
  /** Beside the box of the age statement. */
  age: string;
  reference: string;
  topic: string;
  name: string;
  email: string;
  phone: string;
  received: string;
  deletedOn: string;
  atTheLatest(date: string): string;
  notify: {
    title: string;
    preview(topic: string): string;
    language: string;
    languageNames: Record<Language, string>;
    held: string;
    heldReason: Record<'no_captcha' | 'honeypot' | 'fast' | 'links', string>;
    message: string;
    reply: string;
    noReply: string;
    footer(date: string): string;
  };
  acknowledge: {
    subject(reference: string): string;
    title: string;
    preview: string;
    lede: string;
    quote: string;
    footer: string;
    privacy: string;
  };
  confirm: {
    subject: string;
    title: string;
    preview: string;
    lede: string;
    button: string;
    until(date: string): string;
    link: string;
    notYou: string;
    footer: string;
  };
  openReport: {
    title(count: number): string;
    lede: string;
    line(received: string, closes: string, deleted: string): string;
    answer: string;
    footer: string;
  };
  heldReport: {
    title(count: number): string;
    lede: string;
    answer: string;
    footer: string;
  };
  pages: {
    receivedTitle: string;
    receivedText: string;
    receivedMail: string;
    heldTitle: string;
    heldMail(days: number): string;
    heldMailHint: string;
    heldStaffTitle: string;
    heldStaff: string;
    confirmTitle: string;
    confirmText: string;
    confirmButton: string;
    releasedTitle: string;
    releasedText: string;
    unknownTitle: string;
    unknownText: string;
    refusedTitle: string;
    refusedText: string;
    refusedBack: string;
    refusedCaptcha: string;
    /** Where the page cannot show the form again. */
    refusedReload: string;
    refusedAgain: string;
  };
  /** What is wrong with a field, for those who sent the form without a program. */
  wrong: Record<'name' | 'email' | 'phone' | 'topic' | 'message' | 'reach' | 'consent' | 'other', string>;
}
