import type { MailProvider, ReturnReason } from '@foyer/mail';

/**
 * What is kept of a mail that came back. `hard`: nobody is there. `soft`: not this time. `policy`: we were refused, whoever
 * the recipient is. `complaint`: they called it spam. `unclear`: it came to a return path, and nobody can tell what it says.
 */
export const verdicts = ['hard', 'soft', 'policy', 'complaint', 'unclear'] as const;
export type Verdict = (typeof verdicts)[number];

/** How it came: to our own port, into a mailbox, or as an answer while the mail was handed over. */
export type CameBy = 'smtp' | 'mailbox' | 'refusal';

export interface Returned {
  campaignNumber: number;
  subscriberNumber: number;
  verdict: Verdict;
  reason: ReturnReason | 'complaint' | 'unreadable';
  /** RFC 3463. */
  status: string | null;
  /** Without addresses. */
  diagnostic: string;
  provider: MailProvider;
  cameBy: CameBy;
}

const weights: Record<Verdict, number> = { unclear: 0, policy: 1, soft: 2, hard: 3, complaint: 4 };

/** Of several reports about one mail the gravest counts: a delivery that failed at last, a complaint after all. */
export function isGraver(verdict: Verdict, than: Verdict): boolean {
  return weights[verdict] > weights[than];
}
