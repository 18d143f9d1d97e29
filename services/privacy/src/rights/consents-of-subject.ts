import type { Consent } from '../consent/consent.ts';
import type { ConsentsOfSubject } from './rights-ports.ts';

/** The consents of one person, as they may see and withdraw them. */
export function consentsOfSubject(consent: Consent): ConsentsOfSubject {
  return {
    of: async (subject) =>
      (await consent.consentsOf(subject)).map(
        ({ id, purpose, wording, givenAt, withdrawnAt, form, keepUntil }) => ({
          id,
          purpose,
          wording,
          givenAt,
          withdrawnAt,
          form,
          keepUntil,
        }),
      ),
    withdraw: async (trx, subject, purpose) =>
      await consent.withdrawConsent(trx, { subject, purpose, method: 'my-data' }),
    receiptOf: async (id) => await consent.receiptOf(id),
  };
}
