import type { DatabaseOrTx } from '@foyer/database';
import { writeNotes, writeOutcomes, type Chunk, type Outcome } from './ledger-store.ts';

/** Told of those whom a server has refused at once, in the transaction that says so in the ledger. */
export type NoteRefused = (
  trx: DatabaseOrTx,
  campaignNumber: number,
  refused: readonly { number: number; reply: string }[],
  now: Date,
) => Promise<void>;

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
  options: { crashPolicy: 'hold' | 'resend'; now: Date; noteRefused?: NoteRefused | undefined },
): Promise<void> {
  const { crashPolicy, now, noteRefused } = options;
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
  const refused = final.flatMap(({ number, state, reason, reply }) =>
    state === 'refused' && reason !== 'malformed' && reply !== undefined ? [{ number, reply }] : [],
  );
  if (refused.length > 0) await noteRefused?.(trx, chunk.campaignNumber, refused, now);
}
