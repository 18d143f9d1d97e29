import { randomInt } from 'node:crypto';
import { defaultRetryPolicy, JobFailedForNow, type JobHandler, type JsonObject } from '@foyer/jobs';
import { waitForLifting } from '@foyer/service';
import type { SecretBox } from '@foyer/runtime';
import { z } from 'zod';
import type { Attempt, DueDelivery } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { TEST_TYPE } from './endpoint.ts';
import type { Post, PostOutcome } from './post.ts';
import type { WebhooksDeps } from './ports.ts';
import { deliverJob } from './publish.ts';
import { retryMoment } from './retry-after.ts';
import type { NoteHealth } from './health.ts';
import { signedHeaders, webhookId } from './signature.ts';
import type { WebhookMetrics } from './webhook-metrics.ts';

const Payload = z.object({ deliveryId: z.uuid() });

// A receiver that takes its ten seconds each time must leave hands to the mails.
const maxInFlight = 4;
const yieldSeconds = { least: 5, most: 30 };

/**
 * Makes one attempt. At least once, as every job: a receiver tells repetitions by `webhook-id`. A failure throws, so that
 * the policy of the jobs retries it, except the last one: who does not answer should not fill our list of dead jobs.
 */
export function createDeliver(
  deps: Pick<WebhooksDeps, 'db' | 'clock' | 'enqueueMany' | 'readEvent' | 'notifyDesk'> & {
    deliveries: DeliveryStore;
    noteHealth: NoteHealth;
    post: Post;
    secretBox: SecretBox;
    metrics: WebhookMetrics;
  },
): JobHandler {
  const { db, clock, deliveries, readEvent, notifyDesk, noteHealth, post, metrics } = deps;
  let inFlight = 0;

  return async (job, { signal }) => {
    const { deliveryId } = Payload.parse(job.payload);
    if (inFlight >= maxInFlight) {
      const seconds = randomInt(yieldSeconds.least, yieldSeconds.most + 1);
      const at = new Date(clock.now().getTime() + seconds * 1000);
      await deps.enqueueMany(db, [{ ...deliverJob(deliveryId), at }]);
      return;
    }
    inFlight += 1;
    try {
      await deliver(deliveryId, signal);
    } finally {
      inFlight -= 1;
    }
  };

  async function deliver(id: string, signal: AbortSignal): Promise<void> {
    const due = await deliveries.due(id);
    if (due === undefined) return;
    const isTest = due.type === TEST_TYPE;
    if (!due.isEnabled && !isTest) return await end(id, 'cancelled');
    const data = isTest ? { endpointId: due.endpointId } : await readEvent(due.type, due.subjectId);
    if (data === undefined) return await end(id, 'gone');
    if (data === 'restricted') throw waitForLifting(`the subject of the delivery ${id}`, clock.now());

    const startedMs = performance.now();
    const outcome = await send(due, data, signal);
    // Interrupted by our own end: no failure of the receiver's. The job runs again.
    if (!outcome.isDelivered && signal.aborted) return;
    const seconds = (performance.now() - startedMs) / 1000;
    metrics.attempted(outcome.isDelivered ? 'delivered' : outcome.failure, seconds);
    const state = stateAfter(outcome, { isTest, attempts: due.attempts + 1 });
    await note(due, outcome, { state, seconds });
    if (state === 'retrying' && !outcome.isDelivered) throw deliveryFailed(outcome, clock.now());
  }

  async function send(due: DueDelivery, data: JsonObject, signal: AbortSignal): Promise<PostOutcome> {
    const sentAt = clock.now();
    const secrets = readSecrets(due, sentAt);
    if (secrets === undefined) return { isDelivered: false, status: null, failure: 'secret_unreadable' };
    const body = JSON.stringify({ type: due.type, timestamp: due.occurredAt.toISOString(), data });
    const headers = signedHeaders({ id: webhookId(due.eventId), sentAt, body }, secrets);
    return await post(due.url, { headers, body }, signal);
  }

  function readSecrets(due: DueDelivery, now: Date): string[] | undefined {
    const { secret, previousSecret, previousSecretUntil, endpointId } = due;
    const isOverlapping = previousSecretUntil !== null && now < previousSecretUntil;
    try {
      const sealed = isOverlapping && previousSecret !== null ? [secret, previousSecret] : [secret];
      return sealed.map((one) => deps.secretBox.open(one, endpointId).toString());
    } catch {
      return undefined;
    }
  }

  async function note(
    due: DueDelivery,
    outcome: PostOutcome,
    { state, seconds }: { state: Attempt['state']; seconds: number },
  ): Promise<void> {
    const at = clock.now();
    await db.transaction().execute(async (trx) => {
      const isNoted = await deliveries.noteAttempt(trx, due.id, {
        state,
        at,
        durationMs: Math.round(seconds * 1000),
        responseStatus: outcome.status,
        error: outcome.isDelivered ? null : outcome.failure,
      });
      // Another run of the same job was faster; or the test of an endpoint that staff try out.
      if (isNoted && due.type !== TEST_TYPE) await noteHealth(trx, due.endpointId, outcome, at);
    });
    notifyDesk('webhooks', [due.endpointId]);
  }

  async function end(id: string, state: 'gone' | 'cancelled'): Promise<void> {
    await deliveries.end(db, id, state);
    notifyDesk('webhooks', [id]);
  }
}

function stateAfter(
  outcome: PostOutcome,
  { isTest, attempts }: { isTest: boolean; attempts: number },
): Attempt['state'] {
  if (outcome.isDelivered) return 'delivered';
  const isLast = isTest || outcome.status === 410 || attempts >= defaultRetryPolicy.maxAttempts;
  return isLast ? 'failed' : 'retrying';
}

type Failed = Extract<PostOutcome, { isDelivered: false }>;

/** Who says when to come back is asked no sooner. */
function deliveryFailed({ failure, status, retryAfter }: Failed, now: Date): Error {
  const message = `webhook_not_delivered: ${status === null ? failure : `${failure} ${status}`}`;
  const retryAt = retryMoment(retryAfter, now);
  return retryAt === undefined ? new Error(message) : new JobFailedForNow(message, { retryAt });
}
