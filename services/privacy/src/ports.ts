import type { Audit, PersonalDataHolding, ServiceDeps } from '@foyer/service';

/** A hint to the desk that something changed. */
export type NotifyDesk = (topic: 'privacy', ids: readonly string[]) => void;

/** What all parts of privacy need; the server hands it in. */
export interface PrivacyDeps extends ServiceDeps {
  audit: Audit;
  notifyDesk: NotifyDesk;
  /** 32 bytes for one purpose, the same at each start and on each machine that shares the database. */
  keyFor: (purpose: string) => Uint8Array;
  /** Of all services, of this one too, in the order in which records are erased. Asked for when it is needed. */
  holdings: () => readonly PersonalDataHolding[];
  companyName: string;
  /** Where visitors reach this server; without a slash at its end. */
  publicUrl: string;
}
