import { ask } from './ask.ts';
import { decodeChainVerification, type ChainVerification } from './chain.ts';
import { anything, list, moment, nullable, number, record, shape, text, type Decoded } from './decode.ts';

const decodeEntry = shape({
  seq: number,
  at: moment,
  actorId: nullable(text),
  action: text,
  subject: text,
  detail: record(anything),
});
export type AuditEntry = Decoded<typeof decodeEntry>;

export const readAudit = (
  query: URLSearchParams,
  signal?: AbortSignal,
): Promise<{ items: AuditEntry[]; nextCursor: string | null }> =>
  ask(
    `/desk/api/staff/audit?${query.toString()}`,
    shape({ items: list(decodeEntry), nextCursor: nullable(text) }),
    { signal },
  );

/** Reads the whole log; a long one takes its time. */
export const verifyAudit = (): Promise<ChainVerification> =>
  ask('/desk/api/staff/audit/verification', decodeChainVerification, { timeoutSeconds: 120 });
