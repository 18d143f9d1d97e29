import type { Database } from '@foyer/database';
import { JobFailedForGood, type Job } from '@foyer/jobs';
import { uuidv7, type Clock, type Log } from '@foyer/runtime';
import { z } from 'zod';
import type { Recipients } from '../subscribing/recipients.ts';
import type { SuppressionSieve } from '../subscribing/privacy-ports.ts';
import { excludeNumbers, readWaiting, writeChunks, writeLedger } from './freeze-store.ts';
import type { OverviewStore } from './overview-store.ts';
import { sumOf } from './delivery-state.ts';
import type { SendingStore } from './sending-store.ts';

const CampaignJob = z.strictObject({ campaign: z.int() });

// Small enough that giving up in the middle costs little, large enough that a million are a thousand.
const chunkSize = 1000;
const readAtOnce = 10_000;

export interface FreezeDeps {
  db: Database;
  clock: Clock;
  log: Log;
  sendings: SendingStore;
  overview: OverviewStore;
  recipients: Pick<Recipients, 'suppressedAmong'>;
  sieve: SuppressionSieve;
}

/**
 * Writes down, once and for all, who the campaign is for. It is sent only when the sums match: as many rows as the audience
 * named, and as many in the chunks as rows.
 *
 * @throws JobFailedForGood when they do not
 */
export async function freezeAudience(job: Job, signal: AbortSignal, deps: FreezeDeps): Promise<void> {
  const { db, clock, log, sendings, overview } = deps;
  const { campaign } = CampaignJob.parse(job.payload);
  const sending = await sendings.byNumber(db, campaign);
  if (sending?.state !== 'preparing' || sending.candidates !== null) return;
  const { audience } = sending;

  const run = uuidv7(clock.now());
  const ledger = await db.transaction().execute(async (trx) => {
    if (!(await sendings.beginFreeze(trx, campaign, run))) return undefined;
    return await writeLedger(trx, campaign, audience, clock.now());
  });
  if (ledger === undefined) return;
  const { named, written } = ledger;
  if (named !== written) {
    throw new JobFailedForGood(`the audience names ${named}, but the ledger got ${written}`);
  }
  await excludeSuppressed(campaign, audience.topics, signal, deps);
  await db.transaction().execute(async (trx) => {
    // Another run of the same job began later, and has written the ledger anew.
    if (!(await sendings.holdsFreeze(trx, campaign, run))) return;
    const inChunks = await writeChunks(trx, campaign, chunkSize, clock.now());
    const inLedger = sumOf((await overview.countLedger(trx, campaign)).states);
    if (inChunks !== named || inLedger !== named) {
      throw new JobFailedForGood(
        `the audience names ${named}, but the ledger holds ${inLedger} and its chunks ${inChunks}`,
      );
    }
    await sendings.start(trx, campaign, named, clock.now());
  });
  log.info({ campaign, candidates: named }, 'the audience of a campaign is frozen');
}

/** Read in batches and asked outside of any transaction: a million digests take seconds. */
async function excludeSuppressed(
  campaign: number,
  topics: readonly string[],
  signal: AbortSignal,
  { db, recipients, sieve }: FreezeDeps,
): Promise<void> {
  const mayBeSuppressed = await sieve(db, [
    'mail',
    'list:newsletter',
    ...topics.map((topic) => `list:${topic}` as const),
  ]);
  const readAfter = (number: number): ReturnType<typeof readWaiting> => {
    const people = readWaiting(db, campaign, number, readAtOnce);
    // Heard of where it is awaited, if it is.
    people.catch(() => undefined);
    return people;
  };
  let reading: ReturnType<typeof readWaiting> | undefined = readAfter(0);
  while (reading !== undefined) {
    signal.throwIfAborted();
    const people: Awaited<typeof reading> = await reading;
    const last = people.at(-1);
    // The next ones are read while these are asked about.
    reading = last === undefined || people.length < readAtOnce ? undefined : readAfter(last.number);
    const suspects = people.filter(({ email }) => mayBeSuppressed(email));
    const suppressed = await recipients.suppressedAmong(db, suspects, topics);
    const numbers = suspects.filter(({ id }) => suppressed.has(id)).map(({ number }) => number);
    await excludeNumbers(db, campaign, numbers, 'suppressed');
  }
}
