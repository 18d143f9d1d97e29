import { JobFailedForGood, type Job } from '@foyer/jobs';
import { uuidv7, type Log } from '@foyer/runtime';
import { z } from 'zod';
import type { Audience } from '../subscribing/audience.ts';
import { findSuppressed, type FindSuppressedDeps } from './find-suppressed.ts';
import { excludeNumbers, writeChunks, writeLedger } from './freeze-store.ts';
import type { OverviewStore } from './overview-store.ts';
import { sumOf } from './delivery-state.ts';
import type { SendingStore } from './sending-store.ts';

const CampaignJob = z.strictObject({ campaign: z.int() });

// Small enough that giving up in the middle costs little, large enough that a million are a thousand.
const chunkSize = 1000;

export interface FreezeDeps extends FindSuppressedDeps {
  log: Log;
  sendings: SendingStore;
  overview: OverviewStore;
}

/**
 * Writes down, once and for all, who the campaign is for. It is sent only when the sums match: as many rows are found in the
 * ledger, and as many in its chunks, as the audience named.
 *
 * @throws JobFailedForGood when they do not
 */
export async function freezeAudience(job: Job, signal: AbortSignal, deps: FreezeDeps): Promise<void> {
  const { db, clock, sendings } = deps;
  const { campaign } = CampaignJob.parse(job.payload);
  const sending = await sendings.byNumber(db, campaign);
  if (sending?.state !== 'preparing' || sending.candidates !== null) return;
  const run = { campaign, id: uuidv7(clock.now()) };
  // A million digests take as long as writing a million rows: the one is done here, the other in the database.
  const isOver = new AbortController();
  const search = async (): ReturnType<typeof findSuppressed> =>
    await findSuppressed(sending.audience, AbortSignal.any([signal, isOver.signal]), deps);
  // PGlite has one connection, which the ledger may hold for longer than others wait: then they are looked for once more.
  const searched = search().catch(() => undefined);
  try {
    const named = await writeOnce(run, sending.audience, deps);
    if (named === undefined) return;
    const suppressed = (await searched) ?? (await search());
    for (const numbers of suppressed) await excludeNumbers(db, campaign, numbers, 'suppressed');
    await cutAndStart(run, named, deps);
  } finally {
    isOver.abort();
    await searched;
  }
}

interface FreezeRun {
  campaign: number;
  id: string;
}

/** @returns how many the audience names; undefined when nobody wants to know any more */
async function writeOnce(
  { campaign, id }: FreezeRun,
  audience: Audience,
  { db, clock, sendings }: FreezeDeps,
): Promise<number | undefined> {
  return await db.transaction().execute(async (trx) => {
    if (!(await sendings.beginFreeze(trx, campaign, id))) return undefined;
    return await writeLedger(trx, campaign, audience, clock.now());
  });
}

async function cutAndStart({ campaign, id }: FreezeRun, named: number, deps: FreezeDeps): Promise<void> {
  const { db, clock, log, sendings, overview } = deps;
  const isStarted = await db.transaction().execute(async (trx) => {
    // Another run of the same job began later, and has written the ledger anew.
    if (!(await sendings.holdsFreeze(trx, campaign, id))) return false;
    const inChunks = await writeChunks(trx, campaign, chunkSize, clock.now());
    const inLedger = sumOf((await overview.countLedger(trx, campaign)).states);
    if (inChunks !== named || inLedger !== named) {
      throw new JobFailedForGood(
        `the audience names ${named}, but the ledger holds ${inLedger} and its chunks ${inChunks}`,
      );
    }
    return await sendings.start(trx, campaign, named, clock.now());
  });
  if (isStarted) log.info({ campaign, candidates: named }, 'the audience of a campaign is frozen');
}
