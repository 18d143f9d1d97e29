import { expect, it } from 'vitest';
import { ContactMessage } from './contact-message.ts';

const filledIn = { name: 'Jan', email: 'jan@example.nl', phone: '', topic: 'sales', message: 'Hello' };

it('takes a filled-in form and reads an empty field as not given', () => {
  expect(ContactMessage.parse(filledIn)).toEqual({ ...filledIn, phone: undefined });
});

it('takes a telephone number instead of an e-mail address', () => {
  for (const phone of ['+31 (0)20 123 45 67', '020-1234567', '112 112']) {
    expect(ContactMessage.parse({ ...filledIn, email: '', phone }).phone).toBe(phone);
  }
});

it('asks for one of the two, along with everything else that is wrong', () => {
  expect(badFields({ email: '', topic: 'Sales!', message: ' \r\n ' })).toEqual([
    'name',
    'topic',
    'message',
    'email',
  ]);
});

it('counts a line break of a form as one character', () => {
  const lines = `${'a\r\n'.repeat(4999)}bc`;
  expect(ContactMessage.parse({ ...filledIn, message: lines }).message).toHaveLength(10_000);
});

it.each([
  ['name', 'a'.repeat(201)],
  ['name', 'Jan\nBcc: all@example.nl'],
  ['email', 'no address'],
  ['email', `${'a'.repeat(250)}@example.nl`],
  ['phone', 'call me'],
  ['phone', '1'.repeat(33)],
  ['message', 'a'.repeat(10_001)],
  ['frc-captcha-solution', 'a'.repeat(8193)],
  ['language', 'not a tag'],
])('refuses a bad %s', (field, value) => {
  expect(badFields({ ...filledIn, [field]: value })).toEqual([field]);
});

it.each([null, [], 'text', 7])('refuses %j without failing', (value) => {
  expect(ContactMessage.safeParse(value).success).toBe(false);
});

function badFields(input: object): string[] {
  const issues = ContactMessage.safeParse(input).error?.issues ?? [];
  return [...new Set(issues.map((issue) => String(issue.path[0])))];
}
