import type { DatabaseOrTx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import { uuidv7 } from '@foyer/runtime';
import type { NewDelivery } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { Listeners } from './listeners.ts';
import type { WebhookEvent, WebhooksDeps } from './ports.ts';

/** Many events in one transaction cost no more statements than one. */
export type PublishEvents = (trx: DatabaseOrTx, events: readonly WebhookEvent[]) => Promise<void>;

export function createPublish(
  deps: Pick<WebhooksDeps, 'clock' | 'enqueueMany' | 'eventTypes'> & {
    listeners: Listeners;
    deliveries: DeliveryStore;
  },
): PublishEvents {
  const { clock, enqueueMany, listeners, deliveries } = deps;
  const known = new Set(deps.eventTypes);
  return async (trx, events) => {
    for (const { type } of events) {
      if (!known.has(type))
        throw new RangeError(`an event must be of a type that was declared, got '${type}'`);
    }
    if (events.length === 0) return;
    // Who is named must hear of it: no answer of a second ago will do.
    const listening = await listeners.all(trx, { anew: events.some(({ alsoTo = [] }) => alsoTo.length > 0) });
    const now = clock.now();
    const due = events.flatMap((event): NewDelivery[] => {
      const eventId = uuidv7(now);
      const { alsoTo = [], ...told } = event;
      return listening
        .filter(({ id, eventTypes }) => eventTypes.includes(event.type) || alsoTo.includes(id))
        .map(({ id: endpointId }) => ({ id: uuidv7(now), eventId, endpointId, ...told }));
    });
    if (due.length === 0) return;
    await deliveries.insert(trx, due, now);
    await enqueueMany(
      trx,
      due.map(({ id }) => deliverJob(id)),
    );
  };
}

/** Without a key: a resend must not wait behind the job that it replaces. */
export function deliverJob(deliveryId: string): NewJob {
  return { name: 'webhooks.deliver', payload: { deliveryId } };
}
