export { createNewsletter, newsletterMigrations } from './newsletter.ts';
export type { Newsletter } from './newsletter.ts';
export type { NewsletterDeps, NotifyDesk } from './ports.ts';
export type { SignUpForm } from './subscribing/form-settings.ts';
export { columnsWithoutPersonalData, tablesKeptOutOfDumps } from './subscribing/holdings.ts';
export type { RefusedSignUp } from './subscribing/refused-sign-up.ts';
export type { SubscribingPorts } from './subscribing/subscribing-ports.ts';
