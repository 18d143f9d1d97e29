import type { Database, DatabaseOrTx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import type { Clock, Log } from '@foyer/runtime';
import { brakeIfRefused } from './brake-store.ts';
import { openCount, sumOf } from './delivery-state.ts';
import type { OverviewStore } from './overview-store.ts';
import { forgetBuckets } from './pace-store.ts';
import type { Sending } from './sending-row.ts';
import type { SendingSettings } from './sending-settings.ts';
import type { SendingStore } from './sending-store.ts';

export interface TendDeps {
  db: Database;
  clock: Clock;
  log: Log;
  sendings: SendingStore;
  overview: OverviewStore;
  settings: () => SendingSettings;
  enqueueMany: (trx: DatabaseOrTx, jobs: readonly NewJob[]) => Promise<void>;
  wakeJobs: () => void;
  onFinished: (sending: Sending) => void;
  onBraked: (sending: Sending) => void;
  refusalsBelieved?: ((trx: DatabaseOrTx) => Promise<void>) | undefined;
}

/** Campaigns that are sent at the same time; others wait their turn, the oldest first. */
const atOnce = 4;
/** As many as `parallel` allows, and twice that for those of a process that died. */
const mostSlots = 16;
const paceKeptMilliseconds = 2 * 86_400_000;

/** Looks after all campaigns that are on their way: gives them hands, and ends them when the ledger adds up. */
export async function tendSendings(deps: TendDeps): Promise<void> {
  const { db, clock, sendings, settings } = deps;
  const unfinished = await sendings.unfinished();
  const running = unfinished.filter(({ state }) => state === 'sending').slice(0, atOnce);
  const slots = Math.max(1, Math.floor(settings().parallel / Math.max(1, running.length)));
  for (const sending of unfinished) {
    if (sending.state === 'sending' && (await brakeIfRefused(db, sending.campaignNumber, clock.now()))) {
      deps.onBraked(sending);
      continue;
    }
    if (sending.candidates === null) {
      // Normally enqueued with the start; this is for one whose job was deleted or died and was cleared away.
      if (sending.state === 'cancelled') await finishCancelled(sending, deps);
      continue;
    }
    if (sending.state === 'sending' && running.includes(sending)) await lendHands(sending, slots, deps);
    if (sending.state === 'cancelled') await settleCancelled(sending, deps);
  }
  await forgetBuckets(db, new Date(clock.now().getTime() - paceKeptMilliseconds));
}

/** Ends a campaign as soon as nobody has anything of it any more. Lends nobody: jobs that end would start each other for ever. */
export async function finishIfDone(campaign: number, deps: TendDeps): Promise<void> {
  const { db, clock, sendings, overview } = deps;
  const sending = await sendings.byNumber(db, campaign);
  if (sending?.state !== 'sending' || sending.candidates === null) return;
  const { open, taken } = await overview.chunkStates(campaign, clock.now());
  if (open === 0 && taken === 0) await finishWhenItAddsUp(sending, deps);
}

async function lendHands(sending: Sending, slots: number, deps: TendDeps): Promise<void> {
  const { db, clock, overview, enqueueMany, wakeJobs } = deps;
  const { campaignNumber: campaign } = sending;
  const { open, taken, silent, due } = await overview.chunkStates(campaign, clock.now());
  if (open === 0 && taken === 0) {
    await finishWhenItAddsUp(sending, deps);
    return;
  }
  if (taken === 0 && (due === null || due > clock.now())) return;
  // The jobs of a process that died hold their slots until their leases run out: others take their place meanwhile.
  const length = Math.min(slots + silent, mostSlots);
  const jobs = Array.from({ length }, (_, slot): NewJob => slotJob(campaign, slot));
  await enqueueMany(db, jobs);
  wakeJobs();
}

function slotJob(campaign: number, slot: number): NewJob {
  return {
    name: 'newsletter.send_chunks',
    payload: { campaign, slot },
    key: `newsletter.send:${campaign}:${slot}`,
  };
}

/** The chunks say that they are done; the whole ledger is counted once more, and must say the same. */
async function finishWhenItAddsUp(sending: Sending, deps: TendDeps): Promise<void> {
  const { db, clock, log, sendings, overview, onFinished, onBraked } = deps;
  const { campaignNumber: campaign, candidates } = sending;
  const counts = await db.transaction().execute(async (trx) => {
    // What comes back meanwhile waits, and then corrects the counts that are written here.
    await sendings.lock(trx, campaign);
    if (await brakeIfRefused(trx, campaign, clock.now())) return 'braked';
    const found = await overview.countLedger(trx, campaign);
    const addsUp = openCount(found.states) === 0 && sumOf(found.states) === candidates;
    if (addsUp) {
      await sendings.finish(trx, campaign, found, clock.now());
      await deps.refusalsBelieved?.(trx);
    }
    return found;
  });
  if (counts === 'braked') {
    onBraked(sending);
    return;
  }
  if (openCount(counts.states) > 0) {
    const chunks = await overview.reopenUndone(campaign, clock.now());
    log.warn({ campaign, chunks }, 'parts of a campaign were not done after all; they are taken again');
    return;
  }
  if (sumOf(counts.states) !== candidates) {
    const ledger = sumOf(counts.states);
    log.error(
      { campaign, candidates, ledger },
      'the ledger of a campaign does not add up; it is not called finished',
    );
    return;
  }
  onFinished(sending);
}

async function settleCancelled(sending: Sending, deps: TendDeps): Promise<void> {
  const { db, clock, overview, enqueueMany } = deps;
  const { campaignNumber: campaign } = sending;
  while (await overview.excludeRest(campaign, 'cancelled', clock.now()));
  const { open, taken } = await overview.chunkStates(campaign, clock.now());
  // A slot whose process ended settles what it had, whether or not the campaign goes on.
  if (taken > 0)
    await enqueueMany(
      db,
      Array.from({ length: mostSlots }, (_, slot) => slotJob(campaign, slot)),
    );
  else if (open === 0) await finishWhenItAddsUp(sending, deps);
}

/** Cancelled before anybody was named. */
async function finishCancelled(
  sending: Sending,
  { db, clock, sendings, overview, onFinished }: TendDeps,
): Promise<void> {
  const counts = await overview.countLedger(db, sending.campaignNumber);
  if (sumOf(counts.states) > 0) return;
  await sendings.finish(db, sending.campaignNumber, counts, clock.now());
  onFinished(sending);
}
