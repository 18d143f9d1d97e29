import { setTimeout as after } from 'node:timers/promises';
import type { BulkTransport } from '@foyer/mail';
import type { Log } from '@foyer/runtime';
import { openChunkLedger, type ChunkLedgerDeps, type Claimed } from './chunk-ledger.ts';
import type { Composer } from './composer.ts';
import { attemptDelivery } from './delivery.ts';
import { sayAlive, type Chunk } from './ledger-store.ts';
import type { Sending } from './sending-row.ts';

export interface ChunkRunDeps extends ChunkLedgerDeps {
  log: Log;
  transport: BulkTransport;
}

/** Why a run ended: nothing in the chunk may go now, somebody said stop or time is up, or the mail server is away. */
export type ChunkEnd = 'worked_off' | 'stopped' | 'server_away';

const lanes = 8;
const claimBelow = 12;
const lookMilliseconds = 200;
// Who was not heard for so long begins no mail: well before others take the chunk.
const unheardMilliseconds = 4_000;

/**
 * Sends what is due of one chunk. A recipient is claimed in a committed transaction before their mail leaves, and decided
 * only after the server's answer: between the two nobody else sends to them.
 *
 * @param options.untilMs by performance.now(): no mail is begun after it
 */
export async function runChunk(
  chunk: Chunk,
  options: { sending: Sending; composer: Composer; signal: AbortSignal; untilMs: number },
  deps: ChunkRunDeps,
): Promise<ChunkEnd> {
  const { sending, composer, signal, untilMs } = options;
  const { db, clock, log, pace, transport } = deps;
  const ledger = openChunkLedger(chunk, sending, deps);
  const ready: Claimed[] = [];
  const inFlight = new Set<Promise<void>>();
  const busyDomains = new Set<string>();
  const acceptingDomains = new Set<string>();
  let claiming: Promise<void> | undefined;
  let waitUntilMs = 0;
  let heardMs = performance.now();
  let isExhausted = false;
  let end: ChunkEnd | undefined;

  async function work(): Promise<void> {
    while (
      inFlight.size > 0 ||
      claiming !== undefined ||
      (end === undefined && !(isExhausted && ready.length === 0))
    ) {
      if (signal.aborted || performance.now() > untilMs) end ??= 'stopped';
      const isTime = performance.now() >= waitUntilMs;
      const mayClaim = end === undefined && !isExhausted && isTime && claiming === undefined;
      if (mayClaim && ready.length < claimBelow) claiming = claim();
      while (end === undefined && inFlight.size < lanes && ready.length > 0) begin(ready.shift());
      const waits = [...inFlight, ...(claiming === undefined ? [] : [claiming])];
      if (end === undefined && !isTime)
        waits.push(after(Math.max(1, Math.min(lookMilliseconds, waitUntilMs - performance.now()))));
      if (waits.length > 0) await Promise.race(waits);
      // While the pace holds us up nothing else writes what was decided.
      if (claiming === undefined && !isTime) await ledger.write();
    }
  }

  async function claim(): Promise<void> {
    try {
      const next = await ledger.claim();
      if (next === undefined) {
        end ??= 'stopped';
        return;
      }
      isExhausted = next.isAtEnd;
      if (next.nextAt !== undefined)
        waitUntilMs = performance.now() + next.nextAt.getTime() - clock.now().getTime();
      ready.push(...next.claimed);
    } finally {
      claiming = undefined;
    }
  }

  function begin(recipient: Claimed | undefined): void {
    if (recipient === undefined) return;
    if (performance.now() - heardMs > unheardMilliseconds) end ??= 'stopped';
    if (end !== undefined || busyDomains.has(recipient.domain)) {
      ledger.decide({ number: recipient.number, state: 'waiting', reason: null });
      return;
    }
    const attempt = send(recipient).finally(() => inFlight.delete(attempt));
    inFlight.add(attempt);
  }

  async function send(recipient: Claimed): Promise<void> {
    const attempt = await attemptDelivery(recipient, { composer, transport, clock });
    ledger.decide(attempt.outcome);
    if (attempt.outcome.state === 'accepted') acceptingDomains.add(recipient.domain);
    if (attempt.kind === 'domain_busy') busyDomains.add(recipient.domain);
    if (attempt.kind === 'server_away') {
      if (end !== 'server_away')
        log.warn({ campaign: chunk.campaignNumber, why: attempt.why }, 'no mail can leave now');
      end = 'server_away';
    }
  }

  async function notePace(): Promise<void> {
    const now = clock.now();
    await db.transaction().execute(async (trx) => {
      if (end === 'server_away') await pace.serverIsAway(trx, now);
      else
        await pace.accepted(
          trx,
          [...acceptingDomains].filter((domain) => !busyDomains.has(domain)),
          now,
        );
    });
    await db.transaction().execute(async (trx) => pace.domainDelays(trx, [...busyDomains], now));
  }

  // Whoever pauses, cancels or takes the chunk over is heard of in a fraction of a second, also between two claims.
  const look = setInterval(() => {
    const saidMs = performance.now();
    sayAlive(db, chunk, clock.now()).then(
      (isHeld) => {
        if (isHeld) heardMs = Math.max(heardMs, saidMs);
        else end ??= 'stopped';
        return undefined;
      },
      () => undefined,
    );
  }, lookMilliseconds);
  try {
    await work();
  } finally {
    clearInterval(look);
    await Promise.allSettled([...inFlight, claiming]);
    for (const { number } of ready.splice(0)) ledger.decide({ number, state: 'waiting', reason: null });
    await ledger.write();
  }
  await notePace();
  await ledger.giveBack({ isInterrupted: end !== undefined });
  return end ?? 'worked_off';
}
