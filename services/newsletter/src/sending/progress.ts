import type { Database } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import { recentAnswers, refusalSaid, type RecentAnswers } from './brake-store.ts';
import { openCount, type StateCounts } from './delivery-state.ts';
import type { OverviewStore } from './overview-store.ts';
import type { Sending, SendingState } from './sending-row.ts';
import type { SendingStore } from './sending-store.ts';

/** How far a campaign has come. */
export interface Progress {
  campaignId: string;
  campaignNumber: number;
  state: SendingState;
  /** null until the audience is frozen. */
  candidates: number | null;
  counts: StateCounts;
  /** Accepted mails in a minute, over the last five full ones and this one; 0 when it does not run. */
  perMinute: number;
  /** null when nothing is left or nobody can say. */
  remainingSeconds: number | null;
  createdAt: Date;
  startedAt: Date | null;
  pausedAt: Date | null;
  /** It was stopped because more was refused than is natural, and somebody has to decide. */
  brake: (RecentAnswers & { says: string }) | null;
  finishedAt: Date | null;
}

const minutesSeen = 5;

export async function progressOf(
  sending: Sending,
  deps: { db: Database; clock: Clock; sendings: SendingStore; overview: OverviewStore },
): Promise<Progress> {
  const { db, clock, sendings, overview } = deps;
  const { campaignId, campaignNumber, state, candidates, createdAt, startedAt, pausedAt, finishedAt } =
    sending;
  const counts = sending.counts?.states ?? (await overview.countByChunks(campaignNumber));
  const now = clock.now();
  const since = new Date(Math.max(now.getTime() - minutesSeen * 60_000, startedAt?.getTime() ?? 0));
  const minutes = state === 'sending' ? await sendings.acceptedByMinute(campaignNumber, minuteOf(since)) : [];
  const accepted = minutes.reduce((sum, one) => sum + one.accepted, 0);
  const seconds = Math.max(1, (now.getTime() - minuteOf(since).getTime()) / 1000);
  const isYoung = startedAt !== null && startedAt > minuteOf(since);
  const perSecond =
    accepted / (isYoung ? Math.max(1, (now.getTime() - startedAt.getTime()) / 1000) : seconds);
  const brake =
    state === 'paused' && sending.brakedAt !== null
      ? { ...(await recentAnswers(db, campaignNumber)), says: await refusalSaid(db, campaignNumber) }
      : null;
  const left = openCount(counts);
  return {
    campaignId,
    campaignNumber,
    state,
    candidates,
    counts: { ...counts },
    perMinute: Math.round(perSecond * 60),
    remainingSeconds: left === 0 || perSecond === 0 ? null : Math.ceil(left / perSecond),
    createdAt,
    startedAt,
    pausedAt,
    brake,
    finishedAt,
  };
}

function minuteOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 60_000) * 60_000);
}
