import type { Language } from '@foyer/service';
import type { MailKind } from './request.ts';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { fr } from './strings/fr.ts';
import { nl } from './strings/nl.ts';

export const callbackStrings: Record<Language, CallbackStrings> = { en, nl, de, fr };

interface MailStrings {
  subject(reference: string): string;
  title: string;
  /** May be longer than a title, and says everything that matters. */
  lede: string;
}

export interface CallbackStrings {
  /** Words for the table of facts in mails and on pages. */
  reference: string;
  day: string;
  time: string;
  officeTime: string;
  zone: string;
  asap: string;
  deletedOn: string;
  atTheLatest(date: string): string;
  mails: Record<MailKind, MailStrings>;
  /** The mail to those who call. */
  staff: {
    title: string;
    preview(when: string): string;
    name: string;
    phone: string;
    language: string;
    languageNames: Record<Language, string>;
    message: string;
    claim: string;
    button: string;
    /** Of a number that no telephone may dial by a click. */
    undiallable: string;
    footer(date: string): string;
  };
  buttons: { release: string; manage: string; choose: string };
  linkHint: string;
  openingChangesNothing: string;
  calendarHint: string;
  footer: string;
  privacy: string;
  calendar: { summary(company: string): string; description(reference: string): string };
  pages: {
    bookedTitle: string;
    bookedText: string;
    asapText: string;
    bookedMail: string;
    heldTitle: string;
    heldMail(days: number): string;
    heldStaffTitle: string;
    heldStaff: string;
    releaseTitle: string;
    releaseText: string;
    releasedTitle: string;
    releasedText: string;
    chooseTitle: string;
    chooseText: string;
    manageTitle: string;
    manageText: string;
    moveLabel: string;
    moveHint(zone: string): string;
    moveButton: string;
    chooseOption: string;
    noSlots: string;
    movedTooOften: string;
    cancelTitle: string;
    cancelText: string;
    cancelButton: string;
    movedTitle: string;
    movedText: string;
    cancelledTitle: string;
    cancelledText: string;
    overTitle: string;
    overText: string;
    slotGone: string;
    unknownTitle: string;
    unknownText: string;
    refusedTitle: string;
    refusedText: string;
    refusedBack: string;
    refusedCaptcha: string;
  };
  /** What is wrong with a field, for those who sent the form without a program. */
  wrong: Record<
    'name' | 'phone' | 'email' | 'message' | 'slot' | 'slotTaken' | 'closedNow' | 'other',
    string
  >;
}
