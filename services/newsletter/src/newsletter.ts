import type { Migration } from '@foyer/database';
import type { Service } from '@foyer/service';
import type { CampaignPorts } from './campaigns/campaign-ports.ts';
import { campaignMigrations, createCampaigns } from './campaigns/campaigns.ts';
import { signingKeyOf } from './campaigns/signing-key.ts';
import type { Part } from './part.ts';
import { settleBelievedJob } from './returns/refusals.ts';
import type { ReturnPorts } from './returns/return-ports.ts';
import { createReturns, returnsMigrations, type Returns } from './returns/returns.ts';
import type { NewsletterDeps } from './ports.ts';
import { createSending, sendingMigrations, type SendingPort, type SendingPorts } from './sending/sending.ts';
import { createSubscribing, subscribingMigrations, type Subscribing } from './subscribing/subscribing.ts';
import type { SubscribingPorts } from './subscribing/subscribing-ports.ts';
import { createTopicStore } from './subscribing/topic-store.ts';

export interface Newsletter extends Service, Omit<Subscribing, keyof Part> {
  sending: SendingPort;
  returns: Pick<Returns, 'receive' | 'listen'>;
  /** Writes down what is counted in memory. May be called twice. */
  close(): Promise<void>;
}

export const newsletterMigrations: Migration[] = [
  ...subscribingMigrations,
  ...campaignMigrations,
  ...sendingMigrations,
  ...returnsMigrations,
];

/** Newsletters: who wants them, what they say, that they arrive, and the way out of them. */
export function createNewsletter(
  deps: NewsletterDeps & SubscribingPorts & CampaignPorts & { sending: SendingPorts; returns?: ReturnPorts },
): Newsletter {
  const subscribing = createSubscribing(deps);
  const topics = createTopicStore(deps.db);
  const { links, recipients, countAudience } = subscribing;
  const returnDomain = () => deps.sending.settings().returnDomain;
  const sending = createSending({
    ...deps,
    ...deps.sending,
    links,
    recipients,
    noteRefused: async (...refused) => await returns.noteRefused(...refused),
    refusalsBelieved: async (trx) => await deps.enqueueMany(trx, [settleBelievedJob]),
  });
  const { returnPaths } = sending.sending;
  const returns = createReturns({ ...deps, ...deps.returns, ...subscribing, returnPaths, returnDomain });
  const campaigns = createCampaigns({
    ...deps,
    countAudience,
    topicsOf: async (reader) => await topics.list(reader),
    startSending: async (trx, one) => await sending.sending.start(trx, one),
    signingKey: signingKeyOf(deps.sending),
    returnDomain,
  });
  const parts: Part[] = [subscribing, campaigns, sending, returns];
  return {
    ...subscribing,
    name: 'newsletter',
    migrations: newsletterMigrations,
    routes: parts.flatMap(({ routes }) => routes),
    deskRoutes: parts.flatMap(({ deskRoutes }) => deskRoutes),
    jobs: Object.assign({}, ...parts.map(({ jobs }) => jobs)),
    schedules: parts.flatMap(({ schedules }) => schedules),
    // What was sent is found through the subscriber, so it is erased before them.
    personalData: parts.toReversed().flatMap(({ personalData }) => personalData),
    sending: sending.sending,
    returns,
    close: async () => await campaigns.close(),
  };
}
