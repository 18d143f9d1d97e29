import { expect, test } from 'vitest';
import { html } from './markup.ts';

test('escapes what comes from outside, in text and in attributes', () => {
  const evil = `"><script>alert('x')</script>&`;
  expect(String(html`<a title="${evil}">${evil}</a>`)).toBe(
    '<a title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</a>',
  );
});

test('keeps nested pieces as they are and joins lists', () => {
  const items = ['a', '<b>'].map((item) => html`<i>${item}</i>`);
  expect(String(html`<b>${items}</b>`)).toBe('<b><i>a</i><i>&lt;b&gt;</i></b>');
});

test('prints nothing for what is absent, and zero for zero', () => {
  expect(String(html`${undefined}${null}${false}${true}${0}`)).toBe('0');
});
