export { newCanary } from './canary.ts';
export type { Canary } from './canary.ts';
export { withoutHeld } from './held-records.ts';
export type {
  DataCorrection,
  DataSubject,
  DeletionReminder,
  Erasure,
  HeldRecord,
  PersonalDataHolding,
  PersonalDataRecord,
  PurgeOutcome,
  Retention,
} from './personal-data.ts';
export type { Service } from './service.ts';
export { waitForLifting } from './wait-for-lifting.ts';
