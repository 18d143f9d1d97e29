import { expect, test } from 'vitest';
import { negotiateLanguage } from './language.ts';

test('cuts a regional tag down to a language we have', () => {
  expect(negotiateLanguage(['de-AT'])).toBe('de');
  expect(negotiateLanguage(['NL_be'])).toBe('nl');
  expect(negotiateLanguage(['fr-Latn-CH-1996'])).toBe('fr');
});

test('takes the first wish that can be met', () => {
  expect(negotiateLanguage(['pl', 'fr-CA', 'de'])).toBe('fr');
});

test('does not mistake a longer language code for ours', () => {
  expect(negotiateLanguage(['deu', 'enm', 'nld'], 'fr')).toBe('fr');
});

test('falls back when nothing was wished for', () => {
  expect(negotiateLanguage([])).toBe('en');
  expect(negotiateLanguage(['', '-', '*'], 'de')).toBe('de');
});
