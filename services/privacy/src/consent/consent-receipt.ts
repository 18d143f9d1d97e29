import type { ConsentStore } from './consent-store.ts';
import { recordsOf } from './consents.ts';
import type { PersonSeal } from './person-seal.ts';

/** What the giver of a consent keeps of it: the fields of ISO/IEC TS 27560:2023, in its receipt's shape. */
export interface ConsentReceipt {
  schema_version: 'ISO/IEC TS 27560:2023';
  record_id: string;
  /** Keyed digest: links a person's receipts, and tells nothing to anybody else. */
  pii_principal_id: string;
  generated_at: string;
  pii_processing: {
    privacy_notice: string | null;
    notice_version: string;
    language: string;
    purposes: {
      purpose: string;
      /** Word for word as it was shown. */
      purpose_description: string;
      description_version: number;
      lawful_basis: 'consent (Art. 6(1)(a) GDPR)';
      pii_information: ('e-mail address' | 'telephone number')[];
      collection_method: string;
      retention_period: string;
      withdrawal_method: string;
    }[];
    pii_controllers: { party_name: string; party_url: string; party_role: 'controller' }[];
  };
  events: {
    event_time: string;
    event_type: 'explicit consent' | 'withdrawal';
    event_state: 'consent given' | 'consent withdrawn';
    method: string;
    age_statement: boolean | null;
  }[];
  person: { email: string | null; phone: string | null };
}

export function createReceipts(deps: {
  store: ConsentStore;
  seal: PersonSeal;
  now: () => Date;
  companyName: string;
  publicUrl: string;
  privacyUrl: string | undefined;
}): (id: string) => Promise<ConsentReceipt | undefined> {
  const { store, seal, now, companyName, publicUrl, privacyUrl } = deps;

  return async (id) => {
    const given = await store.byId(id);
    if (given?.event !== 'given') return undefined;
    const withdrawal = await store.withdrawalOf(id);
    const [record] = recordsOf(withdrawal === undefined ? [given] : [given, withdrawal]);
    if (record === undefined) return undefined;
    const person = seal.open(given);
    const events: ConsentReceipt['events'] = [
      {
        event_time: record.givenAt.toISOString(),
        event_type: 'explicit consent',
        event_state: 'consent given',
        method: record.method,
        age_statement: record.isOldEnough,
      },
    ];
    if (record.withdrawnAt !== null) {
      events.push({
        event_time: record.withdrawnAt.toISOString(),
        event_type: 'withdrawal',
        event_state: 'consent withdrawn',
        method: record.withdrawalMethod ?? '',
        age_statement: null,
      });
    }
    return {
      schema_version: 'ISO/IEC TS 27560:2023',
      record_id: record.id,
      pii_principal_id: given.emailDigest ?? given.phoneDigest ?? '',
      generated_at: now().toISOString(),
      pii_processing: {
        privacy_notice: privacyUrl ?? null,
        notice_version: record.noticeVersion,
        language: record.language,
        purposes: [
          {
            purpose: record.purpose,
            purpose_description: record.wording,
            description_version: record.textVersion,
            lawful_basis: 'consent (Art. 6(1)(a) GDPR)',
            pii_information: [
              ...(given.emailDigest === null ? [] : ['e-mail address' as const]),
              ...(given.phoneDigest === null ? [] : ['telephone number' as const]),
            ],
            collection_method: `${record.form}: ${record.method}`,
            retention_period: `until ${record.keepUntil.toISOString().slice(0, 10)}, or later when the consent is used or withdrawn later`,
            withdrawal_method: `${publicUrl}/my-data`,
          },
        ],
        pii_controllers: [{ party_name: companyName, party_url: publicUrl, party_role: 'controller' }],
      },
      events,
      person: { email: person?.email ?? null, phone: person?.phone ?? null },
    };
  };
}
