export { JobFailedForGood } from './job.ts';
export type {
  DeadJob,
  Enqueue,
  Job,
  JobHandler,
  JobStats,
  JsonObject,
  JsonValue,
  NewJob,
  Schedule,
} from './job.ts';
export { jobMigrations } from './job-migrations.ts';
