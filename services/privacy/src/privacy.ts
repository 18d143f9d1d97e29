import type { Migration } from '@foyer/database';
import type { Service } from '@foyer/service';
import {
  consentMigrations,
  createConsent,
  laterConsentMigrations,
  type Consent,
  type ConsentDeps,
} from './consent/consent.ts';
import type { PrivacyDeps } from './ports.ts';
import {
  createRetention,
  retentionMigrations,
  type RetentionDeps,
  type RetentionPort,
} from './retention/retention.ts';
import { consentsOfSubject } from './rights/consents-of-subject.ts';
import { objectionsIn } from './rights/objections.ts';
import type { RightsPorts } from './rights/rights-ports.ts';
import { createRights, rightsMigrations, type Rights } from './rights/rights.ts';
import {
  createSuppression,
  suppressionMigrations,
  type Suppression,
  type SuppressionDeps,
} from './suppression/suppression.ts';

export interface Privacy extends Service, Pick<Rights, 'disclosureData' | 'prepareMails'> {
  consent: Consent;
  suppression: Suppression;
  retention: RetentionPort;
}

export const privacyMigrations: Migration[] = [
  ...consentMigrations,
  ...suppressionMigrations,
  ...retentionMigrations,
  ...rightsMigrations,
  ...laterConsentMigrations,
];

/** What the privacy notice promises: kept by one place, over the holdings of all services, and proved. */
export function createPrivacy(
  deps: PrivacyDeps & ConsentDeps & SuppressionDeps & RetentionDeps & RightsPorts,
): Privacy {
  const consent = createConsent(deps);
  const suppression = createSuppression(deps);
  const retention = createRetention(deps);
  const rights = createRights({
    ...deps,
    consents: consentsOfSubject(consent.consent),
    objections: objectionsIn(suppression.suppression, deps),
    ...retention.retention,
  });
  const parts = [consent, suppression, retention, rights];

  return {
    name: 'privacy',
    migrations: privacyMigrations,
    routes: parts.flatMap(({ routes }) => routes),
    deskRoutes: parts.flatMap(({ deskRoutes }) => deskRoutes),
    jobs: Object.assign({}, ...parts.map(({ jobs }) => jobs)),
    schedules: parts.flatMap(({ schedules }) => schedules),
    personalData: parts.flatMap(({ personalData }) => personalData),
    consent: consent.consent,
    suppression: suppression.suppression,
    retention: retention.retention,
    disclosureData: rights.disclosureData,
    prepareMails: async () => await rights.prepareMails(),
  };
}
