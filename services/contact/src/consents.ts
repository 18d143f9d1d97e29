import type { DatabaseOrTx } from '@foyer/database';
import type { FieldError } from '@foyer/runtime';
import type { Language } from '@foyer/service';
import type { FormConfig } from './config.ts';
import { contactStrings } from './contact-strings.ts';
import type { ConsentPort } from './ports.ts';

/** What a visitor agreed to beside the message. */
export interface GivenConsents {
  given: { purpose: string; version: number }[];
  /** Whether they said that they are 16 or older; undefined: the form does not ask. */
  isOldEnough?: boolean | undefined;
}

/** A box to tick, which never stands ticked before the visitor has ticked it. */
export interface Check {
  name: string;
  value: string;
  label: string;
}

/** Where and by whom a consent was given. */
export interface ConsentGiver {
  id: string;
  form: string;
  language: Language;
  email: string | null | undefined;
  phone: string | null | undefined;
  receivedAt: Date;
}

const prefix = 'consent-';
const ageField = 'old-enough';
const versionShape = /^[1-9]\d{0,8}$/;

/** Agreeing to something beside the message: asked at the form, checked, and written down in the message's transaction. */
export interface FormConsents {
  checks(db: DatabaseOrTx, form: FormConfig, language: Language): Promise<Check[]>;
  /** Which of these nobody was asked in these words, at least not in the last days. */
  wrong(db: DatabaseOrTx, consents: GivenConsents, language: Language): Promise<FieldError[]>;
  record(trx: DatabaseOrTx, giver: ConsentGiver, consents: GivenConsents, method: string): Promise<void>;
}

export function createFormConsents(port: ConsentPort | undefined): FormConsents {
  return {
    checks: async (db, form, language) => {
      const purposes = (form.consents ?? []).map(({ purpose }) => purpose);
      if (port === undefined || purposes.length === 0) return [];
      const offers = await port.consentOffers(db, purposes, language);
      const checks = offers.map(({ purpose, version, wording }) => ({
        name: prefix + purpose,
        value: String(version),
        label: wording,
      }));
      const asksAge = checks.length > 0 && (form.asksAge === true || offers.some((offer) => offer.asksAge));
      return asksAge
        ? [...checks, { name: ageField, value: 'yes', label: contactStrings[language].age }]
        : checks;
    },
    wrong: async (db, { given }, language) => {
      const errors: FieldError[] = [];
      for (const { purpose, version } of given) {
        if (await port?.isOffered(db, purpose, version, language)) continue;
        errors.push({
          pointer: `/${prefix}${purpose}`,
          detail: 'must be the version of the wording that the form shows',
          code: 'consent_outdated',
        });
      }
      return errors;
    },
    record: async (trx, { id, form, language, email, phone, receivedAt }, { given, isOldEnough }, method) => {
      for (const { purpose, version } of given) {
        await port?.recordConsent(trx, {
          purpose,
          subject: { ...(email && { email }), ...(phone && { phone }) },
          language,
          textVersion: version,
          form: `contact/${form}`,
          method,
          at: receivedAt,
          isOldEnough,
          sourceId: id,
        });
      }
    },
  };
}

/** The fields of consents among all that were sent. */
export function consentFields(body: object): { name: string; purpose: string; value: unknown }[] {
  return Object.entries(body).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [{ name, purpose: name.slice(prefix.length), value }] : [],
  );
}

/** As a form sends it, or a program. */
export function isVersion(value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && versionShape.test(String(value));
}

/** @param body that passed the schema */
export function givenConsents(body: object, form: FormConfig): GivenConsents | undefined {
  const given = consentFields(body).map(({ purpose, value }) => ({ purpose, version: Number(value) }));
  if (given.length === 0) return undefined;
  const isOldEnough = Reflect.get(body, ageField) === 'yes';
  return { given, ...((form.asksAge === true || isOldEnough) && { isOldEnough }) };
}
