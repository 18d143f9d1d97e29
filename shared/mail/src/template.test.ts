import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { template } from './template.ts';

// Compiling is not the subject here: the HTML is given as it is.
const asIs = { compile: async (source: string) => source, close: async () => undefined };
const render = (parts: { subject?: string; mjml?: string; text?: string }, values: Record<string, string>) =>
  template({ subject: '', mjml: '', text: '', ...parts }, asIs).render(values);

it('escapes what a visitor wrote in HTML, keeps its line breaks, and leaves it alone in the text', async () => {
  const mail = await render(
    { mjml: '<p title="{{words}}">{{words}}</p>', text: '{{words}}' },
    { words: '<b>"Hi" & \'bye\'</b>\r\nsecond\0' },
  );
  expect(mail.html).toBe(
    '<p title="&lt;b&gt;&quot;Hi&quot; &amp; &#39;bye&#39;&lt;/b&gt;\nsecond">' +
      '&lt;b&gt;&quot;Hi&quot; &amp; &#39;bye&#39;&lt;/b&gt;<br>second</p>',
  );
  expect(mail.text).toBe('<b>"Hi" & \'bye\'</b>\nsecond');
});

it('puts a subject on one line', async () => {
  expect((await render({ subject: '{{a}} end' }, { a: 'one\r\nBcc: two\u2028' })).subject).toBe(
    'one Bcc: two end',
  );
});

it('never lets a value open a tag, leave an attribute or become a placeholder', async () => {
  const value = fc.oneof(fc.string(), fc.constantFrom('{{b}}', '"><script>', '{{#b}}', '</p>', "' onx='"));
  await fc.assert(
    fc.asyncProperty(value, async (a) => {
      const { html } = await render({ mjml: '<p title="{{a}}">{{a}}</p>{{b}}' }, { a, b: 'B' });
      const inner = /^<p title="([^"<>]*)">([^"<>]*(?:<br>[^"<>]*)*)<\/p>B$/s.exec(html);
      expect(inner).not.toBeNull();
    }),
  );
});

it('leaves a passage out when its value is empty', async () => {
  const parts = { text: 'a{{#b}} b={{b}}{{#c}} c={{c}}{{/c}}{{/b}} end' };
  expect((await render(parts, { b: '1', c: '' })).text).toBe('a b=1 end');
  expect((await render(parts, { b: '', c: '2' })).text).toBe('a end');
});

it('fills a link only with http, https and mailto', async () => {
  const parts = { mjml: '<a href="{{url}}">x</a><a href="https://a.example/{{path}}">y</a>' };
  const { html } = await render(parts, { url: 'https://x.example/?a=1&b="2"', path: 'p' });
  expect(html).toBe(
    '<a href="https://x.example/?a=1&amp;b=&quot;2&quot;">x</a><a href="https://a.example/p">y</a>',
  );
  await expect(render(parts, { url: 'javascript:alert(1)', path: 'p' })).rejects.toThrow(RangeError);
});

it('says which value is missing, and which passage is not closed', async () => {
  await expect(render({ text: '{{name}}' }, {})).rejects.toThrow("'name'");
  await expect(render({ text: '{{toString}}' }, {})).rejects.toThrow("'toString'");
  expect(() => template({ subject: '{{#a}}', mjml: '', text: '' }, asIs)).toThrow('{{#a}}');
  expect(() => template({ subject: '{{#a}}{{/b}}', mjml: '', text: '' }, asIs)).toThrow('{{/b}}');
});

it('compiles once, and tries again after a failure', async () => {
  let times = 0;
  const compiler = {
    compile: async (source: string) => {
      times += 1;
      if (times === 1) throw new Error('the thread ended');
      return source;
    },
    close: async () => undefined,
  };
  const mail = template({ subject: 's', mjml: 'h', text: 't' }, compiler);
  await expect(mail.prepare()).rejects.toThrow('the thread ended');
  await Promise.all([mail.prepare(), mail.render({}), mail.render({})]);
  expect(times).toBe(2);
});
