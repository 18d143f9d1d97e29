import { expect, it } from 'vitest';
import { readContact, scopeOf } from './read-contact.ts';

it.each([
  [' zoe@example.com ', { email: 'zoe@example.com' }],
  ['+31 (0)20-123.45', { phone: '+3102012345' }],
  ['0031 20 123 4567', { phone: '+31201234567' }],
  ['020 123 4567', undefined],
  ['zoe', undefined],
  ['', undefined],
])('“%s” is read as an address, a number, or neither', (typed, contact) => {
  expect(readContact(typed)).toEqual(contact);
});

it('a list needs a name', () => {
  expect(scopeOf('mail', '')).toBe('mail');
  expect(scopeOf('list', 'news')).toBe('list:news');
  expect(scopeOf('list', 'No Name')).toBeUndefined();
});
