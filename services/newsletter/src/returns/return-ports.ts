import type { Counters } from '@foyer/bus';
import type { ReturnMailboxPlace } from '@foyer/mail';

/** What the server hands in for what comes back: where it comes to. */
export interface ReturnPorts {
  /** A port of our own for returned mail. */
  port?:
    | {
        host: string;
        port: number;
        tls?: { key: string; cert: string } | undefined;
        /** Of what strangers send. */
        counters: Counters;
      }
    | undefined;
  /** A mailbox that is read. */
  mailbox?: ReturnMailboxPlace | undefined;
}
