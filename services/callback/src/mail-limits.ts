import { createHmac } from 'node:crypto';
import type { CallbackConfig } from './config.ts';
import type { RecipientStore } from './recipient-store.ts';
import type { MailKind } from './request.ts';

export interface MailLimits {
  /**
   * Whether one more mail may go to this visitor: anybody can type anybody's address, and without limits the company's
   * mail server would be a tool for flooding a mailbox.
   */
  admit(mail: {
    kind: MailKind;
    requestId: string;
    sequence: number;
    email: string;
    now: Date;
  }): Promise<boolean>;
  forget(now: Date, limit: number): Promise<number>;
  newestTo(email: string): Promise<Date | null>;
  memoryHours: number;
}

const dotlessDomains = new Set(['gmail.com', 'googlemail.com']);

export function createMailLimits(deps: {
  limits: CallbackConfig['limits'];
  addressKey: Uint8Array;
  recipients: RecipientStore;
}): MailLimits {
  const { limits, addressKey, recipients } = deps;
  const freemail = new Set(limits.freemailDomains);
  const memoryHours = Math.max(
    limits.recipient.hours,
    limits.domain.hours,
    limits.freemailDomain.hours,
    limits.declinedDomain.hours,
  );
  const digest = (text: string): Uint8Array =>
    createHmac('sha256', addressKey).update(`callback\0${text}`).digest();
  const digestsOf = (email: string) => {
    const { local, domain } = normalMailbox(email);
    return { recipient: digest(`recipient\0${local}@${domain}`), domain: digest(`domain\0${domain}`) };
  };
  const limitOfDomain = (kind: MailKind, domain: string) => {
    if (freemail.has(domain)) return limits.freemailDomain;
    // Only this mail says what somebody else has asked for; it must be no way to ask about many numbers.
    return kind === 'declined' ? limits.declinedDomain : limits.domain;
  };
  return {
    memoryHours,
    admit: async ({ kind, requestId, sequence, email, now }) => {
      const ofDomain = limitOfDomain(kind, normalMailbox(email).domain);
      return await recipients.admit(
        { kind, requestId, sequence, ...digestsOf(email), sentAt: now },
        { count: limits.recipient.count, since: hoursBefore(now, limits.recipient.hours) },
        { count: ofDomain.count, since: hoursBefore(now, ofDomain.hours) },
      );
    },
    forget: async (now, limit) => await recipients.deleteBefore(hoursBefore(now, memoryHours), limit),
    newestTo: async (email) => await recipients.newestTo(digestsOf(email).recipient),
  };
}

/** One mailbox under all its names: what follows a plus sign, and dots where they mean nothing, are left out. */
function normalMailbox(email: string): { local: string; domain: string } {
  const normal = email.toLowerCase();
  const at = normal.lastIndexOf('@');
  const domain = normal.slice(at + 1);
  const local = normal.slice(0, at).replace(/\+.*$/, '');
  return { local: dotlessDomains.has(domain) ? local.replaceAll('.', '') : local, domain };
}

function hoursBefore(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * 3_600_000);
}
