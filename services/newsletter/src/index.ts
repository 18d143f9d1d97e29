export { createNewsletter, newsletterMigrations } from './newsletter.ts';
export type { Newsletter } from './newsletter.ts';
export type { NewsletterDeps, NotifyDesk } from './ports.ts';
