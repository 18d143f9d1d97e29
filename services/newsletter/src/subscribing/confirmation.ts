import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '@foyer/database';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { Pending, PendingStore } from './pending-store.ts';
import {
  newsletterPurpose,
  wholeNewsletter,
  type ConsentPort,
  type SuppressionPort,
} from './privacy-ports.ts';
import { daysAfter, pendingDays } from './retention-days.ts';
import type { SubscriberStore } from './subscriber-store.ts';

export interface Confirmations {
  /** The same for the same sign-up, however often its mail is made. */
  pathOf(pendingId: string): string;
  /** What the link is about; undefined for one that is too old, or that we did not make. */
  look(token: string): Promise<Pending | undefined>;
  /**
   * Makes a subscriber of the sign-up, once; a second time only says so.
   *
   * @returns the number of the subscriber; undefined as `look`
   */
  confirm(token: string): Promise<{ pending: Pending; number: number | undefined } | undefined>;
}

const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{22})$/;

export function createConfirmations(deps: {
  db: Database;
  clock: Clock;
  /** 32 bytes, for these links alone. */
  key: Uint8Array;
  pending: PendingStore;
  subscribers: SubscriberStore;
  suppression: SuppressionPort;
  consents: ConsentPort;
}): Confirmations {
  const { db, clock, key, pending, subscribers, suppression, consents } = deps;
  const macOf = (id: string) =>
    createHmac('sha256', key).update(`newsletter.confirm\0${id}`).digest().subarray(0, 16);

  function read(token: string): string | undefined {
    const [, id, mac] = shape.exec(token) ?? [];
    if (id === undefined || mac === undefined) return undefined;
    const given = Buffer.from(mac, 'base64url');
    const wanted = macOf(id);
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? id : undefined;
  }

  function isGood(found: Pending | undefined): found is Pending {
    return found?.kind === 'sign_up' && daysAfter(found.requestedAt, pendingDays) > clock.now();
  }

  return {
    pathOf: (id) => `/newsletter/confirm/${id}.${macOf(id).toString('base64url')}`,
    look: async (token) => {
      const id = read(token);
      const found = id === undefined ? undefined : await pending.byId(db, id);
      return isGood(found) ? found : undefined;
    },
    confirm: async (token) => {
      const id = read(token);
      if (id === undefined) return undefined;
      return await db.transaction().execute(async (trx) => {
        const found = await pending.lock(trx, id);
        if (!isGood(found)) return undefined;
        const { email, name, salutation, textVersion } = found;
        if (email === null || name === null || salutation === null || textVersion === null) {
          return { pending: found, number: found.subscriberNumber ?? undefined };
        }
        const at = clock.now();
        const { number } = await subscribers.subscribe(trx, {
          id: uuidv7(at),
          email,
          name,
          salutation,
          language: found.language,
          topics: found.topics,
          at,
        });
        await consents.recordConsent(trx, {
          purpose: newsletterPurpose,
          subject: { email },
          language: found.language,
          textVersion,
          form: 'newsletter',
          method: 'double opt-in: checkbox, then the button behind the link in a mail',
          at,
          ...(found.isOldEnough !== null && { isOldEnough: found.isOldEnough }),
          networkTruncated: found.network,
          sourceId: id,
          optIn: { requestedAt: found.requestedAt, mailDigest: found.mailDigest },
        });
        // Who confirms wants it again, whatever they said before.
        const scopes = [wholeNewsletter, ...found.topics.map((topic) => `list:${topic}` as const)] as const;
        for (const scope of scopes) await suppression.lift(trx, { email }, { scope });
        await pending.settle(trx, id, { at, subscriberNumber: number });
        return { pending: found, number };
      });
    },
  };
}
