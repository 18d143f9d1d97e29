import type { DatabaseOrTx } from '@foyer/database';

/** Nothing of any topic; `mail`, no advertising at all, covers it. */
export const wholeNewsletter = 'list:newsletter';

/** The consent that a subscription stands on. */
export const newsletterPurpose = 'newsletter';

type MailScope = 'mail' | `list:${string}`;

/** Who is not to be written to; handed in by the server. */
export interface SuppressionPort {
  isSuppressed(db: DatabaseOrTx, contact: { email: string }, scope: MailScope): Promise<boolean>;
  /** Those that may be written to, in their order. */
  notSuppressed<Some extends { email: string }>(
    db: DatabaseOrTx,
    contacts: readonly Some[],
    scope: MailScope,
  ): Promise<Some[]>;
  suppress(
    trx: DatabaseOrTx,
    contact: { email: string },
    entry: { scope: MailScope; reason: 'unsubscribed' | 'erasure' | 'bounce' | 'complaint'; at: Date },
  ): Promise<void>;
  lift(trx: DatabaseOrTx, contact: { email: string }, from: { scope: MailScope }): Promise<boolean>;
}

/**
 * Reads all entries of these scopes at once.
 *
 * @returns whether an address may be among them: never wrongly false, and so seldom wrongly true that asking for those
 *   costs nothing
 */
export type SuppressionSieve = (
  db: DatabaseOrTx,
  scopes: readonly MailScope[],
) => Promise<(email: string) => boolean>;

/** What was agreed to; handed in by the server. */
export interface ConsentPort {
  consentOffers(
    db: DatabaseOrTx,
    purposes: readonly string[],
    language: string,
  ): Promise<{ purpose: string; version: number; wording: string; asksAge: boolean }[]>;
  isOffered(db: DatabaseOrTx, purpose: string, version: number, language: string): Promise<boolean>;
  recordConsent(
    trx: DatabaseOrTx,
    consent: {
      purpose: string;
      subject: { email: string };
      language: string;
      textVersion: number;
      form: string;
      method: string;
      at?: Date;
      isOldEnough?: boolean;
      networkTruncated?: string | null;
      sourceId?: string;
      /** Of a double opt-in: when it was asked for, and SHA-256 of the mail that was answered. */
      optIn?: { requestedAt: Date; mailDigest: Uint8Array | null };
    },
  ): Promise<{ id: string } | undefined>;
  withdrawConsent(
    trx: DatabaseOrTx,
    withdrawal: { subject: { email: string }; purpose: string; method: string; at?: Date },
  ): Promise<number>;
  hasConsent(db: DatabaseOrTx, subject: { email: string }, purpose: string): Promise<boolean>;
  /** Those of them whose consent is in force and not restricted, in their order. */
  withConsent<Some extends { email: string }>(
    db: DatabaseOrTx,
    subjects: readonly Some[],
    purpose: string,
  ): Promise<Some[]>;
}
