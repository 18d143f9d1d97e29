import { freemailDomains } from '@foyer/mail';
import type { Language } from '@foyer/service';
import { defaultTopics, type Topic } from './topics.ts';

export interface FormConfig {
  /** In the order in which the visitor sees them. */
  topics: readonly Topic[];
  /** From the day a message is closed to its deletion. */
  retentionDays: number;
  /** A message that nobody closes closes itself after so many days. */
  autoCloseDays: number;
  /** Only puzzles of this site count; those of any site when not given. */
  siteKey?: string | undefined;
  /** What the visitor may agree to beside the message, by the purposes whose wordings are kept at the desk. */
  consents?: readonly { purpose: string }[] | undefined;
  /** Asks for the statement to be 16 or older; without it no consent is written down. */
  asksAge?: boolean | undefined;
}

/** At most `count` mails in `hours`. */
export interface MailLimit {
  count: number;
  hours: number;
}

export interface SuspicionConfig {
  /** A message of this score or more is held. */
  holdAt: number;
  /** The field that people do not see was filled in. */
  honeypot: number;
  /** Sent sooner than `fastSeconds` after the puzzle was asked for. */
  fast: number;
  fastSeconds: number;
  /** More than `manyLinks` addresses of pages in the text. */
  links: number;
  manyLinks: number;
}

export interface ContactConfig {
  companyName: string;
  /** Sender of all mails, `Name <address>`; its domain is also in their message ids. */
  mailFrom: string;
  /** Who reads that messages are held. */
  staffMailbox: string;
  /** Language of the staff's mails; the visitor's when not given. */
  staffLanguage?: Language | undefined;
  /** Of the moments in the staff's mails, `Europe/Amsterdam`. */
  timeZone: string;
  privacyUrl?: string | undefined;
  /** By name; `default` is there always. */
  forms: Readonly<Record<string, FormConfig>>;
  suspicion: SuspicionConfig;
  /** How long the link that releases a held message works. */
  confirmationDays: number;
  limits: {
    /** To one address, for each kind of mail. */
    recipient: MailLimit;
    /** To all addresses of one domain, for each kind of mail. */
    domain: MailLimit;
    /** The same for domains that serve everybody. */
    freemailDomain: MailLimit;
    freemailDomains: readonly string[];
  };
}

/** A complete configuration from what differs from company to company. */
export function defaultContactConfig(
  company: Pick<ContactConfig, 'companyName' | 'mailFrom' | 'staffMailbox'> & Partial<ContactConfig>,
): ContactConfig {
  const form = {
    topics: defaultTopics(company.staffMailbox),
    retentionDays: 180,
    autoCloseDays: 14,
  };
  return {
    timeZone: 'UTC',
    forms: { default: form },
    suspicion: { holdAt: 100, honeypot: 100, fast: 50, fastSeconds: 2, links: 50, manyLinks: 3 },
    confirmationDays: 7,
    limits: {
      recipient: { count: 3, hours: 24 },
      domain: { count: 200, hours: 1 },
      freemailDomain: { count: 2000, hours: 1 },
      freemailDomains,
    },
    ...company,
  };
}
