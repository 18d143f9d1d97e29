import type { Database } from '@foyer/database';
import { leaveCanaryCopy, type Mail } from '@foyer/mail';
import { uuidv7 } from '@foyer/runtime';
import { newCanary } from '@foyer/service';
import type { CanaryStore } from './canary-store.ts';
import type { CallbackConfig } from './config.ts';
import { daysAfter } from './dates.ts';
import { mailJobs } from './jobs.ts';
import type { CallbackDeps } from './ports.ts';
import { mailIdOf } from './request.ts';

/** Makes up a request that was called at `attemptedAt`, with everything that a real one leaves. @returns what betrays it */
export type PlantRequest = (attemptedAt: Date) => Promise<string[]>;

// So late that none of them is ever run: they go with their request.
const jobDelayDays = 3650;

export function createPlantRequest(deps: {
  db: Database;
  config: CallbackConfig;
  store: CanaryStore;
  enqueueMany: CallbackDeps['enqueueMany'];
  mail: Mail;
  outboxDir: string;
  mailDomain: string;
}): PlantRequest {
  const { db, config, store, enqueueMany, mail, outboxDir, mailDomain } = deps;
  const { retentionDays } = config;
  return async (attemptedAt) => {
    const canary = newCanary(attemptedAt);
    const { id, word, email } = canary;
    const attemptId = uuidv7(attemptedAt);
    await db.transaction().execute(async (trx) => {
      await store.plantRequest(trx, canary, { attemptId, attemptedAt, retentionDays, mailDomain });
      const at = daysAfter(attemptedAt, retentionDays + jobDelayDays);
      const jobs = mailJobs(['booked'], { id, email, slot: null, sequence: 0 }, config);
      await enqueueMany(
        trx,
        jobs.map((job) => ({ ...job, at })),
      );
    });
    // With a mail server there are no copies; the machine that purges may then be another one.
    if (mail.kind === 'outbox') {
      await leaveCanaryCopy(outboxDir, mailIdOf('booked', { id, sequence: 0, mailDomain }), word);
    }
    return [...canary.marks, attemptId];
  };
}
