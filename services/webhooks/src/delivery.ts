import type { FailureClass } from './failure.ts';

/**
 * - `pending`, `retrying`: will be tried
 * - `delivered`: answered with 2xx
 * - `failed`: not tried any more
 * - `gone`: its subject was deleted before it was sent, so nothing was sent
 * - `cancelled`: the endpoint was disabled, or staff sent it anew
 */
export const deliveryStates = ['pending', 'retrying', 'delivered', 'failed', 'gone', 'cancelled'] as const;

export type DeliveryState = (typeof deliveryStates)[number];

export interface LoggedAttempt {
  at: Date;
  durationMs: number;
  responseStatus: number | null;
  error: FailureClass | null;
}

/** A line of the log. */
export interface Delivery {
  id: string;
  eventId: string;
  endpointId: string;
  endpointName: string;
  type: string;
  state: DeliveryState;
  attempts: number;
  /** The first one first. */
  attemptLog: LoggedAttempt[];
  occurredAt: Date;
  createdAt: Date;
  lastAttemptAt: Date | null;
  durationMs: number | null;
  responseStatus: number | null;
  error: FailureClass | null;
}

/** A delivery to be made, with what its endpoint says at this moment. */
export interface DueDelivery {
  id: string;
  eventId: string;
  endpointId: string;
  type: string;
  subjectId: string;
  occurredAt: Date;
  attempts: number;
  url: string;
  isEnabled: boolean;
  secret: Uint8Array;
  previousSecret: Uint8Array | null;
  previousSecretUntil: Date | null;
}

export interface NewDelivery {
  id: string;
  eventId: string;
  endpointId: string;
  type: string;
  subjectId: string;
  occurredAt: Date;
}

/** What became of one attempt. */
export interface Attempt extends LoggedAttempt {
  state: Extract<DeliveryState, 'retrying' | 'delivered' | 'failed'>;
}
