import type { JsonObject } from '@foyer/jobs';
import type { RequestStore } from './request-store.ts';
import type { DisclosureEvent } from './rights-ports.ts';

/**
 * What a recipient is told (Art. 19 GDPR): which of the records it was given are meant, by id and reference, and what
 * became of them. undefined when nothing is known any more.
 */
export function disclosureData(
  store: RequestStore,
): (type: DisclosureEvent, requestId: string) => Promise<JsonObject | undefined> {
  return async (type, requestId) => {
    const request = await store.byId(requestId);
    if (request === undefined || request.outcome.records.length === 0) return undefined;
    return {
      request: request.reference,
      records: request.outcome.records.map(({ id, reference }) => ({ id, reference })),
      ...(type === 'privacy.rectified' && { fields: request.outcome.fields }),
      ...(type === 'privacy.restricted' && { isRestricted: request.kind === 'restriction' }),
    };
  };
}
