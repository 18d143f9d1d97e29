import * as fc from 'fast-check';

/** A body for `POST /contact/messages` with the pointers of what is wrong in it, by a reading of its own of the rules. */
export interface ContactInput {
  fields: Record<string, unknown>;
  badFields: string[];
}

interface Field {
  value: unknown;
  state: 'good' | 'bad' | 'blank';
}

const letters = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => text.length <= 200 && text.trim() !== '');
const wrongType = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.constantFrom('a', 7, null), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('name', 'value', '0', 'length', 'toString'), fc.integer(), {
    noNullPrototype: true,
  }),
);

const name = field(
  letters.filter((text) => /^\P{Cc}*$/u.test(text)),
  ['', ' \t ', 'Ada\nBcc: all@example.org', 'Ada\u0007', 'Ada\u0085', 'a'.repeat(201)],
);
const email = field(
  fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/).map((local) => `${local}@example.org`),
  [
    'no address',
    '@example.org',
    'ada@',
    'ada@example',
    'ada@@example.org',
    'a b@example.org',
    '.ada@example.org',
    'Ada <ada@example.org>',
    'ada@example.org\nBcc: all@example.org',
    'ada@example.org, bob@example.org',
    `${'a'.repeat(250)}@example.org`,
  ],
);
const phone = field(fc.stringMatching(/^\+?[0-9]{5,20}$/), [
  'call me',
  '1234',
  '+',
  '12345\n67890',
  '12345 extension',
  '1'.repeat(33),
]);
// Of the right shape: whether it is one of the form's topics can be said only of a form that exists.
const unknownTopics = new Set<unknown>(['no-such-topic', 'constructor']);
const topic = field(fc.constantFrom('general', 'sales', 'support', 'privacy'), [
  'no-such-topic',
  'constructor',
  '',
  '-',
  'Sales!',
  'a'.repeat(65),
]);
const message = field(letters, ['', ' \r\n\t ', 'a'.repeat(10_001)]);
const website = field(fc.constantFrom('', 'https://example.org'), ['a'.repeat(2001)]);
const language = field(fc.constantFrom('nl', 'de-AT', 'en', 'fr', 'xx'), ['', 'not a tag', 'x'.repeat(36)]);
const form = field(fc.constant('default'), ['', 'other', 'constructor', 'x'.repeat(65)]);
const solution = field(fc.constantFrom('', '.UNSTARTED', '.ERROR'), ['x'.repeat(8193)]);

const parts = {
  name,
  email,
  phone,
  topic,
  message,
  website,
  language,
  form,
  'frc-captcha-solution': solution,
};

/** `isText` for forms, which know no other type. */
export function contactInput({ isText }: { isText: boolean }): fc.Arbitrary<ContactInput> {
  const drawn = Object.entries(parts).map(([key, part]) => {
    const isRequired = key === 'name' || key === 'topic' || key === 'message';
    const absent = fc.constant<Field>({ value: undefined, state: isRequired ? 'bad' : 'blank' });
    const value = fc.oneof(
      { weight: 12, arbitrary: part.good },
      { weight: 2, arbitrary: absent },
      { weight: 2, arbitrary: part.bad },
      {
        weight: isText ? 0 : 1,
        arbitrary: wrongType.map((wrong): Field => ({ value: wrong, state: 'bad' })),
      },
    );
    return value.map((one) => [key, one] as const);
  });
  return fc.tuple(...drawn).map((entries) => {
    const states = new Map(entries.map(([key, { state }]) => [key, state]));
    const isFormKnown = states.get('form') !== 'bad';
    const isUnknownTopic = entries.some(([key, { value }]) => key === 'topic' && unknownTopics.has(value));
    const badFields = entries
      .filter(([key, { state }]) => state === 'bad' && (key !== 'topic' || isFormKnown || !isUnknownTopic))
      .map(([key]) => key);
    if (states.get('email') === 'blank' && states.get('phone') === 'blank') badFields.push('email');
    const given = entries.filter(([, { value }]) => value !== undefined);
    return { fields: Object.fromEntries(given.map(([key, { value }]) => [key, value])), badFields };
  });
}

function field(
  good: fc.Arbitrary<string>,
  bad: string[],
): { good: fc.Arbitrary<Field>; bad: fc.Arbitrary<Field> } {
  return {
    good: good.map((value) => ({ value, state: 'good' })),
    bad: fc.constantFrom(...bad).map((value) => ({ value, state: 'bad' })),
  };
}
