import { expect, test } from 'vitest';
import { elementSizes } from '../support/element-sizes.ts';

const budgetBytes = 5_000;

test('the contact element is 5 kB or less to download', async () => {
  expect((await elementSizes('contact')).get('contact.js')).toBeLessThanOrEqual(budgetBytes);
});

test('a visitor downloads only one language, and none is heavy', async () => {
  const sizes = await elementSizes('contact');
  sizes.delete('contact.js');
  expect([...sizes.keys()].toSorted()).toEqual(
    ['de', 'en', 'fr', 'nl'].map((language) => `contact-${language}.js`),
  );
  expect(Math.max(...sizes.values())).toBeLessThanOrEqual(1_200);
});
