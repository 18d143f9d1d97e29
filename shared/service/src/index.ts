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
