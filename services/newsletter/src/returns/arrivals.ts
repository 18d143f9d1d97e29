import { createHmac } from 'node:crypto';
import type { Counter, Counters } from '@foyer/bus';
import type { ArrivalLimits } from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import type { ReturnsMetrics } from './returns-metrics.ts';

const windowSeconds = 600;

/**
 * What comes to the port for returned mail in ten minutes. A network is a /24, or a /48 of IPv6. Behind one may stand the
 * relay that all newsletters leave by, and a hundred thousand of them bring a few thousand reports; reading one costs about
 * 30 ms, and a megabyte of nothing but lines or commands a second. So one network costs a tenth of a processor at most, and all of them
 * together a third.
 */
const most = {
  connections: 1_200,
  bytes: 48 * 1024 * 1024,
  bytesOfAll: 144 * 1024 * 1024,
  /** To `complaints@` and `leave@`, which anybody can guess. A return path and the address of a link carry a MAC. */
  open: 120,
  openOfAll: 600,
  /** A mail comes back once, with some warnings before; nobody complains twice about it. */
  ofOneAddress: 10,
  /** Addresses that are none of ours. A server that passes on our whole domain passes on what is made up, too. */
  guesses: 300,
};

/** Counters see digests only. What they do not know they let pass: the limits are for floods, not for single mails. */
export function createArrivals(deps: {
  counters: Counters;
  clock: Clock;
  addressKey: Uint8Array;
  networkDigest: (address: string) => Promise<Uint8Array>;
  isOpen: (address: string) => boolean;
  metrics: Pick<ReturnsMetrics, 'putOff'>;
}): ArrivalLimits {
  const { counters, clock, addressKey, networkDigest, isOpen, metrics } = deps;

  const digestOf = (address: string): string =>
    createHmac('sha256', addressKey)
      .update(`newsletter returns\0${address.toLowerCase()}`)
      .digest('base64url');

  async function reached(limits: readonly Limited[], now: Date): Promise<boolean> {
    const counts = await counters.peek([...limits], now);
    const over = limits.find(({ limit }, index) => (counts[index] ?? 0) + 1 > most[limit]);
    if (over !== undefined) metrics.putOff(over.limit);
    return over !== undefined;
  }

  /** Only what is let in counts: a server with a long queue would otherwise keep itself out by asking. */
  async function letIn(counted: readonly Limited[], alsoLooked: readonly Limited[] = []): Promise<boolean> {
    const now = clock.now();
    if (await reached([...counted, ...alsoLooked], now)) return false;
    await counters.hit([...counted], now);
    return true;
  }

  return {
    networkOf: async (address) => Buffer.from(await networkDigest(address)).toString('base64url'),
    mayConnect: async (network) =>
      await letIn(
        [counterOf('connections', network)],
        [counterOf('guesses', network), counterOf('bytes', network), counterOf('bytesOfAll')],
      ),
    mayWriteTo: async (network, recipient) =>
      await letIn(
        isOpen(recipient)
          ? [counterOf('open', network), counterOf('openOfAll')]
          : [counterOf('ofOneAddress', digestOf(recipient))],
      ),
    guessed: async (network) => {
      await counters.hit([counterOf('guesses', network)], clock.now());
    },
    maySendMore: async (network, bytes) => {
      const now = clock.now();
      const counted = [counterOf('bytes', network), counterOf('bytesOfAll')];
      await counters.hit(
        counted.map((counter) => ({ ...counter, by: bytes })),
        now,
      );
      return !(await reached(counted, now));
    },
  };
}

type Limited = Counter & { limit: keyof typeof most };

function counterOf(limit: keyof typeof most, of = 'all'): Limited {
  return { limit, key: `newsletter:returns:${limit}:${of}`, windowSeconds };
}
