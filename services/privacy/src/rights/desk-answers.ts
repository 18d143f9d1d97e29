import { languages } from '@foyer/service';
import { z } from 'zod';
import type { FoundData } from './found-data.ts';
import type { DataRequest } from './request.ts';
import { Outcome, requestChannels, requestKinds, requestStates } from './request.ts';

/** What the desk lists: nothing that says who. */
export const RequestSummary = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    kind: z.enum(requestKinds),
    channel: z.enum(requestChannels),
    state: z.enum(requestStates),
    receivedOn: z.iso.date(),
    dueOn: z.iso.date(),
    isExtended: z.boolean(),
    isRefusalProposed: z.boolean(),
    closedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PrivacyRequestSummary' });

export function requestSummary(request: DataRequest): z.output<typeof RequestSummary> {
  const { id, reference, kind, channel, state, receivedOn, dueOn, closedAt } = request;
  return {
    id,
    reference,
    kind,
    channel,
    state,
    receivedOn,
    dueOn,
    isExtended: request.extensionReason !== null,
    isRefusalProposed: state === 'open' && request.refusal !== null,
    closedAt: closedAt?.toISOString() ?? null,
  };
}

export const RequestAnswer = RequestSummary.extend({
  language: z.enum(languages),
  subject: z
    .object({ email: z.string().nullable(), phone: z.string().nullable() })
    .nullable()
    .describe('Forgotten once the request is closed'),
  changes: z.object({ name: z.string(), email: z.string(), phone: z.string() }).partial(),
  purposes: z.array(z.string()),
  extensionReason: z.string().nullable(),
  latestExtension: z.iso.date(),
  refusal: z.object({ reason: z.string(), proposedBy: z.uuid(), approvedBy: z.uuid().nullable() }).nullable(),
  outcome: z.object({
    holdings: Outcome.shape.holdings.unwrap(),
    recipients: z.array(z.string()),
    fields: z.array(z.string()),
  }),
  hasReceipt: z.boolean(),
  receiptPath: z.string().nullable().describe('For the person; good for 30 days'),
  createdAt: z.iso.datetime(),
  createdBy: z.uuid().nullable(),
  closedBy: z.uuid().nullable(),
}).meta({ id: 'PrivacyRequest' });

export function requestAnswer(
  request: DataRequest,
  more: { latestExtension: string; receiptPath: string | null },
): z.output<typeof RequestAnswer> {
  const { subject, outcome, changes } = request;
  return {
    ...requestSummary(request),
    language: request.language,
    subject: subject === undefined ? null : { email: subject.email ?? null, phone: subject.phone ?? null },
    changes,
    purposes: [...request.purposes],
    extensionReason: request.extensionReason,
    refusal: request.refusal,
    outcome: {
      holdings: outcome.holdings,
      recipients: outcome.recipients,
      fields: outcome.fields,
    },
    hasReceipt: outcome.receipt !== undefined,
    createdAt: request.createdAt.toISOString(),
    createdBy: request.createdBy,
    closedBy: request.closedBy,
    ...more,
  };
}

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const FoundAnswer = z
  .object({
    isRestricted: z.boolean(),
    holdings: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        category: z.string(),
        purpose: z.string(),
        legalBasis: z.string(),
        retention: z.string(),
        keptAfterErasure: z.string().optional().describe('Why some of its records outlive an erasure'),
        records: z.array(
          z.object({
            id: z.string(),
            createdAt: z.iso.datetime(),
            fields: z.record(z.string(), Value),
          }),
        ),
        held: z.array(z.object({ id: z.string(), why: z.string(), until: z.iso.datetime() })),
      }),
    ),
    consents: z.array(
      z.object({
        id: z.string(),
        purpose: z.string(),
        wording: z.string(),
        givenAt: z.iso.datetime(),
        withdrawnAt: z.iso.datetime().nullable(),
      }),
    ),
    objections: z.array(z.enum(['mail', 'calls'])),
    recipients: z.array(z.object({ name: z.string(), purpose: z.literal('mail') })),
    disclosures: z.array(
      z.object({
        name: z.string(),
        host: z.string(),
        recordIds: z.array(z.string()),
        lastDeliveredAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'PrivacyFoundData' });

export function foundAnswer(found: FoundData): z.output<typeof FoundAnswer> {
  return {
    isRestricted: found.isRestricted,
    holdings: found.holdings.map((holding) => ({
      ...holding,
      records: holding.records.map(({ id, createdAt, fields }) => ({
        id,
        createdAt: createdAt.toISOString(),
        fields,
      })),
      held: holding.held.map(({ id, why, until }) => ({ id, why, until: until.toISOString() })),
    })),
    consents: found.consents.map(({ id, purpose, wording, givenAt, withdrawnAt }) => ({
      id,
      purpose,
      wording,
      givenAt: givenAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    })),
    objections: [...found.objections],
    recipients: found.recipients.map(({ name, purpose }) => ({ name, purpose })),
    disclosures: found.traced.map(({ name, host, recordIds, lastDeliveredAt }) => ({
      name,
      host,
      recordIds: [...recordIds],
      lastDeliveredAt: lastDeliveredAt.toISOString(),
    })),
  };
}
