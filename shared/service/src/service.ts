import type { Migration } from '@foyer/database';
import type { Route } from '@foyer/http';
import type { JobHandler, LastWords, Schedule } from '@foyer/jobs';
import type { PersonalDataHolding } from './personal-data.ts';

/** One capability of the company, as `services/server` puts it together with the others. */
export interface Service {
  /** `contact`: also its PostgreSQL schema, its URL prefix and its job prefix. */
  name: string;
  /** Forward only, hand-written SQL, schema-qualified. */
  migrations: Migration[];
  /** What the public may call. */
  routes: Route[];
  /** What staff may call, each with the permission it needs. */
  deskRoutes: Route[];
  /** By job name, `contact.notify_staff`; every handler may run twice. */
  jobs: Record<string, JobHandler>;
  schedules?: Schedule[];
  /** By the name of a job of this service: the one that is enqueued when it dies. */
  lastWords?: LastWords;
  personalData: PersonalDataHolding[];
}
