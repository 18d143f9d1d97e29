import type { DatabaseOrTx } from '@foyer/database';
import type { Log } from '@foyer/runtime';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** What a job is told. Ids only, never a text, name or address of a person: payloads outlive what they point at. */
export type JsonObject = { [key: string]: JsonValue };

export interface NewJob {
  /** The written name of a handler, as in `contact.notify_staff`. */
  name: string;
  payload: JsonObject;
  /** Not before this moment; at once when not given. */
  at?: Date;
  /** Of several jobs with one key only the first is kept, as long as it is there: waiting, running or dead. */
  key?: string;
}

export interface Job {
  id: string;
  name: string;
  payload: JsonObject;
  /** Counts the times the job was handed out, from 1; also the fence between two holders of the same job. */
  attempt: number;
}

/**
 * Puts a job into the table, in the transaction of the write that causes it: both happen or neither does.
 * The runner finds it within a second of the commit, usually within some milliseconds.
 */
export type Enqueue = (
  trx: DatabaseOrTx,
  name: string,
  payload: JsonObject,
  options?: { at?: Date; key?: string },
) => Promise<void>;

/**
 * Does the job. Throwing means: try again later. Every handler may run twice for one job, also at the same time, so its
 * effect must be the same then.
 *
 * `signal` aborts when the process stops and its patience ends, or when another process took the job over. What a handler
 * returns after that is not counted as done, and the job runs again.
 */
export type JobHandler = (job: Job, context: { signal: AbortSignal; log: Log }) => Promise<void>;

/** Thrown by a handler that knows that no repetition can help: the job is dead at once. */
export class JobFailedForGood extends Error {
  override name = 'JobFailedForGood';
}

/** Thrown by a handler that knows when to try again: not before that moment, and not sooner than the policy says. */
export class JobFailedForNow extends Error {
  override name = 'JobFailedForNow';
  readonly retryAt: Date;
  constructor(message: string, options: ErrorOptions & { retryAt: Date }) {
    super(message, options);
    this.retryAt = options.retryAt;
  }
}

/** Thrown by a handler whose time has not come, through nobody's fault: it runs again from that moment on, as often as it takes. */
export class JobMustWait extends Error {
  override name = 'JobMustWait';
  readonly until: Date;
  constructor(message: string, options: ErrorOptions & { until: Date }) {
    super(message, options);
    this.until = options.until;
  }
}

/** A job that is enqueued every `everySeconds`, once in the whole installation, at multiples of it since the epoch (UTC). */
export interface Schedule {
  name: string;
  job: string;
  everySeconds: number;
  payload?: JsonObject;
}

/** A job that is not tried any more and waits for a person. */
export interface DeadJob {
  id: string;
  name: string;
  payload: JsonObject;
  attempt: number;
  failures: number;
  lastError: string | null;
  createdAt: Date;
  diedAt: Date;
}

export interface JobStats {
  /** Waiting, those for later included. */
  ready: number;
  /** Handed out and not done. */
  claimed: number;
  dead: number;
  /** How long the job that is due the longest has been due; 0 with none due. */
  oldestReadySeconds: number;
}
