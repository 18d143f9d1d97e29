export { deleteJobs } from './job-store.ts';
export { JobFailedForGood, JobFailedForNow, JobMustWait } from './job.ts';
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
export { jobColumnsWithoutPersonalData, jobMigrations } from './job-migrations.ts';
export { createJobs } from './create-jobs.ts';
export type { Jobs, JobsOptions } from './create-jobs.ts';
export type { LastWords } from './last-words.ts';
export { defaultRetryPolicy } from './retry-policy.ts';
export type { RetryPolicy } from './retry-policy.ts';
