import type { LedgerProblem, LedgerVerification, NotedHead } from '@foyer/database';
import { UsageError, type CommandIo, type CommandOptions } from './command-line.ts';

/** What `audit:verify` and `consent:verify` print. @returns the exit code */
export function printVerification(found: LedgerVerification, io: CommandIo): number {
  if (found.problem !== null) {
    io.warn(`NOT intact: entry ${found.brokenAt}: ${inWords[found.problem]}`);
    return 1;
  }
  io.print(`intact: ${found.entries} entries`);
  if (found.head !== null) {
    io.print(`head  ${found.head.seq}:${found.head.chain}`);
    io.print('Keep the head away from this machine; --head … proves later that nothing before it changed.');
  }
  return 0;
}

/** @throws UsageError when it is no head as `printVerification` prints one */
export function notedHead({ head }: CommandOptions): NotedHead | undefined {
  if (typeof head !== 'string') return undefined;
  const [, seq, chain] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(head) ?? [];
  if (seq === undefined || chain === undefined) {
    throw new UsageError('--head must be a number, a colon and 64 hexadecimal digits');
  }
  return { seq: Number(seq), chain };
}

const inWords: Record<LedgerProblem, string> = {
  content_changed: 'its content was changed',
  chain_broken: 'an entry was removed here, moved or put in',
  content_removed: 'its content was removed, and not by a purge',
  end_differs: 'entries were removed from the end or put there',
  noted_head_differs: 'up to here the log is another than when the head was noted',
};
