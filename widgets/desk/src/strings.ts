import { common } from './strings/en/common.ts';

/** What every page needs. A page's own sentences are in a file of its own beside it, and loaded with the page. */
export const strings = common;
