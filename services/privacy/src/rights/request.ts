import type { DataSubject, Language } from '@foyer/service';
import { z } from 'zod';
import type { Day } from './due-date.ts';

/** Articles 15, 20, 16, 17, 18, 18, 21 and 7(3) GDPR. */
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

/** `my_data`: by the person alone, on the page. */
export const requestChannels = ['my_data', 'phone', 'letter', 'mail', 'in_person'] as const;
type RequestChannel = (typeof requestChannels)[number];

export const requestStates = ['open', 'done', 'refused'] as const;
export type RequestState = (typeof requestStates)[number];

const Retained = z.object({ what: z.string(), why: z.string(), until: z.iso.datetime() });

/** What was done, in numbers and ids. */
export const Outcome = z.object({
  /** By holding: how many records there were when the work began, how many were changed, what stays. */
  holdings: z
    .record(
      z.string(),
      z.object({ found: z.int(), done: z.int().nullable(), retained: z.array(Retained).default([]) }),
    )
    .default({}),
  /** Ids and references of the records that others have to be told of; forgotten when they were told. */
  records: z.array(z.object({ id: z.string(), reference: z.string().nullable() })).default([]),
  /** Names of the systems that are told. */
  recipients: z.array(z.string()).default([]),
  /** Fields that were put right, without their values. */
  fields: z.array(z.string()).default([]),
  /** One line, signed. */
  receipt: z.string().optional(),
});
export type Outcome = z.output<typeof Outcome>;

export const Changes = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
});
export type Changes = z.output<typeof Changes>;

export interface DataRequest {
  id: string;
  reference: string;
  kind: RequestKind;
  channel: RequestChannel;
  language: Language;
  /** undefined once it is closed. */
  subject: DataSubject | undefined;
  /** New values, of a rectification that is open. */
  changes: Changes;
  /** Of consents to withdraw, or scopes of an objection. */
  purposes: readonly string[];
  receivedOn: Day;
  dueOn: Day;
  extensionReason: string | null;
  state: RequestState;
  refusal: { reason: string; proposedBy: string; approvedBy: string | null } | null;
  outcome: Outcome;
  createdAt: Date;
  createdBy: string | null;
  closedAt: Date | null;
  closedBy: string | null;
}

export type NewRequest = Pick<
  DataRequest,
  'kind' | 'channel' | 'language' | 'changes' | 'purposes' | 'receivedOn' | 'createdBy'
> & { subject: DataSubject };
