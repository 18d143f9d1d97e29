import type { Migration } from '@foyer/database';
import type { Service } from '@foyer/service';
import { createSecretBox } from '@foyer/runtime';
import { createDeliver } from './deliver.ts';
import { createDeliveryStore, type DeliveryStore } from './delivery-store.ts';
import { createEndpointStore } from './endpoint-store.ts';
import { createEndpoints } from './endpoints.ts';
import { createNoteHealth } from './health.ts';
import { createPurge, webhookSchedules } from './housekeeping.ts';
import { webhooks0001 } from './migrations/0001-webhooks.ts';
import { createListeners } from './listeners.ts';
import { webhooks0002 } from './migrations/0002-attempts.ts';
import { webhooks0003 } from './migrations/0003-delivery-subject.ts';
import { createPost } from './post.ts';
import type { PublishEvent, WebhooksDeps } from './ports.ts';
import { createPublish, type PublishEvents } from './publish.ts';
import { webhookRoutes } from './routes.ts';
import { createFindTarget } from './target.ts';
import { createWebhookMetrics } from './webhook-metrics.ts';

export interface Webhooks extends Service {
  publishEvent: PublishEvent;
  /** For a transaction with many events. */
  publishEvents: PublishEvents;
  /** To whom records with these ids were sent in the last 30 days. */
  receivedBy: DeliveryStore['receivedBy'];
  /** The systems that are told of what happens. */
  receivers(): Promise<{ name: string; url: string; eventTypes: readonly string[] }[]>;
}

export const webhooksMigrations: Migration[] = [webhooks0001, webhooks0002, webhooks0003];

/** The feed to other systems of the company: signed messages about what visitors handed in. */
export function createWebhooks(deps: WebhooksDeps): Webhooks {
  const { db, clock, eventTypes } = deps;
  const endpointStore = createEndpointStore(db);
  const deliveries = createDeliveryStore(db);
  const secretBox = createSecretBox(deps.secretKey);
  const listeners = createListeners({ clock, endpoints: endpointStore });
  const shared = { ...deps, deliveries, endpoints: endpointStore, listeners, secretBox };
  const publishEvents = createPublish(shared);

  return {
    name: 'webhooks',
    migrations: webhooksMigrations,
    routes: [],
    deskRoutes: webhookRoutes({ endpoints: createEndpoints(shared), endpointStore, deliveries, eventTypes }),
    jobs: {
      'webhooks.deliver': createDeliver({
        ...shared,
        noteHealth: createNoteHealth(shared),
        post: createPost({ findTarget: createFindTarget(deps) }),
        metrics: createWebhookMetrics(deps.metrics),
      }),
      'webhooks.purge': createPurge({ clock, deliveries }),
    },
    schedules: webhookSchedules,
    // Only ids are kept: see columnsWithoutPersonalData.
    personalData: [],
    publishEvent: async (trx, event) => await publishEvents(trx, [event]),
    publishEvents,
    receivedBy: async (ids) => (ids.length === 0 ? [] : await deliveries.receivedBy(ids)),
    receivers: async () =>
      (await endpointStore.list())
        .filter(({ isEnabled }) => isEnabled)
        .map(({ name, url, eventTypes: told }) => ({ name, url, eventTypes: told })),
  };
}
