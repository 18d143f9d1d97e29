import type { Metrics } from '@foyer/runtime';
import type { FailureClass } from './failure.ts';

export interface WebhookMetrics {
  attempted(outcome: 'delivered' | FailureClass, seconds: number): void;
}

export function createWebhookMetrics(metrics: Metrics): WebhookMetrics {
  const attempts = metrics.histogram({
    name: 'foyer_webhook_attempt_seconds',
    help: 'Attempts to deliver a webhook, by outcome',
    labelNames: ['outcome'],
  });
  return { attempted: (outcome, seconds) => attempts.observe({ outcome }, seconds) };
}
