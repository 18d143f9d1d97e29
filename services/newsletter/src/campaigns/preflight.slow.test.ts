import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { goodMjml, goodValue, openCampaigns, testCompiler, testServices } from './campaigns-fixture.ts';
import type { ResolveTxt } from './sender-dns.ts';

type Desk = Awaited<ReturnType<typeof openCampaigns>>;

const around = (more: string, head = '') =>
  goodMjml
    .replace('<mj-button', () => `${more}<mj-button`)
    .replace('<mj-body>', () => `<mj-head>${head}</mj-head><mj-body>`);
const text = (inner: string) => around(`<mj-text>${inner}</mj-text>`);

afterAll(() => testCompiler.close());

describeDatabases(
  'the preflight',
  (open) => {
    let desk: Desk;
    let dns: Record<string, string[] | 'silent'>;
    beforeEach(async () => {
      dns = {};
      const resolveTxt: ResolveTxt = async (name) => {
        const records = dns[name] ?? [];
        return records === 'silent' ? records : { records };
      };
      desk = await openCampaigns(open(), {
        resolveTxt,
        signingKey: async () => ({ domain: 'shop.nl', selector: 'foyer', publicKey: 'MIIB' }),
      });
    });
    afterEach(() => desk.close());

    it('finds nothing to say of a good mail', async () => {
      expect(await desk.codesOf({})).toEqual([]);
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
      [
        'foreign_host',
        around('', '<mj-style>p { background: url("https://track.example/x.gif") }</mj-style>'),
      ],
      [
        'foreign_host',
        goodMjml.replace('<mj-section', '<mj-section background-url="https://track.example/x.gif"'),
      ],
      ['font_foreign', around('', '<mj-font name="X" href="https://fonts.example/x.css" />')],
      ['font_foreign', around('', '<mj-style>@import "https://fonts.example/x.css";</mj-style>')],
      ['include_forbidden', around('<mj-include path="/etc/passwd" />')],
      ['image_unknown', around(`<mj-image alt="a" src="/newsletter/images/${'0'.repeat(64)}.png" />`)],
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
      await desk.call('post', '/parts', {
        value: { name: 'big', mjml: `<mj-text>${'a'.repeat(150_000)}</mj-text>` },
      });
      expect(await desk.codesOf({ mjml })).toContain(code);
    });

    it('looks at subject, sender, readers and the text part as well', async () => {
      expect(await desk.codesOf({ subject: '' })).toEqual(['subject_empty']);
      expect(await desk.codesOf({ subject: 'é'.repeat(79) })).toEqual(['subject_too_long']);
      expect(await desk.codesOf({ subject: 'For {{email}}' })).toEqual(['placeholder_misplaced']);
      expect(await desk.codesOf({ from: { name: '', address: 'nobody' }, replyTo: 'a b' })).toEqual([
        'sender_invalid',
        'sender_without_name',
        'reply_to_invalid',
      ]);
      expect(await desk.codesOf({ text: 'Hello {{who}}' })).toEqual([
        'placeholder_unknown',
        'unsubscribe_missing',
      ]);
      expect(await desk.codesOf({ text: 'Away: {{ unsubscribe_url }}' })).toEqual([]);
      const { id } = await desk.draft({ audience: { topics: ['nothing'] } });
      const { body } = await desk.call('get', `/campaigns/${id}/preflight`);
      expect(body.findings.map(({ code }: { code: string }) => code)).toEqual([
        'topic_unknown',
        'sender_not_public',
      ]);
    });

    it('says where in the source a mistake of the HTML is', async () => {
      const mjml = `<mjml>\n<mj-body>\n<mj-section><mj-column>\n<mj-text><a href="javascript:x()">a</a></mj-text></mj-column></mj-section></mj-body></mjml>`;
      const { body } = await desk.call('post', '/previews', { value: { ...goodValue, mjml } });
      expect(body.findings).toContainEqual({
        code: 'script_url',
        severity: 'error',
        message: 'A link must begin with https:, http:, mailto: or tel:, got “javascript:x()”.',
        place: { in: 'mjml', name: null, line: 4, excerpt: 'javascript:x()' },
      });
    });

    it('takes no longer than a moment for a source that is made to take long', async () => {
      const started = performance.now();
      for (const piece of [
        '<',
        '<a ',
        '{{',
        '{{ ',
        '<a href="">',
        '<!--[if mso]>',
        ' ',
        '<style>',
        '{{name}}',
        '<b title="',
      ]) {
        await desk.codesOf({
          mjml: text(piece.repeat(Math.floor(120_000 / piece.length))),
          text: '.'.repeat(99_000),
        });
      }
      expect(performance.now() - started).toBeLessThan(40_000);
      expect(await desk.codesOf({})).toEqual([]);
    });

    it('asks the DNS what receivers will ask', async () => {
      const findings = async () => {
        desk.clock.advance({ minutes: 2 });
        const { body } = await desk.call('get', `/campaigns/${id}/preflight`);
        return body.findings.map(({ code }: { code: string }) => code);
      };
      await sql`insert into newsletter.topic (id, position, is_active, names, descriptions) values ('news', 1, true, '{}', '{}')`.execute(
        open().db,
      );
      const { id } = await desk.draft({ from: { name: 'A', address: 'news@mail.shop.nl' } });
      expect(await findings()).toEqual(['spf_missing', 'dmarc_missing', 'dkim_missing']);
      dns = {
        'mail.shop.nl': ['v=spf1 ip4:192.0.2.1 -all', 'something else'],
        '_dmarc.shop.nl': ['v=DMARC1; p=none'],
        'foyer._domainkey.shop.nl': ['v=DKIM1; k=rsa; p=MIIB'],
      };
      expect(await findings()).toEqual([]);
      dns = {
        ...dns,
        'mail.shop.nl': ['v=spf1 +all'],
        'foyer._domainkey.shop.nl': ['v=DKIM1; p=other'],
        '_dmarc.shop.nl': 'silent',
      };
      expect(await findings()).toEqual(['spf_open', 'dns_silent', 'dkim_other_key']);
      dns = {
        ...dns,
        'mail.shop.nl': ['v=spf1 -all', 'v=spf1 ~all'],
        '_dmarc.mail.shop.nl': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'],
        'foyer._domainkey.shop.nl': ['v=DKIM1; p='],
      };
      expect(await findings()).toEqual(['spf_multiple', 'dmarc_multiple', 'dkim_missing']);
    });
  },
  { services: testServices },
);
