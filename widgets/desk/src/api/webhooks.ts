import { ask } from './ask.ts';
import {
  anything,
  flag,
  list,
  moment,
  nothing,
  nullable,
  number,
  shape,
  text,
  type Decoded,
} from './decode.ts';

const endpointMembers = {
  id: text,
  name: text,
  url: text,
  eventTypes: list(text),
  isEnabled: flag,
  note: nullable(text),
  failingSince: nullable(moment),
  previousSecretUntil: nullable(moment),
};
const decodeEndpoint = shape(endpointMembers);
export type Endpoint = Decoded<typeof decodeEndpoint>;

const decodeDelivery = shape({
  id: text,
  endpointId: text,
  endpointName: text,
  type: text,
  state: text,
  attempts: number,
  createdAt: moment,
  lastAttemptAt: nullable(moment),
  durationMs: nullable(number),
  responseStatus: nullable(number),
  error: nullable(text),
});
export type Delivery = Decoded<typeof decodeDelivery>;

const WEBHOOKS = '/desk/api/webhooks';
const post = { method: 'POST' } as const;

export const readEndpoints = (signal?: AbortSignal): Promise<{ items: Endpoint[]; eventTypes: string[] }> =>
  ask(`${WEBHOOKS}/endpoints`, shape({ items: list(decodeEndpoint), eventTypes: list(text) }), { signal });

export interface EndpointFields {
  name: string;
  url: string;
  eventTypes: readonly string[];
}

export const createEndpoint = (body: EndpointFields): Promise<Endpoint & { secret: string }> =>
  ask(`${WEBHOOKS}/endpoints`, shape({ ...endpointMembers, secret: text }), { method: 'POST', body });

export const changeEndpoint = (
  id: string,
  body: Partial<EndpointFields> & { isEnabled?: boolean },
): Promise<Endpoint> => ask(`${WEBHOOKS}/endpoints/${id}`, decodeEndpoint, { method: 'PATCH', body });

export const removeEndpoint = (id: string): Promise<undefined> =>
  ask(`${WEBHOOKS}/endpoints/${id}`, nothing, { method: 'DELETE' });

export const renewEndpointSecret = (id: string): Promise<{ secret: string }> =>
  ask(`${WEBHOOKS}/endpoints/${id}/secret`, shape({ secret: text }), post);

export const testEndpoint = (id: string): Promise<unknown> =>
  ask(`${WEBHOOKS}/endpoints/${id}/test`, anything, post);

export const readDeliveries = (
  query: URLSearchParams,
  signal?: AbortSignal,
): Promise<{ items: Delivery[]; nextCursor: string | null }> =>
  ask(
    `${WEBHOOKS}/deliveries?${query.toString()}`,
    shape({ items: list(decodeDelivery), nextCursor: nullable(text) }),
    { signal },
  );

export const resendDelivery = (id: string): Promise<unknown> =>
  ask(`${WEBHOOKS}/deliveries/${id}/resend`, anything, post);
