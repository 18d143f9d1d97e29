import type { Language } from '@foyer/service';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { fr } from './strings/fr.ts';
import { nl } from './strings/nl.ts';

export const inboxStrings: Record<Language, InboxStrings> = { en, nl, de, fr };

/** Words around a reply in the visitor's language. */
export interface InboxStrings {
  reference(reference: string): string;
  /** Why the mail comes, and when everything is deleted. */
  footer(deletedOn: string | undefined): string;
}
