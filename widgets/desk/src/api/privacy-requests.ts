import { ask } from './ask.ts';
import {
  anything,
  flag,
  list,
  moment,
  nullable,
  number,
  oneOf,
  record,
  shape,
  text,
  withDefault,
  type Decoded,
  type Decode,
} from './decode.ts';

export const requestKinds = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'lift_restriction',
  'objection',
  'withdrawal',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/** How somebody reached the office; `my_data` is the person alone, on the page. */
export const officeChannels = ['phone', 'letter', 'mail', 'in_person'] as const;
export type OfficeChannel = (typeof officeChannels)[number];

export const requestStates = ['open', 'done', 'refused'] as const;
export type RequestState = (typeof requestStates)[number];

const summaryMembers = {
  id: text,
  reference: text,
  kind: oneOf(...requestKinds),
  channel: oneOf('my_data', ...officeChannels),
  state: oneOf(...requestStates),
  /** A day, 2026-11-28; so are the others that end with On. */
  receivedOn: text,
  dueOn: text,
  isExtended: flag,
  isRefusalProposed: flag,
  closedAt: nullable(moment),
};
const decodeSummary = shape(summaryMembers);
export type RequestSummary = Decoded<typeof decodeSummary>;

const decodeRetained = shape({ what: text, why: text, until: moment });

const decodeRequest = shape({
  ...summaryMembers,
  language: text,
  subject: nullable(shape({ email: nullable(text), phone: nullable(text) })),
  changes: shape({ name: nullable(text), email: nullable(text), phone: nullable(text) }),
  purposes: list(text),
  extensionReason: nullable(text),
  latestExtension: text,
  refusal: nullable(shape({ reason: text, proposedBy: text, approvedBy: nullable(text) })),
  outcome: shape({
    holdings: record(
      shape({ found: number, done: nullable(number), retained: withDefault(list(decodeRetained), []) }),
    ),
    recipients: list(text),
    fields: list(text),
  }),
  hasReceipt: flag,
  receiptPath: nullable(text),
  createdBy: nullable(text),
  closedBy: nullable(text),
});
export type DataRequest = Decoded<typeof decodeRequest>;

/** A text, a number, yes or no, or nothing. */
const fieldValue: Decode<string> = (value, path) => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null ? '' : text(value, path);
};

const decodeFound = shape({
  isRestricted: flag,
  holdings: list(
    shape({
      name: text,
      category: text,
      purpose: text,
      legalBasis: text,
      retention: text,
      records: list(shape({ id: text, createdAt: moment, fields: record(fieldValue) })),
      held: list(shape({ id: text, why: text, until: moment })),
    }),
  ),
  consents: list(
    shape({ id: text, purpose: text, wording: text, givenAt: moment, withdrawnAt: nullable(moment) }),
  ),
  objections: list(text),
  recipients: list(shape({ name: text, purpose: text })),
  disclosures: list(shape({ name: text, host: text, recordIds: list(text), lastDeliveredAt: moment })),
});
export type FoundData = Decoded<typeof decodeFound>;
export type FoundHolding = FoundData['holdings'][number];

const REQUESTS = '/desk/api/privacy/requests';

export async function readRequests(
  state: RequestState,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<{ items: RequestSummary[]; nextCursor: string | null; overdue: number }> {
  const query = new URLSearchParams({ state, ...(after === undefined ? {} : { after }) });
  const decode = shape({ requests: list(decodeSummary), next: nullable(text), overdue: number });
  const { requests, next, overdue } = await ask(`${REQUESTS}?${query.toString()}`, decode, { signal });
  return { items: requests, nextCursor: next, overdue };
}

export interface NewRequest {
  kind: RequestKind;
  channel: OfficeChannel;
  email?: string;
  phone?: string;
  language: string;
  receivedOn: string;
  changes?: { name?: string; email?: string; phone?: string };
  purposes?: readonly string[];
}

export const createRequest = (body: NewRequest): Promise<DataRequest> =>
  ask(REQUESTS, decodeRequest, { method: 'POST', body });

export const readRequest = (id: string, signal?: AbortSignal): Promise<DataRequest> =>
  ask(`${REQUESTS}/${encodeURIComponent(id)}`, decodeRequest, { signal });

/** All that is kept about the person. Each time it is asked is written into the audit log. */
export const readFoundData = (id: string, signal?: AbortSignal): Promise<FoundData> =>
  ask(`${REQUESTS}/${id}/data`, decodeFound, { signal, timeoutSeconds: 60 });

export const dataFilePath = (id: string): string => `${REQUESTS}/${id}/data.zip`;

export const receiptFilePath = (id: string): string => `${REQUESTS}/${id}/receipt`;

/** @throws ApiError with the code request_being_refused, correction_refused or link_impossible */
export const carryOut = (id: string, isAnsweredByMail: boolean): Promise<DataRequest> =>
  ask(`${REQUESTS}/${id}/execution`, decodeRequest, {
    method: 'POST',
    body: { isAnsweredByMail },
    timeoutSeconds: 120,
  });

export const extendRequest = (id: string, body: { until: string; reason: string }): Promise<DataRequest> =>
  ask(`${REQUESTS}/${id}/extension`, decodeRequest, { method: 'POST', body });

export const proposeRefusal = (id: string, reason: string): Promise<DataRequest> =>
  ask(`${REQUESTS}/${id}/refusal`, decodeRequest, { method: 'POST', body: { reason } });

export const takeBackRefusal = (id: string): Promise<DataRequest> =>
  ask(`${REQUESTS}/${id}/refusal`, decodeRequest, { method: 'DELETE' });

/** @throws ApiError with the code request_refused_alone for who has proposed it */
export const approveRefusal = (id: string): Promise<DataRequest> =>
  ask(`${REQUESTS}/${id}/refusal/approval`, decodeRequest, { method: 'POST' });

/** As it lies in the file; what it says is believed only once its signature is checked. */
export const readReceipt = (id: string): Promise<unknown> => ask(receiptFilePath(id), anything);

const decodeReceiptKey = shape({ keyId: text, publicKey: text });
export type ReceiptKey = Decoded<typeof decodeReceiptKey>;

export const readReceiptKey = (): Promise<ReceiptKey> => ask('/privacy/receipt-key', decodeReceiptKey);
