import { en } from './strings/en.ts';

/** Whatever the language, the same sentences. */
export type Strings = typeof en;

export const strings: Strings = en;
