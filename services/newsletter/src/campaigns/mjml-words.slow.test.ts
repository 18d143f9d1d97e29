import { createMailCompiler } from '@foyer/mail';
import { afterAll, expect, it } from 'vitest';
import { mjmlWords } from './mjml-words.ts';

const compiler = createMailCompiler();
afterAll(() => compiler.close());

// Of mjml itself, which may say it in other words one day.
it.each([
  ['<mj-wrong />', 'MJML has no element <mj-wrong>. Check how it is spelled.'],
  ['<mj-column />', '<mj-column> cannot stand in <mj-column>. Put it into <mj-group> or <mj-section>.'],
  [
    '<mj-text colour="red">a</mj-text>',
    '<mj-text> has no “colour”. Take it away, or check how it is spelled.',
  ],
  [
    '<mj-text align="middle">a</mj-text>',
    '“align” cannot be “middle”. It takes left, right, center, justify.',
  ],
])('says of %s in plain words what to do', async (inner, words) => {
  const compiled = await compiler.compileSource(
    `<mjml><mj-body><mj-section><mj-column>${inner}</mj-column></mj-section></mj-body></mjml>`,
  );
  expect('errors' in compiled && compiled.errors.map(mjmlWords)).toEqual([words]);
});

it('says what every mail begins and ends with', async () => {
  const compiled = await compiler.compileSource('Hello');
  expect('errors' in compiled && compiled.errors.map(mjmlWords)).toEqual([
    'A mail begins with <mjml>, ends with </mjml>, and closes every element that it opens.',
  ]);
});

it('passes on what it does not know', () => {
  expect(mjmlWords({ tag: null, message: 'Something new.' })).toBe('The MJML is not right: Something new.');
});
