import { setTimeout as after } from 'node:timers/promises';
import type { Database } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import type { Recipient, Recipients } from '../subscribing/recipients.ts';
import { openCount } from './delivery-state.ts';
import {
  claimNumbers,
  countChunk,
  firstRetry,
  giveBackChunk,
  holdsChunk,
  readCandidates,
  type Candidate,
  type Chunk,
  type Outcome,
} from './ledger-store.ts';
import { recordOutcomes, type NoteRefused } from './outcome-writer.ts';
import type { Pace } from './pace.ts';
import type { SendingMetrics } from './sending-metrics.ts';
import type { Sending } from './sending-row.ts';

export interface ChunkLedgerDeps {
  db: Database;
  clock: Clock;
  pace: Pace;
  recipients: Pick<Recipients, 'recipientsNow'>;
  counted: SendingMetrics;
  noteRefused?: NoteRefused | undefined;
}

/** Somebody whose mail may leave: nobody else sends it, whatever happens to this process. */
export interface Claimed extends Recipient {
  number: number;
  domain: string;
}

/** The part of the ledger that one run holds. */
export interface ChunkLedger {
  decide(outcome: Outcome): void;
  /**
   * Writes what is decided and claims the next ones, in one transaction; then asks for each whether they may still be
   * written to.
   *
   * @returns undefined when the run does not hold the chunk any more, or the campaign is not being sent
   */
  claim(): Promise<{ claimed: Claimed[]; isAtEnd: boolean; nextAt: Date | undefined } | undefined>;
  /** Tries for some seconds: what is not written is uncertain for whoever comes next. */
  write(): Promise<void>;
  /** @param options.isInterrupted what is left may go at once, and does not wait for anything */
  giveBack(options: { isInterrupted: boolean }): Promise<void>;
}

const claimAtOnce = 24;
const writeAgainMilliseconds = [100, 500, 2_000, 5_000];
const blockedMilliseconds = 1_000;

export function openChunkLedger(chunk: Chunk, sending: Sending, deps: ChunkLedgerDeps): ChunkLedger {
  const { db, clock, pace, recipients, counted, noteRefused } = deps;
  const { crashPolicy, audience } = sending;
  let decided: Outcome[] = [];
  let lastNumber = 0;

  async function claimNext(written: readonly Outcome[], now: Date) {
    const blocked = await pace.blockedDomains(db, now);
    return await db.transaction().execute(async (trx) => {
      await recordOutcomes(trx, chunk, written, { crashPolicy, now, noteRefused });
      if (!(await holdsChunk(trx, chunk))) return undefined;
      const blockedDomains = blocked.map(({ domain }) => domain);
      const found = await readCandidates(trx, chunk, {
        after: lastNumber,
        limit: claimAtOnce,
        blockedDomains,
      });
      const { admitted, nextAt } = await pace.admit(trx, found, now);
      const numbers = admitted.map(({ number }) => number);
      await claimNumbers(trx, chunk, numbers, now);
      return { found, admitted, nextAt };
    });
  }

  async function askForEach(candidates: readonly Candidate[], now: Date): Promise<Claimed[]> {
    const ids = candidates.flatMap(({ id }) => id ?? []);
    const answers = await recipients.recipientsNow(db, ids, audience.topics, now).catch((error: unknown) => {
      // Nothing has left: they wait, and are not uncertain.
      decided.push(...candidates.map(({ number }): Outcome => ({ number, state: 'waiting', reason: null })));
      throw error;
    });
    return candidates.flatMap(({ number, id, domain }) => {
      const answer = (id === null ? undefined : answers.get(id)) ?? { excluded: 'gone' };
      if (!('excluded' in answer)) return { ...answer, number, domain: domain ?? '' };
      decided.push({ number, state: 'excluded', reason: answer.excluded });
      return [];
    });
  }

  /** @param work gets what is decided; all of it stays decided when it fails */
  async function withDecided<Result>(
    work: (outcomes: readonly Outcome[]) => Promise<Result>,
  ): Promise<Result> {
    const outcomes = decided;
    decided = [];
    try {
      const result = await work(outcomes);
      for (const { state } of outcomes) counted.decided(state);
      return result;
    } catch (error) {
      decided = [...outcomes, ...decided];
      throw error;
    }
  }

  async function writeOnce(): Promise<void> {
    await withDecided(async (outcomes) => {
      const now = clock.now();
      await db
        .transaction()
        .execute(async (trx) => recordOutcomes(trx, chunk, outcomes, { crashPolicy, now, noteRefused }));
    });
  }

  return {
    decide: (outcome) => void decided.push(outcome),
    claim: async () => {
      const now = clock.now();
      const taken = await withDecided(async (outcomes) => claimNext(outcomes, now));
      if (taken === undefined) return undefined;
      const { found, admitted, nextAt } = taken;
      // Who has no place because of their domain is left behind for later; without any places everybody is.
      const passed = nextAt === undefined || admitted.length === found.length ? found : admitted;
      lastNumber = passed.at(-1)?.number ?? lastNumber;
      const isShort = admitted.length < found.length;
      return {
        claimed: await askForEach(admitted, now),
        isAtEnd: found.length === 0,
        nextAt: isShort ? nextAt : undefined,
      };
    },
    write: async () => {
      for (const milliseconds of [...writeAgainMilliseconds, undefined]) {
        if (decided.length === 0) return;
        try {
          await writeOnce();
          return;
        } catch (error) {
          if (milliseconds === undefined) throw error;
          await after(milliseconds);
        }
      }
    },
    giveBack: async ({ isInterrupted }) => {
      const now = clock.now();
      const blocked = await pace.blockedDomains(db, now);
      await db.transaction().execute(async (trx) => {
        const counts = await countChunk(trx, chunk);
        const moments = blocked.map(({ until }) => until.getTime());
        if (counts.waiting > 0) moments.push(now.getTime() + blockedMilliseconds);
        const retry = await firstRetry(trx, chunk);
        if (retry !== null) moments.push(retry.getTime());
        const notBefore = moments.length === 0 || isInterrupted ? now : new Date(Math.min(...moments));
        await giveBackChunk(trx, chunk, { isDone: openCount(counts) === 0, notBefore, counts });
      });
    },
  };
}
