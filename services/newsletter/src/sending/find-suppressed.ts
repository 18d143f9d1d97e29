import type { Database } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import type { Audience } from '../subscribing/audience.ts';
import type { SuppressionSieve } from '../subscribing/privacy-ports.ts';
import type { Recipients } from '../subscribing/recipients.ts';
import { readEdges, readNamed } from './freeze-store.ts';

export interface FindSuppressedDeps {
  db: Database;
  clock: Clock;
  recipients: Pick<Recipients, 'suppressedAmong'>;
  sieve: SuppressionSieve;
}

type Named = Awaited<ReturnType<typeof readNamed>>;

const pieceSize = 10_000;
const piecesAhead = 3;
const askAtOnce = 4_000;

/**
 * Reads in pieces and asks outside of any transaction. Who joins meanwhile, or is suppressed, is asked about at the claim.
 *
 * @returns the numbers of those whom the audience names and the suppression list, too, in parts
 * @throws what the signal was aborted with
 */
export async function findSuppressed(
  audience: Audience,
  signal: AbortSignal,
  deps: FindSuppressedDeps,
): Promise<number[][]> {
  const { db, recipients, sieve } = deps;
  const { topics } = audience;
  const found: number[][] = [];
  let suspects: Named = [];
  const mayBeSuppressed = await sieve(db, [
    'mail',
    'list:newsletter',
    ...topics.map((topic) => `list:${topic}` as const),
  ]);

  async function ask(): Promise<void> {
    const suppressed = await recipients.suppressedAmong(db, suspects, topics);
    found.push(suspects.filter(({ id }) => suppressed.has(id)).map(({ number }) => number));
    suspects = [];
  }

  for await (const people of inPieces(audience, deps)) {
    signal.throwIfAborted();
    suspects.push(...people.filter(({ email }) => mayBeSuppressed(email)));
    if (suspects.length >= askAtOnce) await ask();
  }
  await ask();
  return found;
}

/** The next pieces are read while one is looked at. */
async function* inPieces(
  audience: Audience,
  { db, clock }: Pick<FindSuppressedDeps, 'db' | 'clock'>,
): AsyncGenerator<Named, void, undefined> {
  const edges = await readEdges(db, pieceSize);
  const ahead: Promise<Named>[] = [];
  for (const [piece, upTo] of edges.entries()) {
    const reading = readNamed(db, audience, { after: edges[piece - 1] ?? 0, upTo, now: clock.now() });
    // Heard of where it is awaited, if it is.
    reading.catch(() => undefined);
    ahead.push(reading);
    if (ahead.length > piecesAhead) yield (await ahead.shift()) ?? [];
  }
  for (const reading of ahead) yield await reading;
}
