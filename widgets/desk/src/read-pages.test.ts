import { expect, it } from 'vitest';
import { readPages, type Page } from './read-pages.ts';

const pages: Record<string, Page<number>> = {
  first: { items: [1, 2], nextCursor: 'second' },
  second: { items: [3, 4], nextCursor: 'third' },
  third: { items: [5], nextCursor: null },
};
const read = (cursor = 'first'): Promise<Page<number>> =>
  Promise.resolve(pages[cursor] ?? { items: [], nextCursor: null });

it('a list that is read anew is as long as it was shown, and not longer than it is', async () => {
  expect(await readPages(read, 1)).toEqual({ items: [1, 2], nextCursor: 'second' });
  expect(await readPages(read, 2)).toEqual({ items: [1, 2, 3, 4], nextCursor: 'third' });
  expect(await readPages(read, 9)).toEqual({ items: [1, 2, 3, 4, 5], nextCursor: null });
});
