import { expect, it } from 'vitest';
import { previewTextOf, withPreviewText } from './preview-text.ts';

const body = '<mj-body></mj-body></mjml>';

it.each([
  ['a mail that has one', `<mjml><mj-head><mj-preview>Old</mj-preview></mj-head>${body}`],
  ['a mail whose one is empty', `<mjml><mj-head><mj-preview/></mj-head>${body}`],
  ['a mail with a head', `<mjml>\n<mj-head>\n<mj-title>T</mj-title></mj-head>${body}`],
  ['a mail without a head', `<mjml lang="de">${body}`],
])('stands in mj-preview of %s, and nothing else changes', (_title, mjml) => {
  const text = 'Tulips & <more> for $& ';
  const written = withPreviewText(mjml, text);
  expect(previewTextOf(written)).toBe(text);
  expect(written.match(/<mj-preview/g)).toHaveLength(1);
  expect(withPreviewText(written, text)).toBe(written);
  expect(written.endsWith(body)).toBe(true);
});

it('changes nothing of what is no mail yet', () => {
  expect(withPreviewText('<mj-te', 'words')).toBe('<mj-te');
  expect(previewTextOf('<mj-te')).toBe('');
});

it('is read without the blanks of the layout', () => {
  expect(previewTextOf('<mj-preview>\n    Tulips\n  </mj-preview>')).toBe('Tulips');
});
