import type { Bus } from '@foyer/bus';
import type { Database, DatabaseOrTx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import type { Mail, MailCompiler } from '@foyer/mail';
import type { Clock, Log, Metrics } from '@foyer/runtime';
import type { OidcConfig } from './oidc-config.ts';
import type { PasswordCost } from './password-hash.ts';

export type DeskTopic = 'inbox' | 'callback' | 'webhooks' | 'staff' | 'settings' | 'privacy' | 'newsletter';

/** Tells the open desks that something changed; a hint, which may be lost. Call it after the commit. */
export type NotifyDesk = (topic: DeskTopic, ids: readonly string[]) => void;

export interface SessionLifetimes {
  /** Without any request. */
  idleHours: number;
  /** Since signing in, whatever happens. */
  absoluteDays: number;
}

/** What the staff service needs; the server hands it in. */
export interface StaffDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  bus: Bus;
  /** Where staff reach this server; without a slash at its end. */
  publicUrl: string;
  /** The company's name: authenticator apps show it beside the codes. */
  companyName: string;
  mail: Mail;
  mailCompiler: MailCompiler;
  /** Sender of mails to staff, `Name <address>`. */
  mailFrom: string;
  /** Where copies of mails lie that go in the end. */
  outboxDir: string;
  enqueueMany: (trx: DatabaseOrTx, jobs: readonly NewJob[]) => Promise<void>;
  /** Tells the runners that a transaction with jobs was committed. */
  wakeJobs: () => void;
  /** Proposed as the first administrator's address. */
  staffEmail: string;
  /** Encrypts what must be read again, such as the secrets of one-time codes; 32 bytes. */
  staffKey: Uint8Array;
  /** Staff sign in through the company's identity provider too. */
  oidc?: OidcConfig | undefined;
  /** Of the content of the audit log; three years when not given. */
  auditRetentionDays?: number | undefined;
  /** 12 hours and 7 days when not given. */
  lifetimes?: SessionLifetimes;
  /** Of Argon2id; OWASP's choice when not given. Tests take less. */
  passwordCost?: PasswordCost;
  /** Between two signs of life on an event stream; 20 when not given. */
  heartbeatSeconds?: number;
}
