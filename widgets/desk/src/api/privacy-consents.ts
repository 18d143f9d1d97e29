import { ask } from './ask.ts';
import { decodeChainVerification, type ChainVerification } from './chain.ts';
import { flag, list, moment, nullable, number, oneOf, record, shape, text, type Decoded } from './decode.ts';

const decodeChange = shape({ text, change: oneOf('same', 'removed', 'added') });
const decodeVersion = shape({
  version: number,
  noticeVersion: text,
  isTelephone: flag,
  asksAge: flag,
  addedAt: moment,
  addedBy: nullable(text),
  /** By language. */
  wordings: record(text),
  /** To the version before, by language; null for the first. */
  difference: nullable(record(list(decodeChange))),
});
export type TextVersion = Decoded<typeof decodeVersion>;
export type WordChange = Decoded<typeof decodeChange>;

const decodePurpose = shape({ purpose: text, versions: list(decodeVersion) });
export type ConsentPurpose = Decoded<typeof decodePurpose>;

const PRIVACY = '/desk/api/privacy';

/** The newest version first. */
export const readConsentTexts = async (signal?: AbortSignal): Promise<ConsentPurpose[]> =>
  (await ask(`${PRIVACY}/consent-texts`, shape({ purposes: list(decodePurpose) }), { signal })).purposes;

export const wordingLanguages = ['en', 'nl', 'de', 'fr'] as const;
export type WordingLanguage = (typeof wordingLanguages)[number];

/** @throws ApiError with the code consent_text_conflict when there is a newer version than the one it is based on */
export const addConsentText = (body: {
  purpose: string;
  wordings: Record<WordingLanguage, string>;
  noticeVersion: string;
  isTelephone: boolean;
  asksAge: boolean;
  /** 0 for a new purpose. */
  basedOnVersion: number;
}): Promise<{ version: number }> =>
  ask(`${PRIVACY}/consent-texts`, shape({ version: number }), { method: 'POST', body });

const decodeConsent = shape({
  id: text,
  event: oneOf('given', 'withdrawn'),
  at: moment,
  purpose: text,
  givenId: nullable(text),
  person: nullable(shape({ email: nullable(text), phone: nullable(text) })),
  wording: nullable(text),
  language: text,
  textVersion: number,
  noticeVersion: text,
  form: text,
  method: text,
  isOldEnough: nullable(flag),
  network: nullable(text),
  keepUntil: moment,
  isRestricted: flag,
});
export type ConsentRecord = Decoded<typeof decodeConsent>;

export interface ConsentSearch {
  email?: string;
  phone?: string;
  purpose?: string;
  cursor?: string;
}

/** In a body: an address must not stand in a log or a history. Each search is written into the audit log. */
export const searchConsents = (
  body: ConsentSearch,
  signal?: AbortSignal,
): Promise<{ items: ConsentRecord[]; nextCursor: string | null }> =>
  ask(`${PRIVACY}/consents/search`, shape({ items: list(decodeConsent), nextCursor: nullable(text) }), {
    method: 'POST',
    body,
    signal,
  });

export const withdrawalMethods = ['telephone', 'letter', 'mail', 'in person'] as const;
export type WithdrawalMethod = (typeof withdrawalMethods)[number];

export const withdrawConsent = (id: string, method: WithdrawalMethod): Promise<{ wasInForce: boolean }> =>
  ask(`${PRIVACY}/consents/${id}/withdrawal`, shape({ wasInForce: flag }), {
    method: 'POST',
    body: { method },
  });

/** A page to print. */
export const consentReceiptPath = (id: string): string => `${PRIVACY}/consents/${id}/receipt.html`;

export function consentExportPath(
  format: 'ndjson' | 'csv',
  filter: { from: string; to: string; purpose: string },
): string {
  const given = Object.entries(filter).filter(([, value]) => value !== '');
  const query = new URLSearchParams(given).toString();
  return `${PRIVACY}/consents/export.${format}${query === '' ? '' : `?${query}`}`;
}

/** Reads the whole chain; a long one takes its time. */
export const verifyConsents = (): Promise<ChainVerification> =>
  ask(`${PRIVACY}/consents/verification`, decodeChainVerification, { timeoutSeconds: 120 });
