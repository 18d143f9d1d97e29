import * as fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { composeOptions, type MailMessage } from './message.ts';

const message: MailMessage = {
  messageId: 'notify.0193@foyer.example',
  to: 'zoe@example.org',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
};
const from = 'Foyer <foyer@example.com>';

async function sourceOf(changes: Partial<MailMessage>): Promise<string> {
  const options = composeOptions({ ...message, ...changes }, from);
  return (await new MailComposer(options).compile().build()).toString('utf8');
}

it('gains no header, recipient or part from any subject, name or text', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '\r',
          '\n',
          '\0',
          '\u2028',
          '\u0085',
          'Bcc: x@evil.example',
          ': ',
          'a',
          '--',
          '"',
          '<',
          '>',
          ',',
          '.',
        ),
      )
      .map((parts) => parts.join('')),
  );
  const plain = await headerNames(await sourceOf({ replyTo: 'Jan <jan@example.nl>' }));
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (subject, text) => {
      const source = await sourceOf({ subject, text: `x${text}`, replyTo: 'Jan <jan@example.nl>' });
      // An empty subject is left out; that is all a subject can do.
      expect(new Set([...(await headerNames(source)), 'subject'])).toEqual(new Set(plain));
      expect((await PostalMime.parse(source)).bcc ?? []).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

it.each([
  'a@b.c, d@e.f',
  'a@b.c\r\nBcc: d@e.f',
  'a b@c.d',
  '<a@b.c> <d@e.f>',
  'a@',
  '@b.c',
  'a@-b.c',
  'a@b..c',
  '',
  `${'a'.repeat(65)}@b.c`,
])('refuses %j as an address, without repeating it', (address) => {
  for (const field of ['to', 'from', 'replyTo'] as const) {
    const compose = () => composeOptions({ ...message, [field]: address }, from);
    expect(compose).toThrow(RangeError);
    if (address !== '') expect(compose).not.toThrow(address);
  }
});

it.each([
  ['staff@localhost', 'staff@localhost'],
  ['Jörg "der" Groß <joerg@xn--gro-7ka.example>', 'joerg@xn--gro-7ka.example'],
  ['"Groß, Jörg" <joerg@groß.example>', 'joerg@xn--gro-7ka.example'],
  ["o'neil+tag@mail.example.org", "o'neil+tag@mail.example.org"],
])('takes %s', async (to, address) => {
  if (to.includes('"der"')) {
    expect(() => composeOptions({ ...message, to }, from)).toThrow(RangeError);
    return;
  }
  expect((await PostalMime.parse(await sourceOf({ to }))).to).toMatchObject([{ address }]);
});

it.each([
  { 'X-Bad': 'a\r\nBcc: b@c.d' },
  { 'X Bad': 'a' },
  { Bcc: 'a@b.c' },
  { 'content-type': 'text/plain' },
])('refuses the headers %j', (headers) => {
  expect(() => composeOptions({ ...message, headers }, from)).toThrow(RangeError);
});

it.each(['no-domain', '../x@y', '<a@b.c>', 'a@b.c\r\nX: y', 'a/b@c.d'])(
  'refuses the message id %j',
  (messageId) => {
    expect(() => composeOptions({ ...message, messageId }, from)).toThrow(RangeError);
  },
);

it('reads no file and asks no URL for its parts', () => {
  expect(composeOptions(message, from)).toMatchObject({ disableFileAccess: true, disableUrlAccess: true });
});

async function headerNames(source: string): Promise<string[]> {
  return [...new Set((await PostalMime.parse(source)).headers.map(({ key }) => key))];
}
