import { expect, test } from 'vitest';
import { elementSizes } from '../support/element-sizes.ts';

test('the newsletter element is 5 kB or less to download, and one small file for the language', async () => {
  const sizes = await elementSizes('newsletter');
  expect(sizes.get('newsletter.js')).toBeLessThanOrEqual(5_000);
  sizes.delete('newsletter.js');
  expect([...sizes.keys()].toSorted()).toEqual(
    ['de', 'en', 'fr', 'nl'].map((language) => `newsletter-${language}.js`),
  );
  expect(Math.max(...sizes.values())).toBeLessThanOrEqual(1_500);
});
