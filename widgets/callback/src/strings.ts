import type { FormStrings } from '@foyer/kit/form-strings';
import type { Language } from '@foyer/kit/language';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { fr } from './strings/fr.ts';
import { nl } from './strings/nl.ts';

export const callbackStrings: Record<Language, CallbackStrings> = { nl, de, en, fr };

export interface CallbackStrings extends FormStrings {
  name: string;
  phone: string;
  phoneHint: string;
  when: string;
  choose: string;
  day: string;
  time: string;
  asap: string;
  asapHint: string;
  /** Before the name of a time zone. */
  zone: string;
  officeZone: string;
  noSlots: string;
  email: string;
  emailHint: string;
  message: string;
  noScript: string;
  nameMissing: string;
  phoneWrong: string;
  emailWrong: string;
  slotMissing: string;
  slotGone: string;
  closedNow: string;
  tooLong: string;
  tooMany: string;
  sentTitle: string;
  sentText: string;
  asapText: string;
  sentMail: string;
  releaseTitle: string;
  releaseText: string;
  heldTitle: string;
  heldText: string;
  reference: string;
  deletedOn: string;
  another: string;
}
