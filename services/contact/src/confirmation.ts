import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@foyer/runtime';
import type { Confirmation, ConfirmationStore } from './confirmation-store.ts';
import { daysAfter } from './deletion-date.ts';

/** Makes a link that releases one message. Each call makes another, and all of them work. */
export type IssueConfirmation = (messageId: string) => Promise<{ link: string; expiresAt: Date }>;

export interface Confirmations {
  issue: IssueConfirmation;
  /** undefined for every link that does not work, whatever the reason. */
  find(token: string): Promise<Confirmation | undefined>;
}

const tokenBytes = 32;
const tokenShape = /^[A-Za-z0-9_-]{43}$/;

export function createConfirmations(deps: {
  store: ConfirmationStore;
  clock: Clock;
  publicUrl: string;
  confirmationDays: number;
}): Confirmations {
  const { store, clock, publicUrl, confirmationDays } = deps;
  return {
    issue: async (messageId) => {
      const token = randomBytes(tokenBytes).toString('base64url');
      const now = clock.now();
      const expiresAt = daysAfter(now, confirmationDays);
      await store.insert({ tokenHash: hashOf(token), messageId, now, expiresAt });
      return { link: `${publicUrl}/contact/confirm/${token}`, expiresAt };
    },
    find: async (token) => (tokenShape.test(token) ? store.find(hashOf(token), clock.now()) : undefined),
  };
}

// The prefix keeps the token to its one purpose: under another name it is another hash. 256 random bits need no salt.
function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(`contact.confirm\0${token}`).digest();
}
