import type { DatabaseOrTx } from '@foyer/database';
import type { JsonObject } from '@foyer/jobs';
import type { Audit, ServiceDeps } from '@foyer/service';

/** A hint to whoever looks at the desk; carries ids only. */
type NotifyDesk = (topic: 'webhooks', ids: readonly string[]) => void;

/**
 * Tells other systems that something happened. Called in the transaction of the write, so that both happen or neither.
 * Only ids are stored: `subjectId` is a UUID, and what is sent is read when it is sent.
 */
export type PublishEvent = (trx: DatabaseOrTx, event: WebhookEvent) => Promise<void>;

export interface WebhookEvent {
  /** One of `eventTypes`: `contact.message.received`. */
  type: string;
  subjectId: string;
  occurredAt: Date;
  /** Endpoints that must hear of it although they have not asked for this type: whoever was given data is told when they are erased. */
  alsoTo?: readonly string[];
}

/**
 * The `data` of an event as it is now; undefined when its subject is gone. `restricted`: it may not be passed on for now
 * (Art. 18 GDPR), and is asked for again later.
 */
export type ReadEvent = (type: string, subjectId: string) => Promise<JsonObject | 'restricted' | undefined>;

/** All addresses of a host name, as text. Rejects when there are none. */
export type ResolveHost = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

/** What the webhooks service needs; the server hands it in. */
export interface WebhooksDeps extends ServiceDeps {
  audit: Audit;
  notifyDesk: NotifyDesk;
  /** Encrypts the signing secrets; 32 bytes. With another key the endpoints need new secrets. */
  secretKey: Uint8Array;
  /** Every type that may be published. */
  eventTypes: readonly string[];
  readEvent: ReadEvent;
  /** The system's resolver when not given. */
  resolveHost?: ResolveHost;
  /** For tests only: endpoints on this machine itself, there also without TLS. */
  allowLoopback?: boolean;
}
