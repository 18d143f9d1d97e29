import type { Database, DatabaseOrTx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import { judgeReturn, mailProviderOf, withoutAddresses } from '@foyer/mail';
import { countRefused } from '../sending/brake-store.ts';
import type { NoteRefused } from '../sending/outcome-writer.ts';
import { createReturnStore } from './return-store.ts';
import type { Returned } from './returned.ts';
import type { ReturnsMetrics } from './returns-metrics.ts';

/**
 * A server that refuses a mail while it is handed over says the same as one that returns it. It is only written down here:
 * what follows for people is not for the transaction of the ledger.
 */
export function noteRefusals(deps: {
  db: Database;
  enqueueMany: (trx: DatabaseOrTx, jobs: readonly NewJob[]) => Promise<void>;
  metrics: ReturnsMetrics;
}): NoteRefused {
  const store = createReturnStore(deps.db);
  return async (trx, campaignNumber, refused, now) => {
    const returned = refused.flatMap(({ number, reply }) => returnedOf(campaignNumber, number, reply));
    await store.noteMany(trx, returned, now);
    const brakes = returned.filter(({ verdict }) => verdict === 'hard' || verdict === 'policy').length;
    if (brakes > 0) await countRefused(trx, campaignNumber, brakes, now);
    for (const { verdict } of returned) deps.metrics.noted(verdict, 'refusal');
    if (returned.some(({ verdict }) => verdict === 'hard' || verdict === 'soft')) {
      await deps.enqueueMany(trx, [settleJob]);
    }
  };
}

/** One is enough, however many there are to settle. */
export const settleJob: NewJob = {
  name: 'newsletter.settle_returns',
  payload: {},
  key: 'newsletter.settle_returns',
};

/** One of its own for each end of a campaign: another one may have looked before that, and be at work still or wait for a new try. */
export const settleBelievedJob: NewJob = { name: settleJob.name, payload: {} };

function returnedOf(campaignNumber: number, subscriberNumber: number, reply: string): Returned[] {
  // Our own words stand before those of the server.
  const text = reply.replace(/^the mail [a-z ]{1,60}: /, '');
  const { verdict, reason } = judgeReturn({ text });
  if (verdict === 'none' || verdict === 'delayed') return [];
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(text)?.[0] ?? null;
  return [
    {
      campaignNumber,
      subscriberNumber,
      verdict,
      reason,
      status,
      diagnostic: withoutAddresses(text),
      provider: mailProviderOf(undefined, text),
      cameBy: 'refusal',
    },
  ];
}
