import { JobMustWait, type Job } from '@foyer/jobs';
import { z } from 'zod';
import { runChunk, type ChunkRunDeps } from './chunk-run.ts';
import type { Composer } from './composer.ts';
import { isWithTwin, reopenDelayed, settleClaimed, takeChunk, type Chunk } from './ledger-store.ts';
import type { Sending } from './sending-row.ts';
import type { SendingSettings } from './sending-settings.ts';
import type { SendingStore } from './sending-store.ts';

export const SlotJob = z.strictObject({ campaign: z.int(), slot: z.int() });

export interface SendJobDeps extends ChunkRunDeps {
  sendings: SendingStore;
  settings: () => SendingSettings;
  composerFor: (campaignNumber: number) => Promise<Composer>;
}

// Shorter than the patience of a process that stops, so that it ends between two mails.
const sliceMilliseconds = 12_000;
const afterTroubleMilliseconds = 5_000;

/**
 * Works off one chunk after the other for some seconds and then makes room for other jobs; ends when there is nothing left
 * to take. It never fails: a job that is dead would hold its slot for ever.
 *
 * @throws JobMustWait when there is more to do
 */
export async function sendChunks(job: Job, signal: AbortSignal, deps: SendJobDeps): Promise<void> {
  const { db, clock, log, pace, sendings, settings } = deps;
  const { campaign, slot } = SlotJob.parse(job.payload);
  const untilMs = performance.now() + sliceMilliseconds;
  try {
    for (;;) {
      const sending = await sendings.byNumber(db, campaign);
      if (sending === undefined || signal.aborted) return;
      const isSending = sending.state === 'sending';
      const closedUntil = isSending ? await pace.closedUntil(db, clock.now()) : undefined;
      const onlyOwn = !isSending || closedUntil !== undefined || slot >= 2 * settings().parallel;
      const chunk = await take({ campaign, slot, sending, onlyOwn }, deps);
      if (chunk === undefined) {
        if (closedUntil !== undefined) throw new JobMustWait('no mail may leave now', { until: closedUntil });
        return;
      }
      const composer = await deps.composerFor(campaign);
      await runChunk(
        chunk,
        { sending, composer, signal, untilMs: closedUntil === undefined ? untilMs : 0 },
        deps,
      );
      // Both would take it from each other again and again, and get nowhere until their time is up.
      if (await isWithTwin(db, chunk, slot)) return;
      if (performance.now() > untilMs)
        throw new JobMustWait('other jobs have their turn', { until: clock.now() });
    }
  } catch (error) {
    if (error instanceof JobMustWait) throw error;
    log.error({ err: error, campaign }, 'a part of a campaign could not be sent; it is tried again');
    const until = new Date(clock.now().getTime() + afterTroubleMilliseconds);
    throw new JobMustWait('trouble with the ledger or the mail', { until });
  }
}

/** What a process that ended had in its hands is settled first. */
async function take(
  {
    campaign,
    slot,
    sending,
    onlyOwn,
  }: { campaign: number; slot: number; sending: Sending; onlyOwn: boolean },
  { db, clock, log }: SendJobDeps,
): Promise<Chunk | undefined> {
  const now = clock.now();
  return await db.transaction().execute(async (trx) => {
    const chunk = await takeChunk(trx, { campaignNumber: campaign, slot, onlyOwn, now });
    if (chunk === undefined) return undefined;
    const settled = await settleClaimed(trx, chunk, sending.crashPolicy, now);
    if (settled > 0) {
      const { crashPolicy } = sending;
      log.warn({ campaign, recipients: settled, crashPolicy }, 'a process ended with mails under way');
    }
    await reopenDelayed(trx, chunk, now);
    return chunk;
  });
}
