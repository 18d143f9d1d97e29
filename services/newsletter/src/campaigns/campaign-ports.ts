import type { DatabaseOrTx } from '@foyer/database';
import type { Mail, SourceCompiler } from '@foyer/mail';
import type { Language } from '@foyer/service';
import type { CompiledMail } from '../compiled-mail.ts';
import type { NewsletterDeps } from '../ports.ts';
import type { Audience, Exclusion } from '../subscribing/audience.ts';
import type { ResolveTxt, SigningKey } from './sender-dns.ts';

/** A campaign as it goes to the part that sends. */
export interface NewSending {
  campaignId: string;
  campaignNumber: number;
  mail: CompiledMail;
  /** `"Name" <address>` */
  from: string;
  replyTo?: string;
  listId: string;
  listName: string;
  audience: Audience;
  crashPolicy: 'hold' | 'resend';
}

/** What the server hands in for campaigns. */
export interface CampaignPorts {
  mail: Mail;
  /** A thread of its own: what marketing writes must not keep the mails of visitors waiting. */
  campaignCompiler: SourceCompiler;
  /** Names of staff by id; those that are not known are left out. */
  namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The DNS of this machine when not given. */
  resolveTxt?: ResolveTxt;
  /** A scheduled start that comes later than this asks instead of sending; 30 when not given. */
  lateMinutes?: number;
}

/** What campaigns need of the other parts. */
export interface CampaignDeps extends NewsletterDeps, CampaignPorts {
  topicsOf: (
    db: DatabaseOrTx,
  ) => Promise<readonly { id: string; names: Readonly<Record<Language, string>> }[]>;
  countAudience: (
    db: DatabaseOrTx,
    audience: Audience,
    now: Date,
  ) => Promise<{ named: number; excluded: Record<Exclusion, number> }>;
  startSending: (trx: DatabaseOrTx, sending: NewSending) => Promise<void>;
  /** That of the return path; null: that of the sender. */
  returnDomain: () => string | null;
  /** How mails of the sender's domain are signed; undefined when they are not. */
  signingKey: (senderDomain: string) => Promise<SigningKey | undefined>;
}
