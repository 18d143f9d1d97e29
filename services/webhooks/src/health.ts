import type { Tx } from '@foyer/database';
import type { EndpointStore } from './endpoint-store.ts';
import type { PostOutcome } from './post.ts';
import type { WebhooksDeps } from './ports.ts';

/** Keeps count of an endpoint's failures, and disables it when it wants no more or has failed for days. */
export type NoteHealth = (trx: Tx, endpointId: string, outcome: PostOutcome, now: Date) => Promise<void>;

const patienceDays = 5;
// As many as one delivery gets: two failures with five quiet days between them say nothing.
const patienceFailures = 12;

export function createNoteHealth({
  endpoints,
  audit,
}: { endpoints: EndpointStore } & Pick<WebhooksDeps, 'audit'>): NoteHealth {
  return async (trx, endpointId, outcome, now) => {
    if (outcome.isDelivered) return await endpoints.noteSuccess(trx, endpointId);
    const failing = await endpoints.noteFailure(trx, endpointId, now);
    if (failing === undefined) return;
    const days = (now.getTime() - failing.since.getTime()) / 86_400_000;
    const isFailing = days >= patienceDays && failing.failures >= patienceFailures;
    // Standard Webhooks: 410 Gone means that the receiver wants no more of them.
    const reason = outcome.status === 410 ? 'gone' : isFailing ? 'failing' : undefined;
    if (reason === undefined || !(await endpoints.disable(trx, endpointId, reason, now))) return;
    await audit(trx, {
      actorId: null,
      action: 'webhooks.endpoint_disabled',
      subject: `webhooks.endpoint:${endpointId}`,
      detail: { reason },
    });
  };
}
