import type { LedgerVerification, Migration, NotedHead } from '@foyer/database';
import type { Part } from '../part.ts';
import type { PrivacyDeps } from '../ports.ts';
import { createConsentChainStore } from './consent-chain-store.ts';
import { createConsentExport } from './consent-export.ts';
import { consentExportRoutes } from './consent-export-routes.ts';
import { createConsentHolding } from './consent-holding.ts';
import { createReceipts, type ConsentReceipt } from './consent-receipt.ts';
import { consentRoutes } from './consent-routes.ts';
import { createConsentStore } from './consent-store.ts';
import { consentTextRoutes } from './consent-text-routes.ts';
import { createConsentTextStore } from './consent-text-store.ts';
import { createConsentTexts, type ConsentTexts } from './consent-texts.ts';
import { verifyConsents } from './consent-verification.ts';
import { createConsents, type ConsentPort, type Withdrawn } from './consents.ts';
import { consentTables } from './migrations/0001-consent.ts';
import { doubleOptIn } from './migrations/0040-double-opt-in.ts';
import { createPersonSeal } from './person-seal.ts';
import { receiptPage } from './receipt-page.ts';

export const consentMigrations: Migration[] = [consentTables];
/** After those of the other parts: migrations are only added at the end. */
export const laterConsentMigrations: Migration[] = [doubleOptIn];

export interface ConsentDeps {
  /** The notice that visitors may read. */
  privacyUrl?: string | undefined;
  /** Tells whoever uses a consent that it was withdrawn, however that was said. Nobody when not given. */
  withdrawn?: Withdrawn | undefined;
}

export interface Consent extends ConsentPort {
  /** Of a consent, withdrawn or not; undefined when its proof is gone. */
  receiptOf(id: string): Promise<ConsentReceipt | undefined>;
  /** A whole page to print, in the language of the consent. */
  receiptPage(receipt: ConsentReceipt): string;
  /** The wordings, all versions of them. */
  texts: ConsentTexts;
  /** Whether all records are as they were written. Calls at the same time share one walk, unless they bring a noted head. */
  verify(noted?: NotedHead): Promise<LedgerVerification>;
}

/** What was agreed to and withdrawn, so that it can be proved years later, and is gone when its time is over. */
export function createConsent(deps: PrivacyDeps & ConsentDeps): Part & { consent: Consent } {
  const { db, clock, companyName, publicUrl, privacyUrl } = deps;
  const now = (): Date => clock.now();
  const seal = createPersonSeal(deps.keyFor);
  const store = createConsentStore(db);
  const chain = createConsentChainStore();
  const textStore = createConsentTextStore(db);
  const texts = createConsentTexts({ clock, store: textStore });
  const consents = createConsents({
    db,
    clock,
    store,
    texts: textStore,
    seal,
    withdrawn: deps.withdrawn,
  });
  const exports = createConsentExport({ db, now, companyName, store, chain, seal });
  let running: Promise<LedgerVerification> | undefined;

  const consent: Consent = {
    ...consents,
    texts,
    receiptOf: createReceipts({ store, seal, now, companyName, publicUrl, privacyUrl }),
    receiptPage,
    verify: async (noted) => {
      if (noted !== undefined) return verifyConsents(db, chain, seal, noted);
      running ??= verifyConsents(db, chain, seal).finally(() => {
        running = undefined;
      });
      return running;
    },
  };
  return {
    consent,
    routes: [],
    deskRoutes: [
      ...consentRoutes({ ...deps, store, seal, consent }),
      ...consentExportRoutes({ ...deps, exports }),
      ...consentTextRoutes({ ...deps, texts }),
    ],
    jobs: {},
    schedules: [],
    personalData: [createConsentHolding({ db, clock, store, chain, seal, consents })],
  };
}
