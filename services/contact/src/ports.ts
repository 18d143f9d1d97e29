import type { DatabaseOrTx } from '@foyer/database';
import type { Mail, MailCompiler } from '@foyer/mail';
import type { ServiceDeps, VisitorPage } from '@foyer/service';
import type { CheckCaptcha } from './captcha-port.ts';
import type { ContactConfig, FormConfig } from './config.ts';
import type { InboxPort, NotifyDesk } from './inbox-port.ts';
import type { RefusedForm } from './refused-form.ts';

/** Forms by name; `default` is there always. */
export type Forms = Readonly<Record<string, FormConfig>>;

/** Tells other systems, in the transaction of the write; ids only. */
type PublishEvents = (
  trx: DatabaseOrTx,
  events: readonly { type: string; subjectId: string; occurredAt: Date }[],
) => Promise<void>;

/** What visitors agree to, proved and withdrawn in one place for all services. */
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
      subject: { email?: string; phone?: string };
      language: string;
      textVersion: number;
      form: string;
      method: string;
      at: Date;
      isOldEnough?: boolean | undefined;
      sourceId: string;
    },
  ): Promise<{ id: string } | undefined>;
}

/** Whether nobody may write to this address unasked. */
type IsSuppressed = (db: DatabaseOrTx, contact: { email: string }, scope: 'mail') => Promise<boolean>;

/** What the contact service needs; the server hands it in. */
export interface ContactDeps extends ServiceDeps {
  checkCaptcha: CheckCaptcha;
  inbox: InboxPort;
  notifyDesk: NotifyDesk;
  mail: Mail;
  mailCompiler: MailCompiler;
  /** Draws the frame of a page. */
  renderPage: (page: VisitorPage) => string;
  /** The form as it stands on the page, filled in, as HTML. Without it visitors are told to go back. */
  renderForm?: (form: RefusedForm) => string;
  /** Keys the digests of recipients and of messages; 32 bytes. */
  addressKey: Uint8Array;
  /** Where copies of mails lie that go when their message goes. */
  outboxDir: string;
  /** Where visitors reach this server; without a slash at its end. */
  publicUrl: string;
  config: ContactConfig;
  /** The forms of this moment; those of the configuration when not given. */
  forms?: () => Forms;
  /** Nobody else is told when not given. */
  publishEvents?: PublishEvents;
  /** Forms offer no consents when not given. */
  consents?: ConsentPort;
  /** Nobody is when not given. */
  isSuppressed?: IsSuppressed;
}
