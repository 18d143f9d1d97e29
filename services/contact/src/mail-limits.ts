import { recipientDigest } from '@foyer/mail';
import type { ContactConfig } from './config.ts';
import type { MailKind } from './message.ts';
import type { SentMailStore } from './sent-mail-store.ts';

/**
 * Whether one more mail may go to this visitor. Anybody can type anybody's address into a form: without limits the
 * company's mail server would be a tool for flooding a mailbox.
 */
export type AdmitMail = (mail: {
  kind: MailKind;
  messageId: string;
  email: string;
  now: Date;
}) => Promise<boolean>;

const hourMilliseconds = 3_600_000;

export function createMailLimits(deps: {
  limits: ContactConfig['limits'];
  addressKey: Uint8Array;
  sentMails: SentMailStore;
}): { admit: AdmitMail; forget: (now: Date, limit: number) => Promise<number>; memoryHours: number } {
  const { limits, addressKey, sentMails } = deps;
  const freemail = new Set(limits.freemailDomains);
  const memoryHours = Math.max(limits.recipient.hours, limits.domain.hours, limits.freemailDomain.hours);
  return {
    memoryHours,
    admit: ({ kind, messageId, email, now }) => {
      const { recipient, domain, domainName } = recipientDigest(addressKey, 'contact', email);
      const ofDomain = freemail.has(domainName) ? limits.freemailDomain : limits.domain;
      return sentMails.admit(
        { messageId, kind, recipientDigest: recipient, domainDigest: domain, sentAt: now },
        { count: limits.recipient.count, since: hoursBefore(now, limits.recipient.hours) },
        { count: ofDomain.count, since: hoursBefore(now, ofDomain.hours) },
      );
    },
    forget: (now, limit) => sentMails.deleteBefore(hoursBefore(now, memoryHours), limit),
  };
}

function hoursBefore(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * hourMilliseconds);
}
