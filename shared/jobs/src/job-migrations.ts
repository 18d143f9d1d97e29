import type { Migration } from '@foyer/database';
import { jobsTables } from './migrations/0001-jobs.ts';

/** The tables of the schema `jobs`, for `migrate(db, [{ name: 'jobs', migrations: jobMigrations }, …])`. */
export const jobMigrations: Migration[] = [jobsTables];
