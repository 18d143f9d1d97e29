import type { Database } from '@foyer/database';
import { leaveCanaryCopy, type Mail } from '@foyer/mail';
import { newCanary } from '@foyer/service';
import type { CanaryStore } from './canary-store.ts';
import { daysAfter } from './deletion-date.ts';
import { jobsFor } from './jobs.ts';
import { mailIdOf } from './message.ts';
import type { ContactDeps } from './ports.ts';

/** Makes up a message that was closed at `closedAt`, with everything that a real one leaves. @returns what betrays it */
export type PlantMessage = (closedAt: Date, retentionDays: number) => Promise<string[]>;

// So late that none of them is ever run: they go with their message.
const jobDelayDays = 3650;

export function createPlantMessage(deps: {
  db: Database;
  store: CanaryStore;
  enqueueMany: ContactDeps['enqueueMany'];
  mail: Mail;
  outboxDir: string;
  mailDomain: string;
}): PlantMessage {
  const { db, store, enqueueMany, mail, outboxDir, mailDomain } = deps;
  return async (closedAt, retentionDays) => {
    const canary = newCanary(closedAt);
    const { id, word } = canary;
    await db.transaction().execute(async (trx) => {
      await store.plantMessage(trx, canary, { closedAt, retentionDays, mailDomain });
      const at = daysAfter(closedAt, retentionDays + jobDelayDays);
      await enqueueMany(
        trx,
        jobsFor('received', { id, hasEmail: true }).map((job) => ({ ...job, at })),
      );
    });
    // With a mail server there are no copies; the machine that purges may then be another one.
    if (mail.kind === 'outbox') {
      await leaveCanaryCopy(outboxDir, mailIdOf('acknowledge', { id, mailDomain }), word);
    }
    return canary.marks;
  };
}
