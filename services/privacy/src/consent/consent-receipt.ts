import { z } from 'zod';
import type { ConsentStore } from './consent-store.ts';
import { recordsOf } from './consents.ts';
import type { PersonSeal } from './person-seal.ts';

/** What the giver of a consent keeps of it: the fields of ISO/IEC TS 27560:2023, in its receipt's shape. */
export const ConsentReceipt = z
  .object({
    schema_version: z.literal('ISO/IEC TS 27560:2023'),
    record_id: z.string(),
    pii_principal_id: z
      .string()
      .describe('Keyed digest: links the receipts of a person, and tells nothing to anybody else'),
    generated_at: z.iso.datetime(),
    pii_processing: z.object({
      privacy_notice: z.string().nullable(),
      notice_version: z.string(),
      language: z.string(),
      purposes: z.array(
        z.object({
          purpose: z.string(),
          purpose_description: z.string().describe('Word for word as it was shown'),
          description_version: z.int(),
          lawful_basis: z.literal('consent (Art. 6(1)(a) GDPR)'),
          pii_information: z.array(z.enum(['e-mail address', 'telephone number'])),
          collection_method: z.string(),
          retention_period: z.string(),
          withdrawal_method: z.string(),
        }),
      ),
      pii_controllers: z.array(
        z.object({ party_name: z.string(), party_url: z.string(), party_role: z.literal('controller') }),
      ),
    }),
    events: z.array(
      z.object({
        event_time: z.iso.datetime(),
        event_type: z.enum(['explicit consent', 'withdrawal']),
        event_state: z.enum(['consent given', 'consent withdrawn']),
        method: z.string(),
        age_statement: z.boolean().nullable(),
      }),
    ),
    person: z.object({ email: z.string().nullable(), phone: z.string().nullable() }),
  })
  .meta({ id: 'ConsentReceipt' });
export type ConsentReceipt = z.output<typeof ConsentReceipt>;

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
