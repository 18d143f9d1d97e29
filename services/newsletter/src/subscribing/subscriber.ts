import type { Language } from '@foyer/service';

export const salutations = ['mrs', 'mr', 'neutral'] as const;
export type Salutation = (typeof salutations)[number];

/** The answers that the page offers to whoever leaves; no free text. */
export const unsubscribeReasons = ['too_many', 'not_relevant', 'never_wanted', 'other'] as const;
export type UnsubscribeReason = (typeof unsubscribeReasons)[number];

export interface Subscriber {
  id: string;
  /** Stands in links and return paths; never given to anybody else. */
  number: number;
  email: string;
  name: string;
  salutation: Salutation;
  language: Language;
  state: 'active' | 'unsubscribed';
  pausedUntil: Date | null;
  isRestricted: boolean;
  attributes: Record<string, string>;
  source: 'form' | 'import';
  confirmedAt: Date;
  unsubscribedAt: Date | null;
  unsubscribeReason: string | null;
  topics: string[];
}
