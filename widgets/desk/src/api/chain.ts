import { flag, nullable, number, shape, text, type Decoded } from './decode.ts';

/** Whether a chained log is as it was written, and where not. */
export const decodeChainVerification = shape({
  isIntact: flag,
  entries: number,
  brokenAt: nullable(number),
  problem: nullable(text),
});
export type ChainVerification = Decoded<typeof decodeChainVerification>;
