export type { Audit, NotifyDesk, PrivacyDeps } from './ports.ts';
export { createPrivacy, privacyMigrations } from './privacy.ts';
export type { Privacy } from './privacy.ts';
