import { createMailCompiler, fillPieces } from '@foyer/mail';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Hole } from '../compiled-mail.ts';
import type { CampaignValue } from './campaign.ts';
import { goodMjml, goodValue } from './campaigns-fixture.ts';
import { createCompose, type Material } from './composition.ts';

const compiler = createMailCompiler({ idleSeconds: 60 });
afterAll(() => compiler.close());

const compose = createCompose({ compiler, publicUrl: 'https://hall.example' });
const parts = new Map([['big', `<mj-text>${'a'.repeat(150_000)}</mj-text>`]]);
const composed = async (changes: Partial<CampaignValue>, material: Partial<Material> = {}) =>
  await compose(
    { ...goodValue, audience: { topics: ['news'] }, ...changes },
    { template: undefined, parts, ...material },
  );
const codesOf = async (changes: Partial<CampaignValue>): Promise<string[]> =>
  (await composed(changes)).findings.map(({ code }) => code);

const around = (more: string, head = '') =>
  goodMjml
    .replace('<mj-button', () => `${more}<mj-button`)
    .replace('<mj-body>', () => `<mj-head>${head}</mj-head><mj-body>`);
const text = (inner: string) => around(`<mj-text>${inner}</mj-text>`);

it('finds nothing to say of a good mail', async () => {
  expect(await codesOf({})).toEqual([]);
});

it.each([
  ['script', text('<script>alert(1)</script>')],
  ['script', text('<b style="width:expression(alert(1))">a</b>')],
  ['element_forbidden', text('<iframe src="https://hall.example/newsletter/images/x"></iframe>')],
  ['element_forbidden', text('<form action="https://a.example/"><input type="text"></form>')],
  ['element_forbidden', text('<svg><a href="https://a.example/">a</a></svg>')],
  ['event_attribute', text('<b onclick="x()">a</b>')],
  ['event_attribute', text('<b/onclick=x()>a</b>')],
  ['event_attribute', text('<!--[if mso]><b title="--><b onclick=x()>a</b>')],
  ['script_url', text('<a href="javascript:x()">a</a>')],
  ['script_url', text('<a href="&#106;avascript:x()">a</a>')],
  ['script_url', text('<a href="data:text/html,x">a</a>')],
  ['link_empty', text('<a href="">a</a>')],
  ['link_empty', text('<a href="#">a</a>')],
  ['link_not_absolute', text('<a href="www.shop.example">a</a>')],
  ['link_not_absolute', text('<a href="java&Tab;script:x()">a</a>')],
  ['link_insecure', text('<a href="http://shop.example/">a</a>')],
  ['link_without_words', text('<a href="https://shop.example/"><b> </b></a>')],
  ['alt_missing', around('<mj-image src="/newsletter/images/none.png" />')],
  ['foreign_host', around('<mj-image alt="" src="https://track.example/open.gif" />')],
  ['foreign_host', text('<img alt="" src="//track.example/open.gif">')],
  ['foreign_host', text('<img alt="" src="data:image/gif;base64,R0lGOD">')],
  ['foreign_host', text('<b style="background:url(https://track.example/x.gif)">a</b>')],
  ['foreign_host', text('<b style="background:u\\72l(https://track.example/x.gif)">a</b>')],
  ['foreign_host', text('<img alt="" srcset="https://track.example/x.gif 2x">')],
  ['foreign_host', around('', '<mj-style>p { background: url("https://track.example/x.gif") }</mj-style>')],
  [
    'foreign_host',
    goodMjml.replace('<mj-section', '<mj-section background-url="https://track.example/x.gif"'),
  ],
  ['font_foreign', around('', '<mj-font name="X" href="https://fonts.example/x.css" />')],
  ['font_foreign', around('', '<mj-style>@import "https://fonts.example/x.css";</mj-style>')],
  ['include_forbidden', around('<mj-include path="/etc/passwd" />')],
  ['image_unknown', around('<mj-image alt="a" src="/newsletter/images/none.png" />')],
  ['placeholder_unknown', text('Dear {{firstname}}')],
  ['placeholder_misplaced', text('<a href="https://shop.example/?who={{name}}">a</a>')],
  ['placeholder_misplaced', text('<a href="{{name}}">a</a>')],
  ['placeholder_misplaced', text('<img alt="a" src="{{unsubscribe_url}}">')],
  ['placeholder_misplaced', text('<b style="color:{{name}}">a</b>')],
  ['placeholder_misplaced', text('<b title={{name}}>a</b>')],
  ['too_large', text('a'.repeat(96_000))],
  ['nearly_too_large', text('a'.repeat(83_000))],
  ['mjml_invalid', around('<mj-nothing />')],
  ['mjml_invalid', 'Hello'],
  ['source_too_large', around('{{> big}}{{> big}}')],
  ['unsubscribe_missing', goodMjml.replace('>Unsubscribe<', '><')],
])('finds %s', async (code, mjml) => {
  expect(await codesOf({ mjml })).toContain(code);
});

it('looks at subject, sender, readers and the text part as well', async () => {
  expect(await codesOf({ subject: '' })).toEqual(['subject_empty']);
  expect(await codesOf({ subject: 'é'.repeat(79) })).toEqual(['subject_too_long']);
  expect(await codesOf({ subject: 'For {{email}}' })).toEqual(['placeholder_misplaced']);
  expect(await codesOf({ audience: { topics: [] } })).toEqual(['audience_without_topic']);
  expect(await codesOf({ from: { name: '', address: 'nobody' }, replyTo: 'a b' })).toEqual([
    'sender_invalid',
    'sender_without_name',
    'reply_to_invalid',
  ]);
  expect(await codesOf({ text: 'Hello {{who}}' })).toEqual(['placeholder_unknown', 'unsubscribe_missing']);
  expect(await codesOf({ text: 'Away: {{ unsubscribe_url }}' })).toEqual([]);
});

it('says where in the source a mistake of the HTML is', async () => {
  const mjml = `<mjml>\n<mj-body>\n<mj-section><mj-column>\n<mj-text><a href="javascript:x()">a</a></mj-text></mj-column></mj-section></mj-body></mjml>`;
  expect((await composed({ mjml })).findings).toContainEqual({
    code: 'script_url',
    severity: 'error',
    message: 'A link must begin with https:, http:, mailto: or tel:. This one is “javascript:x()”.',
    place: { in: 'mjml', name: null, line: 4, excerpt: 'javascript:x()' },
  });
});

it('says once what the HTML and the text that is made of it have wrong alike', async () => {
  const mjml = text('Dear {{firstname}}');
  expect(await codesOf({ mjml })).toEqual(['placeholder_unknown']);
  expect(await codesOf({ mjml, text: '{{firstname}} {{unsubscribe_url}}' })).toEqual([
    'placeholder_unknown',
    'placeholder_unknown',
  ]);
});

it('fills in what readers bear without letting any of it become markup', async () => {
  const mjml = text('{{name}} <b title="{{name}}">a</b> <!--[if mso]><i>{{name}}</i><![endif]-->');
  const { mail } = await composed({ mjml, subject: '{{name}}' });
  if (mail === undefined) throw new Error('it compiles');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '-->', '{{name}}', 'a', ' ') }),
      (name) => {
        const values: Record<Hole, string> = {
          name,
          salutation: name,
          email: name,
          unsubscribe_url: 'https://hall.example/u',
          preferences_url: 'https://hall.example/p',
        };
        const html = fillPieces(mail.html, values);
        const empty = fillPieces(mail.html, { ...values, name: '', salutation: '' });
        expect(html.match(/[<>"']/g)).toEqual(empty.match(/[<>"']/g));
      },
    ),
  );
});

it('takes no longer than a moment for a source that is made to take long', async () => {
  const pieces = ['<', '<a ', '{{', '<a href="">', '<!--[if mso]>', ' ', '<style>', '{{name}}', '<b title="'];
  for (const piece of pieces) {
    const started = performance.now();
    await codesOf({ mjml: text(piece.repeat(Math.floor(60_000 / piece.length))), text: '.'.repeat(99_000) });
    // mjml has its own limit of seconds, in its own thread.
    expect([piece, performance.now() - started < 8_000]).toEqual([piece, true]);
  }
}, 90_000);
