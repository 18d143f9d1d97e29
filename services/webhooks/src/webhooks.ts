import type { Migration } from '@foyer/database';
import type { Service } from '@foyer/service';
import { createDeliver } from './deliver.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createEndpointStore } from './endpoint-store.ts';
import { createEndpoints } from './endpoints.ts';
import { createNoteHealth } from './health.ts';
import { createPurge, webhookSchedules } from './housekeeping.ts';
import { webhooks0001 } from './migrations/0001-webhooks.ts';
import { webhooks0002 } from './migrations/0002-attempts.ts';
import { createPost } from './post.ts';
import type { PublishEvent, WebhooksDeps } from './ports.ts';
import { createPublish, type PublishEvents } from './publish.ts';
import { webhookRoutes } from './routes.ts';
import { createSecretBox } from './secret-box.ts';
import { createFindTarget } from './target.ts';
import { createWebhookMetrics } from './webhook-metrics.ts';

export interface Webhooks extends Service {
  publishEvent: PublishEvent;
  /** For a transaction with many events. */
  publishEvents: PublishEvents;
}

export const webhooksMigrations: Migration[] = [webhooks0001, webhooks0002];

/** The feed to other systems of the company: signed messages about what visitors handed in. */
export function createWebhooks(deps: WebhooksDeps): Webhooks {
  const { db, clock, eventTypes } = deps;
  const endpointStore = createEndpointStore(db);
  const deliveries = createDeliveryStore(db);
  const secretBox = createSecretBox(deps.secretKey);
  const shared = { ...deps, deliveries, endpoints: endpointStore, secretBox };
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
  };
}
