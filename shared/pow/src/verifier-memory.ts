/**
 * Addresses in the memory of the verifier's WASM module, which has one page. The puzzle lies at 0, padded with
 * zeros to 64 bytes, and the constants folded from it follow.
 */
export const PUZZLE_AT = 0;
/** Chaining value after the key block: 8 words. */
export const CHAIN_AT = 256;
/** Chaining value that the last compression computed: 8 words. */
export const MAC_AT = 320;
export const DIAGNOSTICS_AT = 384;
/** Up to 255 solutions, and room for two more behind them. */
export const SOLUTIONS_AT = 512;
/** The solution string as it came, one byte a character. */
export const TEXT_AT = 4096;
