export type {
  DataCorrection,
  DataSubject,
  Erasure,
  PersonalDataHolding,
  PersonalDataRecord,
  PurgeOutcome,
  Retention,
} from './personal-data.ts';
export type { Service } from './service.ts';
