import type { DatabaseOrTx } from '@foyer/database';
import { writeNotes, writeOutcomes, type Chunk, type Outcome } from './ledger-store.ts';

// With the waits below this is about a day, as mail servers do it (RFC 5321 §4.5.4.1 asks for four or five days of them).
const mostAttempts = 8;
const retryRule = { firstSeconds: 15 * 60, longestSeconds: 6 * 3600 };

/**
 * Writes what became of mails into the ledger, in one statement for many, with the server's words where it did not simply
 * accept. Who was put off too often is refused, and what is uncertain is tried again where the policy says so.
 */
export async function recordOutcomes(
  trx: DatabaseOrTx,
  chunk: Chunk,
  outcomes: readonly Outcome[],
  options: { crashPolicy: 'hold' | 'resend'; now: Date },
): Promise<void> {
  const { crashPolicy, now } = options;
  const meant = outcomes.map((outcome) => {
    const isRepeated = outcome.state === 'uncertain' && crashPolicy === 'resend';
    return isRepeated ? { ...outcome, state: 'delayed' as const } : outcome;
  });
  const spoken = meant.flatMap(({ number, reply }) => (reply === undefined ? [] : [{ number, reply }]));
  const attempts = await writeNotes(trx, chunk.campaignNumber, spoken, retryRule, now);
  const final = meant.map((outcome): Outcome => {
    const isOver = outcome.state === 'delayed' && (attempts.get(outcome.number) ?? 1) >= mostAttempts;
    return isOver ? { ...outcome, state: 'refused', reason: 'gave_up' } : outcome;
  });
  await writeOutcomes(trx, chunk, final, now);
}
