export { webhookError } from './errors.ts';
export { columnsWithoutPersonalData } from './personal-data.ts';
export type { PublishEvent, ReadEvent, ResolveHost, WebhookEvent, WebhooksDeps } from './ports.ts';
export { createWebhooks, webhooksMigrations } from './webhooks.ts';
export type { Webhooks } from './webhooks.ts';
