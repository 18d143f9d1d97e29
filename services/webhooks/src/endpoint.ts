import { z } from 'zod';

/** Published by the desk itself, to one endpoint. */
export const TEST_TYPE = 'webhooks.test';

export const maxEndpoints = 50;

/** Why an endpoint was disabled by itself. */
export const notes = ['gone', 'failing'] as const;

export interface Endpoint {
  id: string;
  name: string;
  url: string;
  eventTypes: readonly string[];
  isEnabled: boolean;
  note: (typeof notes)[number] | null;
  noteAt: Date | null;
  /** The first failure since the last success. */
  failingSince: Date | null;
  /** Until then the secret before the present one signs too. */
  previousSecretUntil: Date | null;
  createdAt: Date;
}

/** What staff may say of an endpoint. The URL is checked further by `urlProblem`. */
export const EndpointFields = z.object({
  name: z.string().trim().min(1).max(100),
  url: z.string().trim().max(2000),
  eventTypes: z.array(z.string().max(100)).min(1).max(100),
});

export type EndpointFields = z.infer<typeof EndpointFields>;
