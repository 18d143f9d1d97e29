import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@foyer/runtime';
import { daysAfter } from './dates.ts';
import type { LinkStore } from './link-store.ts';
import type { CallbackRequest } from './request.ts';
import type { RequestStore } from './request-store.ts';

/** release: lets a held request go on. manage: moves or cancels. */
type LinkPurpose = 'release' | 'manage';

export interface Links {
  /** Each call makes another link, and all of them work. */
  issue(
    purpose: LinkPurpose,
    request: CallbackRequest,
  ): Promise<{ path: string; link: string; expiresAt: Date }>;
  /** undefined for every link that does not work, whatever the reason. */
  find(purpose: LinkPurpose, token: string): Promise<CallbackRequest | undefined>;
}

const tokenShape = /^[A-Za-z0-9_-]{43}$/;

export function createLinks(deps: {
  store: LinkStore;
  requests: RequestStore;
  clock: Clock;
  publicUrl: string;
  releaseDays: number;
}): Links {
  const { store, requests, clock, publicUrl, releaseDays } = deps;
  return {
    issue: async (purpose, request) => {
      const token = randomBytes(32).toString('base64url');
      const now = clock.now();
      // As long as there may be something to move; the page says when there is not any more.
      const lastDay = new Date(`${request.latestOn}T00:00:00Z`);
      const expiresAt = purpose === 'release' ? daysAfter(now, releaseDays) : lastDay;
      await store.insert({ tokenHash: hashOf(purpose, token), requestId: request.id, now, expiresAt });
      const path = `/callback/${purpose}/${token}`;
      return { path, link: `${publicUrl}${path}`, expiresAt };
    },
    find: async (purpose, token) => {
      if (!tokenShape.test(token)) return undefined;
      const id = await store.find(hashOf(purpose, token), clock.now());
      return id === undefined ? undefined : await requests.byId(id);
    },
  };
}

// The purpose keeps the token to its one use: under another name it is another hash. 256 random bits need no salt.
function hashOf(purpose: LinkPurpose, token: string): Uint8Array {
  return createHash('sha256').update(`callback.${purpose}\0${token}`).digest();
}
