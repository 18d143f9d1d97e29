import type { Language } from './language.ts';

/**
 * A holding in the words that everybody reads: the visitor at the form and at their own data, the company's record of
 * processing activities, the desk, the public page. Numbers in it come from the constants that the purge counts with.
 */
export interface HoldingDescription {
  /** What its records are called: 'Messages'. */
  title: string;
  /** What data: 'name, e-mail address or telephone number, message'. */
  category: string;
  purpose: string;
  /** Article 6 GDPR: 'Art. 6(1)(f) GDPR: answering who writes to us'. */
  legalBasis: string;
  /** The rule of deletion, as whole sentences. */
  retention: string;
  /** Why some of its records outlive an erasure; only where some do. */
  keptAfterErasure?: string;
}

export type HoldingDescriptions = Readonly<Record<Language, HoldingDescription>>;

/** Of a holding whose records outlive an erasure. */
export type LastingDescriptions = Readonly<
  Record<Language, HoldingDescription & { keptAfterErasure: string }>
>;

/** What is kept, why and until when: what stands below a form. */
export interface DataNotice {
  what: string;
  why: string;
  until: string;
}

export function noticeOf({ category, purpose, legalBasis, retention }: HoldingDescription): DataNotice {
  return { what: category, why: `${purpose} (${legalBasis})`, until: retention };
}
