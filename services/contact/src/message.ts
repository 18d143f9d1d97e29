import type { Language } from '@foyer/service';
import type { GivenConsents } from './consents.ts';
import type { Day } from './deletion-date.ts';
import type { Reference } from './reference.ts';

/** Why a message is held; written into the database and shown to staff. */
export type HoldReason = 'no_captcha' | 'honeypot' | 'fast' | 'links';

/** What became of a mail to the visitor. */
export type MailOutcome = 'sent' | 'limited' | 'refused' | 'suppressed';

export interface NewMessage {
  id: string;
  form: string;
  language: Language;
  /** Empty: received; otherwise held. */
  heldReasons: readonly HoldReason[];
  name: string;
  email: string | undefined;
  phone: string | undefined;
  topic: string;
  message: string;
  receivedAt: Date;
  autoCloseAt: Date;
  retentionDays: number;
  deleteOn: Day;
  /** Right side of the message ids of this message's mails. */
  mailDomain: string;
  /** Written down at once, or with the release. */
  consents: GivenConsents | undefined;
}

export interface Message extends Omit<NewMessage, 'email' | 'phone' | 'consents'> {
  reference: Reference;
  state: 'received' | 'held';
  email: string | null;
  phone: string | null;
  releasedAt: Date | null;
  isRestricted: boolean;
}

export interface HeldMessage {
  reference: Reference;
  receivedAt: Date;
  reasons: HoldReason[];
  /** Whether a link to release it went to the visitor. */
  confirmation: MailOutcome | null;
}

/** The kinds of mail that belong to one message. */
export const mailKinds = ['notify', 'acknowledge', 'confirm'] as const;
export type MailKind = (typeof mailKinds)[number];

/** The same for every repetition of the same mail. */
export function mailIdOf(kind: MailKind, message: { id: string; mailDomain: string }): string {
  return `contact-${kind}.${message.id}@${message.mailDomain}`;
}
