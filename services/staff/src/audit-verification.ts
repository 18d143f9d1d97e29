import { timingSafeEqual } from 'node:crypto';
import type { DatabaseOrTx } from '@foyer/database';
import { chainOf, digestOf, purgeAction, startOfChain, type AuditEntry } from './audit-entry.ts';
import type { AuditStore } from './audit-store.ts';

export interface AuditVerification {
  isIntact: boolean;
  /** Those that were looked at, purged ones among them. */
  entries: number;
  /** Number of the first entry that is not as it was written; null when all are. */
  brokenAt: number | null;
  problem: AuditProblem | null;
  /** The end of the chain. Noted elsewhere, it lets a later verification find a chain that was written anew. */
  head: NotedHead | null;
}

type AuditProblem =
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

const batchSize = 1000;

/**
 * Walks along the chain from its beginning, a batch at a time. Entries written meanwhile are left for the next time.
 *
 * @param noted the head that an earlier verification gave
 */
export async function verifyAudit(
  db: DatabaseOrTx,
  store: AuditStore,
  noted?: NotedHead,
): Promise<AuditVerification> {
  const walk = createWalk(noted?.seq);
  let end = await store.readEnd(db);
  for (;;) {
    const broken = await walkTo(end.head?.seq ?? end.highest);
    if (broken !== undefined) return result(broken);
    if (walk.unaccounted() === undefined) break;
    // A purge that ran meanwhile says so at the new end of the chain.
    const later = await store.readEnd(db);
    if (later.head === undefined || later.head.seq <= walk.seq) break;
    end = later;
  }
  const { head, highest } = end;
  if (head === undefined) return result(highest === 0 ? otherThanNoted() : endDiffers(highest));
  if (walk.seq < head.seq) return result(endDiffers(walk.seq + 1));
  if (highest > head.seq) return result(endDiffers(head.seq + 1));
  if (!isEqual(walk.chain, head.chain)) return result(endDiffers(head.seq));
  const first = walk.unaccounted();
  if (first !== undefined) return result({ at: first, what: 'content_removed' });
  return result(otherThanNoted());

  async function walkTo(last: number): Promise<Broken | undefined> {
    while (walk.seq < last) {
      const batch = await store.readAfter(db, walk.seq, Math.min(batchSize, last - walk.seq));
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

  function result(broken: Broken | undefined): AuditVerification {
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
  what: AuditProblem;
}

const endDiffers = (at: number): Broken => ({ at, what: 'end_differs' });

interface Walk {
  /** Of the entry behind us; 0 at the beginning. */
  seq: number;
  chain: Uint8Array;
  notedChain: string | undefined;
  /** The first entry whose content is missing and that no purge accounts for. */
  unaccounted(): number | undefined;
  /** Goes on to the next entry, unless it is not the one that must come. */
  step(entry: AuditEntry): AuditProblem | undefined;
}

function createWalk(notedSeq: number | undefined): Walk {
  const state: Walk = {
    seq: 0,
    chain: startOfChain,
    notedChain: undefined,
    unaccounted: () => firstUncovered(missing, purges),
    step,
  };
  const missing: Range[] = [];
  const purges: Range[] = [];
  return state;

  function step({ seq, content, digest, chain }: AuditEntry): AuditProblem | undefined {
    if (seq !== state.seq + 1) return 'chain_broken';
    if (content === 'unreadable') return 'content_changed';
    if (content !== 'purged' && !isEqual(digestOf(content.salt, content), digest)) return 'content_changed';
    if (!isEqual(chainOf(state.chain, seq, digest), chain)) return 'chain_broken';
    if (content === 'purged') addTo(missing, seq);
    else if (content.action === purgeAction) {
      const { from = 1, upTo } = content.detail;
      if (typeof from === 'number' && typeof upTo === 'number') purges.push({ from, upTo });
    }
    state.seq = seq;
    state.chain = chain;
    if (seq === notedSeq) state.notedChain = hex(chain);
    return undefined;
  }
}

interface Range {
  from: number;
  upTo: number;
}

/** Numbers come in order, so that one more either makes the last range longer or begins another. */
function addTo(ranges: Range[], seq: number): void {
  const last = ranges.at(-1);
  if (last?.upTo === seq - 1) last.upTo = seq;
  else ranges.push({ from: seq, upTo: seq });
}

function firstUncovered(ranges: readonly Range[], covers: readonly Range[]): number | undefined {
  const inOrder = covers.toSorted((a, b) => a.from - b.from);
  let next = 0;
  let coveredUpTo = 0;
  for (const { from, upTo } of ranges) {
    let seq = from;
    while (seq <= upTo) {
      for (let cover = inOrder[next]; cover !== undefined && cover.from <= seq; cover = inOrder[next]) {
        coveredUpTo = Math.max(coveredUpTo, cover.upTo);
        next += 1;
      }
      if (coveredUpTo < seq) return seq;
      seq = coveredUpTo + 1;
    }
  }
  return undefined;
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
