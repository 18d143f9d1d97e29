import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * An append-only list whose entries are chained by SHA-256, so that one that was changed, removed, moved or put in is found.
 * The content of an entry goes with its salt when its time is over; its digest stays, and the chain can still be verified.
 */
export interface Ledger {
  /** In the order of the chain, those without content too. */
  readAfter(seq: number, limit: number): Promise<LedgerEntry[]>;
  /** Where the chain says it ends, and the highest number there is: both as of one moment. */
  readEnd(): Promise<{ head: { seq: number; chain: Uint8Array } | undefined; highest: number }>;
}

export interface LedgerEntry {
  /** 1, 2, 3 … */
  seq: number;
  digest: Uint8Array;
  chain: Uint8Array;
  /** `changed`: it does not fit its digest, or no program of ours has written it. */
  content: 'as_written' | 'changed' | 'gone';
  /** Of a note that a purge leaves: numbers of entries, from and to, whose content it took. */
  purged?: readonly LedgerSpan[];
}

export type LedgerSpan = readonly [from: number, to: number];

export interface LedgerVerification {
  isIntact: boolean;
  /** Those that were looked at, purged ones among them. */
  entries: number;
  /** Number of the first entry that is not as it was written; null when all are. */
  brokenAt: number | null;
  problem: LedgerProblem | null;
  /** The end of the chain. Noted elsewhere, it lets a later verification find a chain that was written anew. */
  head: NotedHead | null;
}

export type LedgerProblem =
  /** The content does not fit its digest. */
  | 'content_changed'
  /** An entry is not where the chain has it: removed, moved, or put in. */
  | 'chain_broken'
  /** The content is gone, and no purge says that it took it. */
  | 'content_removed'
  /** Entries at the end were removed or put in. */
  | 'end_differs'
  /** The chain is sound in itself, but it is another one than that which was noted. */
  | 'noted_head_differs';

export interface NotedHead {
  seq: number;
  /** Hexadecimal. */
  chain: string;
}

/** The link from the entry before: SHA-256 of its chain, the number as 8 bytes (big endian) and the digest. */
export function chainOf(previous: Uint8Array, seq: number, digest: Uint8Array): Uint8Array {
  const number = Buffer.alloc(8);
  number.writeBigInt64BE(BigInt(seq));
  return createHash('sha256').update(previous).update(number).update(digest).digest();
}

export const startOfChain: Uint8Array = new Uint8Array(32);

const batchSize = 1000;

/**
 * Walks along the chain from its beginning, a batch at a time. Entries written meanwhile are left for the next time.
 *
 * @param noted the head that an earlier verification gave
 */
export async function verifyLedger(ledger: Ledger, noted?: NotedHead): Promise<LedgerVerification> {
  const walk = createWalk(noted?.seq);
  let end = await ledger.readEnd();
  for (;;) {
    const broken = await walkTo(end.head?.seq ?? end.highest);
    if (broken !== undefined) return result(broken);
    if (walk.missing.length === 0) break;
    // A purge that ran meanwhile says so at the new end of the chain.
    const later = await ledger.readEnd();
    // Entries that are missing at the end are no reason to look for them for ever.
    if (later.head === undefined || later.head.seq <= walk.seq || walk.seq < (end.head?.seq ?? 0)) break;
    end = later;
  }
  const { head, highest } = end;
  if (head === undefined) return result(highest === 0 ? otherThanNoted() : endDiffers(highest));
  if (walk.seq < head.seq) return result(endDiffers(walk.seq + 1));
  if (highest > head.seq) return result(endDiffers(head.seq + 1));
  if (!isEqual(walk.chain, head.chain)) return result(endDiffers(head.seq));
  const [missing] = walk.missing;
  if (missing !== undefined) return result({ at: missing[0], what: 'content_removed' });
  return result(otherThanNoted());

  async function walkTo(last: number): Promise<Broken | undefined> {
    while (walk.seq < last) {
      const batch = await ledger.readAfter(walk.seq, Math.min(batchSize, last - walk.seq));
      if (batch.length === 0) return undefined;
      for (const entry of batch) {
        const what = walk.step(entry);
        if (what !== undefined) return { at: walk.seq + 1, what };
      }
    }
    return undefined;
  }

  function otherThanNoted(): Broken | undefined {
    if (noted === undefined) return undefined;
    if (noted.seq > walk.seq) return { at: walk.seq + 1, what: 'noted_head_differs' };
    return walk.notedChain === noted.chain.toLowerCase()
      ? undefined
      : { at: noted.seq, what: 'noted_head_differs' };
  }

  function result(broken: Broken | undefined): LedgerVerification {
    return {
      isIntact: broken === undefined,
      entries: walk.seq,
      brokenAt: broken?.at ?? null,
      problem: broken?.what ?? null,
      head: walk.seq === 0 ? null : { seq: walk.seq, chain: hex(walk.chain) },
    };
  }
}

interface Broken {
  at: number;
  what: LedgerProblem;
}

const endDiffers = (at: number): Broken => ({ at, what: 'end_differs' });

interface Walk {
  /** Of the entry behind us; 0 at the beginning. */
  seq: number;
  chain: Uint8Array;
  notedChain: string | undefined;
  /** Entries behind us without content that no purge accounts for yet, in order. */
  missing: LedgerSpan[];
  /** Goes on to the next entry, unless it is not the one that must come. */
  step(entry: LedgerEntry): LedgerProblem | undefined;
}

function createWalk(notedSeq: number | undefined): Walk {
  const state: Walk = { seq: 0, chain: startOfChain, notedChain: undefined, missing: [], step };
  return state;

  function step({ seq, content, digest, chain, purged = [] }: LedgerEntry): LedgerProblem | undefined {
    if (seq !== state.seq + 1) return 'chain_broken';
    if (content === 'changed') return 'content_changed';
    if (!isEqual(chainOf(state.chain, seq, digest), chain)) return 'chain_broken';
    if (content === 'gone') addMissing(seq);
    for (const span of purged) state.missing = state.missing.flatMap((one) => without(one, span));
    state.seq = seq;
    state.chain = chain;
    if (seq === notedSeq) state.notedChain = hex(chain);
    return undefined;
  }

  function addMissing(seq: number): void {
    const last = state.missing.at(-1);
    if (last?.[1] === seq - 1) state.missing[state.missing.length - 1] = [last[0], seq];
    else state.missing.push([seq, seq]);
  }
}

function without([from, to]: LedgerSpan, [purgedFrom, purgedTo]: LedgerSpan): LedgerSpan[] {
  const rest: LedgerSpan[] = [
    [from, Math.min(to, purgedFrom - 1)],
    [Math.max(from, purgedTo + 1), to],
  ];
  return purgedTo < from || purgedFrom > to ? [[from, to]] : rest.filter(([first, last]) => first <= last);
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
