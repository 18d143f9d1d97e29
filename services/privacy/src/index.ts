export type { Audit, NotifyDesk, PrivacyDeps } from './ports.ts';
export { createPrivacy, privacyMigrations } from './privacy.ts';
export type { Privacy } from './privacy.ts';
export type { Contact, SuppressionScope } from './suppression/contact.ts';
export type { KeyRing, RingKey } from './suppression/key-ring.ts';
export type { SuppressionPort, SuppressionReason } from './suppression/suppression-list.ts';
