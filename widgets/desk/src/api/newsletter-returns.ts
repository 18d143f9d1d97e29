import { ask } from './ask.ts';
import { flag, list, moment, nullable, number, shape, text, type Decoded } from './decode.ts';

export const returnDays = ['7', '30', '180'] as const;
export type ReturnDays = (typeof returnDays)[number];

export const returnVerdicts = ['hard', 'soft', 'policy', 'complaint', 'unclear'] as const;

const decodeReturns = shape({
  verdicts: shape({ hard: number, soft: number, policy: number, complaint: number, unclear: number }),
  /** Of us, and not of recipients, alike in who said what. */
  refusals: list(
    shape({
      status: nullable(text),
      count: number,
      lastAt: moment,
      /** The words of the server. */
      says: text,
      /** What it means and what to do, in plain words. */
      advice: text,
    }),
  ),
  ways: shape({ port: flag, mailbox: flag, returnDomain: nullable(text) }),
});
export type Returns = Decoded<typeof decodeReturns>;

export const readReturns = (days: ReturnDays, signal?: AbortSignal): Promise<Returns> =>
  ask(`/desk/api/newsletter/returns?days=${days}`, decodeReturns, { signal });
