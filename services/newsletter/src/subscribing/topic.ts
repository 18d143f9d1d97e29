import type { Language } from '@foyer/service';

/** One thing that people may subscribe to. */
export interface Topic {
  /** In the scopes of the suppression list too, so it never changes. */
  id: string;
  position: number;
  /** Whether forms and the preference page offer it. */
  isActive: boolean;
  names: Record<Language, string>;
  /** What it is about; '' where nothing needs to be said. */
  descriptions: Record<Language, string>;
  /** Counts the changes, so that two who edit it at once notice. */
  version: number;
}
