import type { FormStrings } from '@foyer/kit/form-strings';
import type { Language } from '@foyer/kit/language';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { fr } from './strings/fr.ts';
import { nl } from './strings/nl.ts';

export const contactStrings: Record<Language, ContactStrings> = { nl, de, en, fr };

export interface ContactStrings extends FormStrings {
  name: string;
  reach: string;
  reachHint: string;
  email: string;
  phone: string;
  topic: string;
  topicChoose: string;
  message: string;
  noScript: string;
  nameMissing: string;
  reachMissing: string;
  emailWrong: string;
  phoneWrong: string;
  topicMissing: string;
  messageMissing: string;
  tooLong: string;
  tooMany: string;
  sentTitle: string;
  sentText: string;
  releaseTitle: string;
  releaseText: string;
  heldTitle: string;
  heldText: string;
  reference: string;
  deletedOn: string;
  another: string;
}
