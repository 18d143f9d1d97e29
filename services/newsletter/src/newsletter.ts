import type { Migration } from '@foyer/database';
import type { Service } from '@foyer/service';
import type { Part } from './part.ts';
import type { NewsletterDeps } from './ports.ts';
import { createSending, sendingMigrations, type SendingPort, type SendingPorts } from './sending/sending.ts';
import { createSubscribing, subscribingMigrations, type Subscribing } from './subscribing/subscribing.ts';
import type { SubscribingPorts } from './subscribing/subscribing-ports.ts';

export interface Newsletter extends Service, Omit<Subscribing, keyof Part> {
  sending: SendingPort;
}

export const newsletterMigrations: Migration[] = [...subscribingMigrations, ...sendingMigrations];

/** Newsletters: who wants them, what they say, that they arrive, and the way out of them. */
export function createNewsletter(
  deps: NewsletterDeps & SubscribingPorts & { sending: SendingPorts },
): Newsletter {
  const subscribing = createSubscribing(deps);
  const { links, recipients } = subscribing;
  const sending = createSending({ ...deps, ...deps.sending, links, recipients });
  const parts: Part[] = [subscribing, sending];
  return {
    ...subscribing,
    name: 'newsletter',
    migrations: newsletterMigrations,
    routes: parts.flatMap(({ routes }) => routes),
    deskRoutes: parts.flatMap(({ deskRoutes }) => deskRoutes),
    jobs: Object.assign({}, ...parts.map(({ jobs }) => jobs)),
    schedules: parts.flatMap(({ schedules }) => schedules),
    personalData: parts.flatMap(({ personalData }) => personalData),
    sending: sending.sending,
  };
}
