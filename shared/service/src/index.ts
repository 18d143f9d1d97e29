export { askForLinkPage, refusedLinkRequest } from './ask-for-link.ts';
export type { Audit } from './audit.ts';
export { newCanary } from './canary.ts';
export type { Canary } from './canary.ts';
export { noticeOf } from './description.ts';
export type {
  DataNotice,
  HoldingDescription,
  HoldingDescriptions,
  LastingDescriptions,
} from './description.ts';
export { lasting, withoutHeld } from './held-records.ts';
export { inWords, yearsInWords } from './in-words.ts';
export { languageFor, languageOf, languages } from './language.ts';
export type { Language } from './language.ts';
export { localeOf, longDate, longMoment } from './long-date.ts';
export type {
  DataCorrection,
  DataSubject,
  DeletionReminder,
  Erasure,
  ErasureOptions,
  HeldRecord,
  PersonalDataHolding,
  PersonalDataRecord,
  PurgeOutcome,
  Retention,
} from './personal-data.ts';
export type { Service } from './service.ts';
export type { ServiceDeps } from './service-deps.ts';
export { button, lede, visitorPage } from './visitor-page.ts';
export type { VisitorPage } from './visitor-page.ts';
export { waitForLifting } from './wait-for-lifting.ts';
