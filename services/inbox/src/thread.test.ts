import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { replySubject, threadHeaders } from './thread.ts';

it('answers the last mail and names all of them, and nothing where there was none', () => {
  expect(threadHeaders([])).toEqual({});
  expect(threadHeaders(['a@b'])).toEqual({ 'In-Reply-To': '<a@b>', References: '<a@b>' });
  expect(threadHeaders(['a@b', '<c@d>', 'e@f'])).toEqual({
    'In-Reply-To': '<e@f>',
    References: '<a@b> <c@d> <e@f>',
  });
});

it('keeps the first and the newest of a long thread within what a header may hold', () => {
  const ids = fc.array(fc.stringMatching(/^[a-z0-9.]{1,60}@[a-z]{1,100}$/), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(ids, (messageIds) => {
      const { 'In-Reply-To': last, References: references = '' } = threadHeaders(messageIds);
      const named = references.split(' ');
      expect(references.length).toBeLessThanOrEqual(900);
      expect(last).toBe(`<${messageIds.at(-1)}>`);
      expect(named.at(-1)).toBe(last);
      expect(named[0]).toBe(`<${messageIds[0]}>`);
      const newest = messageIds.slice(messageIds.length - named.length + 1).map((id) => `<${id}>`);
      expect(named.slice(1)).toEqual(newest.slice(newest.length - named.length + 1));
    }),
  );
});

it.each([
  ['Products and quotations', 'Re: Products and quotations [FO-1]'],
  ['RE: re:  Your question', 'Re: Your question [FO-1]'],
  ['Re: Your question [FO-1]', 'Re: Your question [FO-1]'],
  ['', 'Re: [FO-1]'],
  ['Two\r\nBcc: x@y.z', 'Re: Two Bcc: x@y.z [FO-1]'],
  ['Rechnung', 'Re: Rechnung [FO-1]'],
])('makes of the subject %j %j', (given, subject) => {
  expect(replySubject(given, 'FO-1')).toBe(subject);
});
