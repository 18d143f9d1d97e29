import type { DatabaseOrTx, Tx } from '@foyer/database';
import type { Mail, MailCompiler } from '@foyer/mail';
import type { DataSubject, VisitorPage } from '@foyer/service';
import type { HeldRecords } from '../retention/holds.ts';
import type { PrivacyDeps } from '../ports.ts';

/** What the captcha says of a solution; handed in by the server. */
type CaptchaCheck =
  | {
      ok: true;
      /** Marks the puzzle in the caller's transaction; false when it was used before. */
      spend(trx: Tx): Promise<boolean>;
    }
  | { ok: false; code: string };

/** A consent as its giver may read it. */
export interface GivenConsent {
  id: string;
  purpose: string;
  /** As it was shown. */
  wording: string;
  givenAt: Date;
  withdrawnAt: Date | null;
  form: string;
  /** When its proof is deleted, unless it is withdrawn later. */
  keepUntil: Date;
}

export interface ConsentsOfSubject {
  of(subject: DataSubject): Promise<readonly GivenConsent[]>;
  /** @returns how many were withdrawn */
  withdraw(trx: DatabaseOrTx, subject: DataSubject, purpose: string): Promise<number>;
  /** For programs (ISO/IEC TS 27560); undefined when its proof is gone. */
  receiptOf(id: string): Promise<object | undefined>;
}

export type MarketingScope = 'mail' | 'calls';

export interface Objections {
  /** The scopes of advertising that this person does not want. */
  of(subject: DataSubject): Promise<readonly MarketingScope[]>;
  record(trx: DatabaseOrTx, subject: DataSubject, scope: MarketingScope): Promise<void>;
}

/** Somebody outside this program who was given the data. */
export interface Recipient {
  name: string;
  /** mail: carries what we write. */
  purpose: 'mail';
}

/** A system that was told of single records. */
export interface TracedRecipient {
  id: string;
  name: string;
  host: string;
  recordIds: readonly string[];
  lastDeliveredAt: Date;
}

export type DisclosureEvent = 'privacy.erased' | 'privacy.rectified' | 'privacy.restricted';

export interface Recipients {
  /** Whoever works for the company: the mail provider, the host. */
  always(): readonly Recipient[];
  /** Of these records. */
  traced(recordIds: readonly string[]): Promise<readonly TracedRecipient[]>;
  /** Tells those, and whoever listens to the event (Art. 19 GDPR). */
  tell(
    trx: DatabaseOrTx,
    event: { type: DisclosureEvent; subjectId: string; occurredAt: Date; alsoTo: readonly string[] },
  ): Promise<void>;
}

/** What the server hands in for the rights alone. */
export interface RightsPorts {
  mail: Mail;
  mailCompiler: MailCompiler;
  outboxDir: string;
  mailFrom: string;
  staffMailbox: string;
  checkCaptcha: (solution: string, options: { siteKey?: string }) => Promise<CaptchaCheck>;
  /** Site key of the server's own pages. */
  siteKey: () => Promise<string>;
  /** Draws a whole page. */
  renderPage: (page: VisitorPage) => string;
  recipients: Recipients;
  /** Tells whoever advertises that somebody objected. Nobody when not given. */
  objected?: (trx: DatabaseOrTx, subject: DataSubject, scope: MarketingScope) => Promise<void>;
}

/** With what the other parts of privacy give. */
export interface RightsDeps extends PrivacyDeps, RightsPorts {
  consents: ConsentsOfSubject;
  objections: Objections;
  /** Records that must stay for now, of this person and of others. */
  held: () => Promise<HeldRecords>;
  /** After an erasure: takes what it left out of the files of the database. */
  scrubLater: (trx: DatabaseOrTx) => Promise<void>;
}
