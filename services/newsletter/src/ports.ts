import type { Audit, ServiceDeps } from '@foyer/service';

/** A hint to the desk that something changed. */
export type NotifyDesk = (topic: 'newsletter', ids: readonly string[]) => void;

/** What all parts of the newsletter need; the server hands it in. */
export interface NewsletterDeps extends ServiceDeps {
  audit: Audit;
  notifyDesk: NotifyDesk;
  /** 32 bytes for one purpose, the same at each start and on each machine that shares the database. */
  keyFor: (purpose: string) => Uint8Array;
  companyName: string;
  /** Where visitors reach this server; without a slash at its end. */
  publicUrl: string;
}
