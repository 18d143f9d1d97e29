import type { Migration } from '@foyer/database';
import type { Service } from '@foyer/service';
import type { Part } from './part.ts';
import type { NewsletterDeps } from './ports.ts';
import { createSubscribing, subscribingMigrations, type Subscribing } from './subscribing/subscribing.ts';
import type { SubscribingPorts } from './subscribing/subscribing-ports.ts';

export interface Newsletter
  extends Service, Pick<Subscribing, 'consentWithdrawn' | 'objected' | 'prepareMails' | 'readForm'> {}

export const newsletterMigrations: Migration[] = [...subscribingMigrations];

/** Newsletters: who wants them, what they say, that they arrive, and the way out of them. */
export function createNewsletter(deps: NewsletterDeps & SubscribingPorts): Newsletter {
  const subscribing = createSubscribing(deps);
  const { consentWithdrawn, objected, prepareMails, readForm } = subscribing;
  const parts: Part[] = [subscribing];
  return {
    name: 'newsletter',
    migrations: newsletterMigrations,
    routes: parts.flatMap(({ routes }) => routes),
    deskRoutes: parts.flatMap(({ deskRoutes }) => deskRoutes),
    jobs: Object.assign({}, ...parts.map(({ jobs }) => jobs)),
    schedules: parts.flatMap(({ schedules }) => schedules),
    personalData: parts.flatMap(({ personalData }) => personalData),
    consentWithdrawn,
    objected,
    prepareMails,
    readForm,
  };
}
