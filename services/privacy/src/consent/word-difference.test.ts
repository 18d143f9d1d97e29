import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordDifference } from './word-difference.ts';

describe('the difference between two wordings', () => {
  it('says which words were taken away and put in', () => {
    expect(wordDifference('You may mail me news.', 'You may call me with news.')).toEqual([
      { text: 'You may', change: 'same' },
      { text: ' mail', change: 'removed' },
      { text: ' call', change: 'added' },
      { text: ' me', change: 'same' },
      { text: ' with', change: 'added' },
      { text: ' news.', change: 'same' },
    ]);
    expect(wordDifference('', '')).toEqual([]);
  });

  it('holds both texts, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b ', ' c', '\n', 'd. ')).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDifference(before, after);
        const without = (change: string) =>
          parts.map((part) => (part.change === change ? '' : part.text)).join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });

  it('takes a text of very many words without computing for minutes', () => {
    const long = 'word '.repeat(100_000);
    expect(wordDifference(long, `${long}more`)).toHaveLength(2);
  });
});
