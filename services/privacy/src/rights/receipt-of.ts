import type { PersonalDataHolding } from '@foyer/service';
import type { ErasureReceipt } from './erasure-receipt.ts';
import type { DataRequest, Outcome } from './request.ts';

/** What was erased, and what stays, in words that say nothing about the person. */
export function receiptOf(done: {
  request: DataRequest;
  outcome: Outcome;
  at: Date;
  companyName: string;
  holdings: readonly PersonalDataHolding[];
}): ErasureReceipt {
  const { request, outcome, at, companyName, holdings } = done;
  const categories = new Map(
    holdings.map((holding) => [holding.name, holding.describe(request.language).category]),
  );
  const outcomes = Object.entries(outcome.holdings);
  return {
    version: 1,
    kind: 'erasure',
    company: companyName,
    request: request.reference,
    receivedAt: request.createdAt.toISOString(),
    erasedAt: at.toISOString(),
    erased: outcomes
      .filter(([, { done: count }]) => count !== null && count > 0)
      .map(([what, { done: count }]) => ({
        what,
        category: categories.get(what) ?? '',
        records: count ?? 0,
      })),
    retained: outcomes.flatMap(([, { retained }]) => retained),
    recipients: outcome.recipients,
  };
}
