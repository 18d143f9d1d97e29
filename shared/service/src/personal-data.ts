import type { HoldingDescription } from './description.ts';
import type { Language } from './language.ts';

/** Whom a request for data is about; at least one of the two is given. Compared as the holding stores them. */
export interface DataSubject {
  email?: string;
  phone?: string;
}

/** One record of a holding as its subject may read it. */
export interface PersonalDataRecord {
  id: string;
  createdAt: Date;
  /** By field name in words of the form; dates as ISO 8601. */
  fields: Record<string, string | number | boolean | null>;
}

/** New values by field name. */
export type DataCorrection = Record<string, string>;

/** A record that stays although its time is over or its subject wants it gone: a law or an open case needs it. */
export interface HeldRecord {
  id: string;
  why: string;
  until: Date;
}

export interface ErasureOptions {
  held: readonly HeldRecord[];
  language: Language;
}

export interface Erasure {
  /** Number of records. */
  erased: number;
  /** What the law or an open case keeps, why, and until when. */
  retained: { what: string; why: string; until: Date }[];
}

export interface PurgeOutcome {
  purged: number;
  /** True when `limit` was reached and the next call would find more. */
  more: boolean;
}

export interface Retention {
  /** Days from the moment in `from` to deletion. */
  days: number;
  /** The timestamp column that is counted from; written once, never changed: `contact.message.closed_at`. */
  from: string;
}

/** A reminder to whoever can still act, before records that nobody has dealt with are deleted. */
export interface DeletionReminder {
  daysBefore: number;
  /** Reminds once of each record that is due in `daysBefore` days or sooner. Answers how many it reminded of. */
  remind(options: { now: Date; limit: number }): Promise<number>;
}

/**
 * One kind of personal data that a service keeps, with everything the law asks about it. The service that owns the
 * tables does the work; `privacy` only calls.
 */
export interface PersonalDataHolding {
  /** `contact.messages`. */
  name: string;
  /** Asked anew each time it is shown: periods can change while the service runs. */
  describe(language: Language): HoldingDescription;
  /**
   * Its records belong to those of other holdings and go with them. Whoever wants to keep one of them puts a hold on the
   * record it belongs to.
   */
  isCopy?: boolean;
  /** Data of the company's own people, not of visitors. */
  isAboutStaff?: boolean;
  /** Every column that holds it, `contact.message.email`. A test fails for a column that nobody claims. */
  columns: string[];
  retention: Retention;
  /** Where deletion is worth a word beforehand. */
  reminder?: DeletionReminder;
  /** Ids of the subject's records. */
  find(subject: DataSubject): Promise<string[]>;
  export(subject: DataSubject): Promise<PersonalDataRecord[]>;
  /** Answers the number of records changed. */
  correct(subject: DataSubject, changes: DataCorrection): Promise<number>;
  /** Restriction of processing (art. 18): kept but not used while on. Answers the number of records. */
  restrict(subject: DataSubject, on: boolean): Promise<number>;
  /** Erases all records of the subject but the held ones, which it names in `retained`, in the language of the subject. */
  erase(subject: DataSubject, options: ErasureOptions): Promise<Erasure>;
  /** How many records are over their time at `now`, the held ones not counted: what the next purges delete. */
  due(options: { now: Date; held: readonly string[] }): Promise<number>;
  /**
   * Deletes what is over its time at `now`, the oldest first, with its copies in mail and jobs; at most `limit` records a
   * call, and none of those in `held`.
   */
  purge(options: { now: Date; limit: number; held: readonly string[] }): Promise<PurgeOutcome>;
  /** The `from` moment of the oldest record, for the alert that a purge does not run; null when there is none. */
  oldest(): Promise<Date | null>;
  /**
   * Makes up a record whose time counts from `from`, which nobody of the staff gets to see and no mail tells of.
   * Answers what betrays it wherever it is still kept: its id, words in it, digests in hexadecimal digits.
   */
  plantCanary(from: Date): Promise<string[]>;
}
