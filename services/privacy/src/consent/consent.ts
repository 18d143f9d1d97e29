import type { LedgerVerification, Migration, NotedHead } from '@foyer/database';
import type { Part } from '../part.ts';
import type { PrivacyDeps } from '../ports.ts';
import { createConsentChainStore } from './consent-chain-store.ts';
import { createConsentHolding } from './consent-holding.ts';
import { createReceipts, type ConsentReceipt } from './consent-receipt.ts';
import { createConsentStore } from './consent-store.ts';
import { createConsentTextStore } from './consent-text-store.ts';
import { verifyConsents } from './consent-verification.ts';
import { createConsentTexts, type ConsentTexts } from './consent-texts.ts';
import { createConsents, type ConsentPort } from './consents.ts';
import { consentTables } from './migrations/0001-consent.ts';
import { createPersonSeal } from './person-seal.ts';

export const consentMigrations: Migration[] = [consentTables];

export interface ConsentDeps {
  /** The notice that visitors may read. */
  privacyUrl?: string | undefined;
}

export interface Consent extends ConsentPort {
  /** Of a consent, withdrawn or not; undefined when its proof is gone. */
  receiptOf(id: string): Promise<ConsentReceipt | undefined>;
  /** The wordings, all versions of them. */
  texts: ConsentTexts;
  /** Whether all records are as they were written. */
  verify(noted?: NotedHead): Promise<LedgerVerification>;
}

/** What was agreed to and withdrawn, so that it can be proved years later, and is gone when its time is over. */
export function createConsent(deps: PrivacyDeps & ConsentDeps): Part & { consent: Consent } {
  const { db, clock, companyName, publicUrl, privacyUrl } = deps;
  const seal = createPersonSeal(deps.keyFor);
  const store = createConsentStore(db);
  const chain = createConsentChainStore();
  const textStore = createConsentTextStore(db);
  const texts = createConsentTexts({ db, clock, store: textStore });
  const consents = createConsents({ db, clock, store, texts: textStore, seal });
  const receiptOf = createReceipts({
    store,
    seal,
    now: () => clock.now(),
    companyName,
    publicUrl,
    privacyUrl,
  });

  return {
    consent: {
      ...consents,
      texts,
      receiptOf,
      verify: async (noted) => verifyConsents(db, chain, seal, noted),
    },
    routes: [],
    deskRoutes: [],
    jobs: {},
    schedules: [],
    personalData: [createConsentHolding({ db, clock, store, chain, seal, consents })],
  };
}
