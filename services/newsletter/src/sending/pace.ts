import type { DatabaseOrTx } from '@foyer/database';
import { blockedKeys, failingKeys, lockBuckets, writeBuckets, type Bucket } from './pace-store.ts';
import { isWithinHours, warmUpLimit } from './sending-hours.ts';
import type { SendingSettings } from './sending-settings.ts';

/** Whether and how many mails may leave now, for all processes together: what is given lies in the database. */
export interface Pace {
  /** Nothing may leave before this moment: outside of the hours, or the mail server is away. */
  closedUntil(db: DatabaseOrTx, now: Date): Promise<Date | undefined>;
  /** Domains of recipients that have to wait, with the moment. */
  blockedDomains(db: DatabaseOrTx, now: Date): Promise<{ domain: string; until: Date }[]>;
  /**
   * Takes places for these recipients, in their order.
   *
   * @returns those who may be written to, and when there may be more places
   */
  admit<Some extends { domain: string | null }>(
    trx: DatabaseOrTx,
    recipients: readonly Some[],
    now: Date,
  ): Promise<{ admitted: Some[]; nextAt: Date | undefined }>;
  /** A domain asked to wait: each time in a row it gets twice the time. */
  domainDelays(trx: DatabaseOrTx, domains: readonly string[], now: Date): Promise<void>;
  /** The server took mails to these domains: whoever had to wait need not any more. */
  accepted(trx: DatabaseOrTx, domains: readonly string[], now: Date): Promise<void>;
  /** The mail server itself cannot be reached, or takes nothing. */
  serverIsAway(trx: DatabaseOrTx, now: Date): Promise<Date>;
}

const allKey = 'all';
const serverKey = 'server';
const domainPrefix = 'to:';
const dayPrefix = 'day:';

const recheckMilliseconds = 60_000;
const firstDelayMilliseconds = 60_000;
const longestDelayMilliseconds = 3_600_000;
const serverDelayMilliseconds = 5_000;
// Half a second's worth may leave at once; more would be a burst that no limit of a provider forgives.
const burstSeconds = 0.5;

export function createPace(settings: () => SendingSettings): Pace {
  return {
    closedUntil: async (db, now) => {
      if (!isWithinHours(settings().hours, now)) return new Date(now.getTime() + recheckMilliseconds);
      return (await blockedKeys(db, serverKey, now))[0]?.until;
    },
    blockedDomains: async (db, now) =>
      (await blockedKeys(db, domainPrefix, now)).map(({ key, until }) => ({
        domain: key.slice(domainPrefix.length),
        until,
      })),
    admit: async (trx, recipients, now) => {
      const { perSecond, domains, warmUp } = settings();
      const limits = new Map<string, Limit>([
        [allKey, { perSecond, capacity: Math.max(1, perSecond * burstSeconds) }],
      ]);
      const dayLimit = warmUpLimit(warmUp, now);
      const dayKey = `${dayPrefix}${now.toISOString().slice(0, 10)}`;
      if (dayLimit !== undefined) limits.set(dayKey, { perSecond: 0, capacity: dayLimit });
      const present = new Set(recipients.map(({ domain }) => domain));
      for (const { domain, perMinute } of domains) {
        const perDomainSecond = perMinute / 60;
        const capacity = Math.max(1, perDomainSecond * burstSeconds);
        if (present.has(domain)) limits.set(domainPrefix + domain, { perSecond: perDomainSecond, capacity });
      }
      const wanted = [...limits].map(([key, { capacity }]) => ({ key, capacity }));
      const buckets = await lockBuckets(trx, wanted, now);
      for (const bucket of buckets.values()) refill(bucket, limits.get(bucket.key), now);
      const common = [buckets.get(allKey), buckets.get(dayKey)].filter((bucket) => bucket !== undefined);
      const admitted = recipients.filter(({ domain }) => {
        const own = domain === null ? undefined : buckets.get(domainPrefix + domain);
        const needed = own === undefined ? common : [...common, own];
        if (needed.some(({ tokens }) => tokens < 1)) {
          if (own !== undefined && own.tokens < 1)
            own.blockedUntil = refilledAt(own, limits.get(own.key), now);
          return false;
        }
        for (const bucket of needed) bucket.tokens -= 1;
        return true;
      });
      await writeBuckets(trx, [...buckets.values()]);
      const empty = common.filter(({ tokens }) => tokens < 1);
      const moments = empty.map((bucket) => refilledAt(bucket, limits.get(bucket.key), now).getTime());
      return { admitted, nextAt: moments.length === 0 ? undefined : new Date(Math.max(...moments)) };
    },
    domainDelays: async (trx, domains, now) => {
      const wanted = domains.map((domain) => ({ key: domainPrefix + domain, capacity: 1 }));
      const buckets = [...(await lockBuckets(trx, wanted, now)).values()];
      for (const bucket of buckets) delay(bucket, firstDelayMilliseconds, now);
      await writeBuckets(trx, buckets);
    },
    accepted: async (trx, domains, now) => {
      // Only those that had to wait: most never do, and need no row.
      const keys = [serverKey, ...domains.map((domain) => domainPrefix + domain)];
      const failing = await failingKeys(trx, keys);
      if (failing.length === 0) return;
      const wanted = failing.map((key) => ({ key, capacity: 1 }));
      const buckets = [...(await lockBuckets(trx, wanted, now)).values()];
      await writeBuckets(
        trx,
        buckets.map((bucket) => ({ ...bucket, failures: 0, blockedUntil: null })),
      );
    },
    serverIsAway: async (trx, now) => {
      const [bucket] = (await lockBuckets(trx, [{ key: serverKey, capacity: 1 }], now)).values();
      if (bucket === undefined) return now;
      // Several find it away at the same moment; that is one failure.
      if (bucket.blockedUntil === null || bucket.blockedUntil <= now)
        delay(bucket, serverDelayMilliseconds, now);
      await writeBuckets(trx, [bucket]);
      return bucket.blockedUntil ?? now;
    },
  };
}

interface Limit {
  perSecond: number;
  capacity: number;
}

function refill(bucket: Bucket, limit: Limit | undefined, now: Date): void {
  if (limit === undefined) return;
  const seconds = Math.max(0, now.getTime() - bucket.refilledAt.getTime()) / 1000;
  // A day's bucket is never refilled; it grows with a limit that somebody has raised only on the next day.
  bucket.tokens = Math.min(limit.capacity, bucket.tokens + seconds * limit.perSecond);
  bucket.refilledAt = now;
}

function refilledAt({ tokens }: Bucket, limit: Limit | undefined, now: Date): Date {
  const perSecond = limit?.perSecond ?? 0;
  const milliseconds = perSecond === 0 ? recheckMilliseconds : ((1 - tokens) / perSecond) * 1000;
  return new Date(now.getTime() + Math.ceil(milliseconds));
}

function delay(bucket: Bucket, firstMilliseconds: number, now: Date): void {
  const milliseconds = Math.min(
    longestDelayMilliseconds,
    firstMilliseconds * 2 ** Math.min(bucket.failures, 20),
  );
  bucket.failures += 1;
  bucket.blockedUntil = new Date(now.getTime() + milliseconds);
  bucket.refilledAt = now;
}
