import type { Migration } from '@foyer/database';
import type { Service } from '@foyer/service';
import type { Part } from './part.ts';
import type { NewsletterDeps } from './ports.ts';

export type Newsletter = Service;

export const newsletterMigrations: Migration[] = [];

/** Newsletters: who wants them, what they say, that they arrive, and the way out of them. */
export function createNewsletter(_deps: NewsletterDeps): Newsletter {
  const parts: Part[] = [];
  return {
    name: 'newsletter',
    migrations: newsletterMigrations,
    routes: parts.flatMap(({ routes }) => routes),
    deskRoutes: parts.flatMap(({ deskRoutes }) => deskRoutes),
    jobs: Object.assign({}, ...parts.map(({ jobs }) => jobs)),
    schedules: parts.flatMap(({ schedules }) => schedules),
    personalData: parts.flatMap(({ personalData }) => personalData),
  };
}
