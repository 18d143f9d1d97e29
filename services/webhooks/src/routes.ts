import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { deliveryStates } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { EndpointFields, notes, type Endpoint } from './endpoint.ts';
import type { EndpointStore } from './endpoint-store.ts';
import type { Endpoints } from './endpoints.ts';
import { webhookError } from './errors.ts';
import { failureClasses } from './failure.ts';
import { webhookId } from './signature.ts';

const Moment = z.iso.datetime();

const EndpointAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    url: z.string(),
    eventTypes: z.array(z.string()),
    isEnabled: z.boolean(),
    note: z.enum(notes).nullable().describe('why it was disabled by itself'),
    noteAt: Moment.nullable(),
    failingSince: Moment.nullable(),
    previousSecretUntil: Moment.nullable(),
    createdAt: Moment,
  })
  .meta({ id: 'WebhookEndpoint' });

const Secret = z.string().describe('whsec_…, shown this once');

const DeliveryAnswer = z
  .object({
    id: z.uuid(),
    webhookId: z.string().describe('what the receiver saw as webhook-id'),
    endpointId: z.uuid(),
    endpointName: z.string(),
    type: z.string(),
    state: z.enum(deliveryStates),
    attempts: z.int(),
    attemptLog: z
      .array(
        z.object({
          at: Moment,
          durationMs: z.int(),
          responseStatus: z.int().nullable(),
          error: z.enum(failureClasses).nullable(),
        }),
      )
      .describe('Each attempt, the first one first'),
    occurredAt: Moment,
    createdAt: Moment,
    lastAttemptAt: Moment.nullable(),
    durationMs: z.int().nullable(),
    responseStatus: z.int().nullable(),
    error: z.enum(failureClasses).nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

const Id = z.object({ id: z.uuid() });
const Log = z.object({
  endpoint: z.uuid().optional(),
  state: z.enum(deliveryStates).optional(),
  cursor: z.uuid().optional().describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const { webhook_endpoint_unknown: unknown, webhook_endpoint_invalid: invalid } = webhookError.kinds;
const { webhook_endpoints_full: full, webhook_delivery_unknown: deliveryUnknown } = webhookError.kinds;

export function webhookRoutes(deps: {
  endpoints: Endpoints;
  endpointStore: EndpointStore;
  deliveries: DeliveryStore;
  eventTypes: readonly string[];
}): Route[] {
  const { endpoints, endpointStore, deliveries, eventTypes } = deps;
  const permission = 'webhooks.manage';
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/webhooks/endpoints',
        summary: 'All endpoints, and the types of events that there are',
        permission,
        responses: {
          200: z.object({
            items: z.array(EndpointAnswer),
            nextCursor: z.null(),
            eventTypes: z.array(z.string()),
          }),
        },
      },
      async () => {
        const items = (await endpointStore.list()).map(endpointAnswer);
        return { status: 200, body: { items, nextCursor: null, eventTypes } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/webhooks/endpoints',
        summary: 'Add an endpoint; the answer shows its secret, this once',
        permission,
        body: EndpointFields,
        responses: { 201: EndpointAnswer.extend({ secret: Secret }) },
        problems: [invalid, full],
      },
      async ({ body, actor }) => {
        const { endpoint, secret } = await endpoints.add(body, actor.staffId);
        return { status: 201, body: { ...endpointAnswer(endpoint), secret } };
      },
    ),
    deskRoute(
      {
        method: 'patch',
        path: '/desk/api/webhooks/endpoints/:id',
        summary: 'Change, enable or disable an endpoint',
        permission,
        params: Id,
        body: EndpointFields.partial().extend({ isEnabled: z.boolean().optional() }),
        responses: { 200: EndpointAnswer },
        problems: [invalid, unknown],
      },
      async ({ params, body, actor }) => ({
        status: 200,
        body: endpointAnswer(await endpoints.change(params.id, body, actor.staffId)),
      }),
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/webhooks/endpoints/:id',
        summary: 'Remove an endpoint with its log',
        permission,
        params: Id,
        responses: { 204: 'empty' },
        problems: [unknown],
      },
      async ({ params, actor }) => {
        await endpoints.remove(params.id, actor.staffId);
        return { status: 204 };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/webhooks/endpoints/:id/secret',
        summary: 'Make a new secret; the one before it signs too for a day',
        permission,
        params: Id,
        responses: { 200: z.object({ secret: Secret, previousSecretUntil: Moment }) },
        problems: [unknown],
      },
      async ({ params, actor }) => {
        const { secret, previousSecretUntil } = await endpoints.rotate(params.id, actor.staffId);
        return { status: 200, body: { secret, previousSecretUntil: previousSecretUntil.toISOString() } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/webhooks/endpoints/:id/test',
        summary: 'Send a test event, tried once; also to an endpoint that is disabled',
        permission,
        params: Id,
        responses: { 202: z.object({ deliveryId: z.uuid() }) },
        problems: [unknown],
      },
      async ({ params, actor }) => ({
        status: 202,
        body: { deliveryId: await endpoints.test(params.id, actor.staffId) },
      }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/webhooks/deliveries',
        summary: 'The log of deliveries, the newest first',
        permission,
        query: Log,
        responses: { 200: z.object({ items: z.array(DeliveryAnswer), nextCursor: z.string().nullable() }) },
      },
      async ({ query: { endpoint, state, cursor, limit } }) => {
        const found = await deliveries.list({ endpointId: endpoint, state, before: cursor }, limit + 1);
        const items = found.slice(0, limit).map(({ eventId, ...delivery }) => ({
          ...delivery,
          webhookId: webhookId(eventId),
          attemptLog: delivery.attemptLog.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
          occurredAt: delivery.occurredAt.toISOString(),
          createdAt: delivery.createdAt.toISOString(),
          lastAttemptAt: delivery.lastAttemptAt?.toISOString() ?? null,
        }));
        const nextCursor = found.length > limit ? (items.at(-1)?.id ?? null) : null;
        return { status: 200, body: { items, nextCursor } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/webhooks/deliveries/:id/resend',
        summary: 'Send an event once more, with the same webhook-id and what its subject is now',
        permission,
        params: Id,
        responses: { 202: z.object({ deliveryId: z.uuid() }) },
        problems: [deliveryUnknown],
      },
      async ({ params, actor }) => ({
        status: 202,
        body: { deliveryId: await endpoints.resend(params.id, actor.staffId) },
      }),
    ),
  ];
}

function endpointAnswer(endpoint: Endpoint) {
  return {
    ...endpoint,
    noteAt: endpoint.noteAt?.toISOString() ?? null,
    failingSince: endpoint.failingSince?.toISOString() ?? null,
    previousSecretUntil: endpoint.previousSecretUntil?.toISOString() ?? null,
    createdAt: endpoint.createdAt.toISOString(),
  };
}
