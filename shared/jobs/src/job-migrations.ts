import type { Migration } from '@foyer/database';
import { jobsTables } from './migrations/0001-jobs.ts';

/** The tables of the schema `jobs`, for `migrate(db, [{ name: 'jobs', migrations: jobMigrations }, …])`. */
export const jobMigrations: Migration[] = [jobsTables];

/** Payloads hold ids only, keys are made of them, and addresses are cut out of errors: nothing here says who somebody is. */
export const jobColumnsWithoutPersonalData: readonly string[] = [
  'jobs.job.id',
  'jobs.job.name',
  'jobs.job.payload',
  'jobs.job.state',
  'jobs.job.attempt',
  'jobs.job.failures',
  'jobs.job.run_at',
  'jobs.job.claimed_at',
  'jobs.job.started_at',
  'jobs.job.leased_until',
  'jobs.job.key',
  'jobs.job.last_error',
  'jobs.job.created_at',
  'jobs.job.died_at',
  'jobs.schedule.name',
  'jobs.schedule.next_at',
];
