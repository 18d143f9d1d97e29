import type { Database, DatabaseOrTx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import type { Mail, MailCompiler } from '@foyer/mail';
import type { Clock, Log, Metrics } from '@foyer/runtime';
import type { CheckCaptcha } from './captcha-port.ts';
import type { ContactConfig } from './config.ts';
import type { Language } from './language.ts';
import type { RefusedForm } from './refused-form.ts';

/** What the contact service needs; the server hands it in. */
export interface ContactDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  enqueueMany: (trx: DatabaseOrTx, jobs: readonly NewJob[]) => Promise<void>;
  /** Tells the runners that a transaction with jobs was committed. */
  wakeJobs: () => void;
  checkCaptcha: CheckCaptcha;
  mail: Mail;
  mailCompiler: MailCompiler;
  /** Draws a whole page: `title` as its heading, `body` is HTML below it. Plain pages when not given. */
  renderPage?: (page: { title: string; language: Language; body: string }) => string;
  /** The form as it stands on the page, filled in, as HTML. Without it visitors are told to go back. */
  renderForm?: (form: RefusedForm) => string;
  /** Keys the digests of recipients and of messages; 32 bytes. */
  addressKey: Uint8Array;
  /** Where copies of mails lie that go when their message goes. */
  outboxDir: string;
  /** Where visitors reach this server; without a slash at its end. */
  publicUrl: string;
  config: ContactConfig;
}
