import type { FoundData } from '../../../api/privacy-requests.ts';

export interface ErasurePlan {
  goes: { name: string; records: number }[];
  /** Because somebody has said so, until a day. */
  held: { name: string; why: string; until: Date }[];
  /** Holdings that keep what proves something. */
  proofs: string[];
}

// What an erasure leaves by its nature. The server decides, and its receipt says; this is what the officer is told before.
const keptAsProof: ReadonlySet<string> = new Set([
  'privacy.consents',
  'privacy.suppression',
  'privacy.requests',
  'privacy.holds',
  'staff.accounts',
  'staff.audit',
  'staff.sign_in_attempts',
]);

/** What will go and what will stay, by what was found. */
export function erasurePlan({ holdings }: FoundData): ErasurePlan {
  const plan: ErasurePlan = { goes: [], held: [], proofs: [] };
  for (const { name, records, held } of holdings) {
    if (keptAsProof.has(name)) {
      plan.proofs.push(name);
      continue;
    }
    const free = records.length - new Set(held.map(({ id }) => id)).size;
    if (free > 0) plan.goes.push({ name, records: free });
    for (const { why, until } of held) plan.held.push({ name, why, until });
  }
  return plan;
}
