import { type AppError, type SecretBox, uuidv7 } from '@foyer/runtime';
import { deliverJob } from './publish.ts';
import { TEST_TYPE, type Endpoint, type EndpointFields } from './endpoint.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { EndpointStore } from './endpoint-store.ts';
import { webhookError } from './errors.ts';
import type { Listeners } from './listeners.ts';
import type { WebhooksDeps } from './ports.ts';
import { newSecret } from './signature.ts';
import { urlProblem } from './target.ts';

type EndpointChanges = { [Field in keyof EndpointFields]?: EndpointFields[Field] | undefined } & {
  isEnabled?: boolean | undefined;
};

/** What staff do with endpoints and deliveries; each in one transaction with its line in the audit log. */
export interface Endpoints {
  /** The secret is shown here and never again. @throws AppError webhook_endpoint_invalid, webhook_endpoints_full */
  add(fields: EndpointFields, actorId: string): Promise<{ endpoint: Endpoint; secret: string }>;
  /** @throws AppError webhook_endpoint_invalid, webhook_endpoint_unknown */
  change(id: string, changes: EndpointChanges, actorId: string): Promise<Endpoint>;
  /** The secret before it signs too for a day. @throws AppError webhook_endpoint_unknown */
  rotate(id: string, actorId: string): Promise<{ secret: string; previousSecretUntil: Date }>;
  /** @throws AppError webhook_endpoint_unknown */
  remove(id: string, actorId: string): Promise<void>;
  /** Sends a test event, also to an endpoint that is disabled. @returns the delivery's id */
  test(id: string, actorId: string): Promise<string>;
  /** Sends what was sent once more, with the same webhook-id and today's data. @returns the new delivery's id */
  resend(deliveryId: string, actorId: string): Promise<string>;
}

const overlapHours = 24;

export function createEndpoints(
  deps: Pick<
    WebhooksDeps,
    'db' | 'clock' | 'enqueueMany' | 'wakeJobs' | 'audit' | 'notifyDesk' | 'eventTypes' | 'allowLoopback'
  > & {
    endpoints: EndpointStore;
    listeners: Listeners;
    deliveries: DeliveryStore;
    secretBox: SecretBox;
  },
): Endpoints {
  const { db, clock, enqueueMany, wakeJobs, audit, notifyDesk, endpoints, listeners } = deps;
  const { deliveries, secretBox } = deps;
  const { eventTypes: knownTypes, allowLoopback = false } = deps;

  const change: Endpoints['change'] = async (id, changes, actorId) => {
    refuse(changes);
    await db.transaction().execute(async (trx) => {
      if (!(await endpoints.update(trx, id, changes))) throw webhookError('webhook_endpoint_unknown');
      const detail = { fields: Object.keys(changes).toSorted().join(',') };
      await audit(trx, entry('webhooks.endpoint_change', id, actorId, detail));
    });
    listeners.expect();
    notifyDesk('webhooks', [id]);
    return await read(id);
  };

  return {
    add: async (fields, actorId) => {
      refuse(fields);
      const now = clock.now();
      const [id, secret] = [uuidv7(now), newSecret()];
      await db.transaction().execute(async (trx) => {
        const endpoint = { ...fields, id, secret: secretBox.seal(secret, id), now };
        if (!(await endpoints.insert(trx, endpoint))) throw webhookError('webhook_endpoints_full');
        await audit(trx, entry('webhooks.endpoint_add', id, actorId));
      });
      listeners.expect();
      notifyDesk('webhooks', [id]);
      return { endpoint: await read(id), secret };
    },
    change,
    rotate: async (id, actorId) => {
      const secret = newSecret();
      const previousSecretUntil = new Date(clock.now().getTime() + overlapHours * 3_600_000);
      await db.transaction().execute(async (trx) => {
        const isThere = await endpoints.rotate(trx, id, secretBox.seal(secret, id), previousSecretUntil);
        if (!isThere) throw webhookError('webhook_endpoint_unknown');
        await audit(trx, entry('webhooks.endpoint_secret', id, actorId));
      });
      notifyDesk('webhooks', [id]);
      return { secret, previousSecretUntil };
    },
    remove: async (id, actorId) => {
      await db.transaction().execute(async (trx) => {
        if (!(await endpoints.remove(trx, id))) throw webhookError('webhook_endpoint_unknown');
        await audit(trx, entry('webhooks.endpoint_remove', id, actorId));
      });
      notifyDesk('webhooks', [id]);
    },
    test: async (endpointId, actorId) => {
      await read(endpointId);
      const now = clock.now();
      const [id, eventId] = [uuidv7(now), uuidv7(now)];
      const delivery = { id, eventId, endpointId, type: TEST_TYPE, subjectId: endpointId, occurredAt: now };
      await db.transaction().execute(async (trx) => {
        await deliveries.insert(trx, [delivery], now);
        await enqueueMany(trx, [deliverJob(id)]);
        await audit(trx, entry('webhooks.endpoint_test', endpointId, actorId));
      });
      wakeJobs();
      return id;
    },
    resend: async (deliveryId, actorId) => {
      const now = clock.now();
      const id = uuidv7(now);
      await db.transaction().execute(async (trx) => {
        const original = await deliveries.original(trx, deliveryId);
        if (original === undefined) throw webhookError('webhook_delivery_unknown');
        // It may still be waiting for its next attempt; from here on the new one stands for it.
        await deliveries.end(trx, deliveryId, 'cancelled');
        await deliveries.insert(trx, [{ ...original, id }], now);
        await enqueueMany(trx, [deliverJob(id)]);
        await audit(trx, {
          actorId,
          action: 'webhooks.delivery_resend',
          subject: `webhooks.delivery:${deliveryId}`,
        });
      });
      wakeJobs();
      notifyDesk('webhooks', [id]);
      return id;
    },
  };

  async function read(id: string): Promise<Endpoint> {
    const endpoint = await endpoints.byId(id);
    if (endpoint === undefined) throw webhookError('webhook_endpoint_unknown');
    return endpoint;
  }

  function refuse({ url, eventTypes = [] }: EndpointChanges): void {
    const problem = url === undefined ? undefined : urlProblem(url, allowLoopback);
    if (problem !== undefined) throw invalid('/url', `the URL ${problem}`, 'url_refused');
    const unknown = eventTypes.find((type) => !knownTypes.includes(type));
    if (unknown !== undefined) {
      throw invalid(
        '/eventTypes',
        `must be of ${knownTypes.join(', ')}, got '${unknown}'`,
        'event_type_unknown',
      );
    }
  }
}

function invalid(pointer: string, detail: string, code: string): AppError {
  return webhookError('webhook_endpoint_invalid', detail, { errors: [{ pointer, detail, code }] });
}

function entry(
  action: string,
  endpointId: string,
  actorId: string,
  detail?: Record<string, string>,
): { actorId: string; action: string; subject: string; detail?: Record<string, string> } {
  return { actorId, action, subject: `webhooks.endpoint:${endpointId}`, ...(detail && { detail }) };
}
