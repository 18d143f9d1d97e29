import { expect, test } from 'vitest';
import { elementSizes } from '../support/element-sizes.ts';

test('the callback element is 6 kB or less to download, and one small file for the language', async () => {
  const sizes = await elementSizes('callback');
  expect(sizes.get('callback.js')).toBeLessThanOrEqual(6_000);
  sizes.delete('callback.js');
  expect([...sizes.keys()].toSorted()).toEqual(
    ['de', 'en', 'fr', 'nl'].map((language) => `callback-${language}.js`),
  );
  expect(Math.max(...sizes.values())).toBeLessThanOrEqual(1_500);
});
