import type { Language } from '@foyer/service';
import { defaultDialRules, type DialRules } from './dial-rules.ts';
import { defaultOpeningHours, type OpeningHours } from './opening-hours.ts';

/** At most `count` mails in `hours`. */
interface MailLimit {
  count: number;
  hours: number;
}

export interface CallbackConfig {
  companyName: string;
  /** Sender of all mails, `Name <address>`; also the organizer of the calendar entries. */
  mailFrom: string;
  /** Who is told by mail that somebody wants to be called. */
  staffMailbox: string;
  /** Language of the mails to staff; the visitor's when not given. */
  staffLanguage?: Language | undefined;
  privacyUrl?: string | undefined;
  /** In force until staff save opening hours of their own. */
  openingHours: OpeningHours;
  /** ISO 3166-1, for numbers without a country code; that of the page's language when not given. */
  defaultCountry?: string | undefined;
  dialRules: DialRules;
  /** Only puzzles of this site count; those of any site when not given. */
  siteKey?: string | undefined;
  /** From the last attempt, or from the slot that passed without one, to the deletion. */
  retentionDays: number;
  /** How long after the slot another attempt may be planned. */
  retryDays: number;
  claimMinutes: number;
  /** How long before the slot the reminder leaves. */
  reminderMinutes: number;
  /** How often one request may be moved. */
  maxMoves: number;
  /** How long the link works that releases a held request. */
  releaseDays: number;
  suspicion: {
    /** A request of this score or more is held. */
    holdAt: number;
    honeypot: number;
    /** Sent sooner than `fastSeconds` after the puzzle was asked for. */
    fast: number;
    fastSeconds: number;
    /** Addresses of pages in the text. */
    links: number;
    manyLinks: number;
  };
  limits: {
    /** To one address, for each kind of mail. */
    recipient: MailLimit;
    /** To all addresses of one domain, for each kind of mail. */
    domain: MailLimit;
    freemailDomain: MailLimit;
    freemailDomains: readonly string[];
    /** To all addresses of one domain that is not everybody's: mails that a number is not called. */
    declinedDomain: MailLimit;
  };
}

/** A complete configuration from what differs from company to company. */
export function defaultCallbackConfig(
  company: Pick<CallbackConfig, 'companyName' | 'mailFrom' | 'staffMailbox'> &
    Partial<CallbackConfig> & { zone?: string },
): CallbackConfig {
  const { zone = 'Europe/Amsterdam', ...rest } = company;
  return {
    openingHours: defaultOpeningHours(zone),
    dialRules: defaultDialRules,
    retentionDays: 30,
    retryDays: 14,
    claimMinutes: 15,
    reminderMinutes: 120,
    maxMoves: 10,
    releaseDays: 7,
    suspicion: { holdAt: 100, honeypot: 100, fast: 50, fastSeconds: 2, links: 50, manyLinks: 1 },
    limits: {
      recipient: { count: 3, hours: 24 },
      domain: { count: 200, hours: 1 },
      freemailDomain: { count: 2000, hours: 1 },
      freemailDomains: [
        'gmail.com',
        'googlemail.com',
        'outlook.com',
        'hotmail.com',
        'live.com',
        'yahoo.com',
        'icloud.com',
        'proton.me',
        'gmx.de',
        'gmx.net',
        'web.de',
        't-online.de',
        'ziggo.nl',
        'kpnmail.nl',
        'telenet.be',
        'skynet.be',
        'orange.fr',
        'free.fr',
        'laposte.net',
      ],
      declinedDomain: { count: 5, hours: 24 },
    },
    ...rest,
  };
}
