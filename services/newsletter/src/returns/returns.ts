import type { DatabaseOrTx, Migration } from '@foyer/database';
import { createReturnMailbox, listenForReturns, type ReturnListener } from '@foyer/mail';
import type { NoteRefused } from '../sending/outcome-writer.ts';
import type { ReturnPaths } from '../sending/return-path.ts';
import type { Part } from '../part.ts';
import type { NewsletterDeps } from '../ports.ts';
import type { Leaving } from '../subscribing/leaving.ts';
import type { SubscriberLinks } from '../subscribing/links.ts';
import { createArrivals } from './arrivals.ts';
import { createConsequences } from './consequences.ts';
import { returnsTable } from './migrations/0035-returns.ts';
import { brake } from './migrations/0036-brake.ts';
import { createReceive, type Receive } from './receive.ts';
import { noteRefusals, settleJob } from './refusals.ts';
import { returnRoutes } from './return-routes.ts';
import { createReturnStore } from './return-store.ts';
import { createReturnAddresses } from './return-target.ts';
import { createReturnsDataStore } from './returns-data-store.ts';
import { createReturnsHolding } from './returns-holding.ts';
import { createReturnsMetrics } from './returns-metrics.ts';
import type { ReturnPorts } from './return-ports.ts';

export const returnsMigrations: Migration[] = [returnsTable, brake];

export interface ReturnsDeps extends ReturnPorts {
  returnPaths: ReturnPaths;
  returnDomain: () => string | null;
  links: Pick<SubscriberLinks, 'read'>;
  addressKey: Uint8Array;
  networkDigest: (address: string) => Promise<Uint8Array>;
  leave: Leaving['leave'];
  bounced: Leaving['bounced'];
  complained: Leaving['complained'];
  /** Counts somebody who left. */
  left: (method: 'mail' | 'complaint') => void;
}

export interface Returns extends Part {
  receive: Receive;
  noteRefused: NoteRefused;
  /** Opens the port for returned mail; undefined where none is configured. */
  listen(): Promise<ReturnListener | undefined>;
}

const settleAtOnce = 50;
const mostRuns = 20;

/** What comes back of newsletters: mails that could not be delivered, complaints, and mails that unsubscribe. */
export function createReturns(deps: NewsletterDeps & ReturnsDeps): Returns {
  const { db, clock, log, port, mailbox, left } = deps;
  const notifyDesk = (): void => deps.notifyDesk('newsletter', []);
  const store = createReturnStore(db);
  const metrics = createReturnsMetrics({ ...deps, store });
  const addresses = createReturnAddresses(deps);
  const consequences = createConsequences({ ...deps, store, onLeft: () => left('complaint') });
  const receive = createReceive({
    ...deps,
    store,
    addresses,
    consequences,
    metrics,
    notifyDesk,
    onLeft: () => left('mail'),
  });

  const returnMailbox =
    mailbox === undefined
      ? undefined
      : createReturnMailbox({ place: mailbox, take: async (mail) => await receive(mail, 'mailbox'), log });

  async function settleSome(): Promise<number> {
    return await db.transaction().execute(async (trx: DatabaseOrTx) => {
      const open = await store.open(trx, settleAtOnce);
      for (const one of open) await consequences.settle(trx, one);
      return open.length;
    });
  }

  return {
    receive,
    noteRefused: noteRefusals({ ...deps, metrics }),
    listen: async () => {
      if (port === undefined) return undefined;
      const { counters, ...place } = port;
      return await listenForReturns({
        ...place,
        arrivals: createArrivals({
          ...deps,
          counters,
          metrics,
          isOpen: (address) => addresses.isOpen(address),
        }),
        accepts: (address) => addresses.isOurs(address),
        take: async (mail) => void (await receive(mail, 'smtp')),
        log,
      });
    },
    routes: [],
    deskRoutes: returnRoutes({
      db,
      clock,
      store,
      ways: { port: port !== undefined, mailbox: mailbox !== undefined },
      returnDomain: deps.returnDomain,
    }),
    jobs: {
      'newsletter.settle_returns': async (_job, { signal }) => {
        while (!signal.aborted && (await settleSome()) > 0) notifyDesk();
      },
      'newsletter.read_returns': async (_job, { signal }) => {
        if (returnMailbox === undefined) return;
        for (let runs = 0; runs < mostRuns; runs += 1) {
          const { failed, isMore } = await returnMailbox.readSome(signal);
          // No failure of the job: the next one comes in a minute, and one mail may fail for ever.
          for (let mail = 0; mail < failed; mail += 1) metrics.noted('failed', 'mailbox');
          if (!isMore || signal.aborted) return;
        }
      },
    },
    schedules: [
      // Enqueued with each refusal; this is for one whose job died and was cleared away.
      { name: 'newsletter.settle_returns', job: settleJob.name, everySeconds: 300 },
      ...(mailbox === undefined
        ? []
        : [{ name: 'newsletter.read_returns', job: 'newsletter.read_returns', everySeconds: 60 }]),
    ],
    personalData: [createReturnsHolding({ clock, data: createReturnsDataStore(db), metrics })],
  };
}
