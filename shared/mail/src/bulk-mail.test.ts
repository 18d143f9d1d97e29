import { createPrivateKey } from 'node:crypto';
import * as fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import {
  createDkimSigner,
  dkimRecord,
  generateDkimKey,
  prepareBulkMail,
  type MailPiece,
  type PieceContext,
} from './index.ts';

type Hole = 'name' | 'link';

const now = new Date('2026-11-28T12:00:00Z');
const key = createPrivateKey(generateDkimKey());
const place = { domain: 'example.org', selector: 'foyer', key };
const wayOut = {
  oneClickUrl: 'https://hall.example/newsletter/one-click/a.b',
  mailto: 'leave+a.b@back.example.org',
};
const recipient = {
  messageId: 'news.1.2@example.org',
  to: { name: 'Zoë', address: 'zoe@example.net' },
  values: { name: 'Zoë', link: 'https://hall.example/?a=1&b=2' },
  wayOut,
};

function mailOf(
  parts: { subject?: MailPiece<Hole>[]; html?: MailPiece<Hole>[]; text?: MailPiece<Hole>[] } = {},
) {
  return {
    subject: parts.subject ?? ['News'],
    html: parts.html ?? ['<p>News</p>'],
    text: parts.text ?? ['News'],
    language: 'de',
    from: 'Nordlicht <news@example.org>',
    list: { id: 'news.example.org', name: 'Neuigkeiten, täglich', feedbackId: '1:news:newsletter:foyer' },
  };
}

const hole = (context: PieceContext, name: Hole = 'name'): MailPiece<Hole> => ({ hole: name, context });

// Anything that has ever broken a mail, beside anything at all.
const awkward = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '.',
        '\r\n',
        '\n',
        '\r',
        ' ',
        '\t',
        '=',
        '=20',
        'From ',
        '--',
        'ä',
        '😀',
        '<b>',
        '&',
        '"',
      ),
      {
        maxLength: 120,
      },
    )
    .map((parts) => parts.join('')),
);

/** As a reader of mail sees it: line breaks are one kind, and what is no character is the replacement for it. */
function asText(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n');
}

function asLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, ' ')
    .trim()
    .slice(0, 900)
    .toWellFormed();
}

describe('a bulk mail', () => {
  it('comes out of another reader as it went in, whatever stands in it and in its holes', async () => {
    await fc.assert(
      fc.asyncProperty(awkward, awkward, awkward, async (before, value, after) => {
        const pieces = [`|${before}`, hole('text'), `${after}|`];
        const mail = prepareBulkMail(mailOf({ text: pieces, html: pieces }));
        const values = { ...recipient.values, name: value };
        const source = await mail.compose({ ...recipient, values }, now);
        const [head = '', ...rest] = source.toString('latin1').split('\r\n\r\n');
        for (const line of rest.join('\r\n\r\n').split('\r\n')) {
          expect(line.length).toBeLessThanOrEqual(76);
          // What a line begins with must not be changed on its way; and no line end is bare.
          expect(line).not.toMatch(/^\.|^From |[\r\n]|[ \t]$/);
        }
        expect(head.split('\r\n').every((line) => line.length <= 998)).toBe(true);
        const read = await PostalMime.parse(source);
        const expected = asText(`|${before}`) + asLine(value) + asText(`${after}|`);
        expect(asText(read.text ?? '').replace(/\n$/, '')).toBe(expected);
        expect(asText(read.html ?? '').replace(/\n$/, '')).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('reads the same in a second reader, with the whole name in subject and recipient', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), async (name) => {
        const mail = prepareBulkMail(mailOf({ subject: ['Für ', hole('header'), '!'] }));
        const to = { name, address: 'zoe@example.net' };
        const source = await mail.compose({ ...recipient, to, values: { ...recipient.values, name } }, now);
        const read = await simpleParser(source);
        expect(read.subject).toBe(asLine(`Für ${asLine(name)}!`));
        const second = await PostalMime.parse(source);
        expect(second.to).toEqual([{ name: asLine(name), address: 'zoe@example.net' }]);
      }),
      { numRuns: 200 },
    );
  });

  it('lets no value leave its place in the HTML or the headers', async () => {
    const html = [
      '<p title="',
      hole('attribute'),
      '"><a href="',
      hole('url', 'link'),
      '">',
      hole('html'),
      '</a></p>',
    ];
    const mail = prepareBulkMail(mailOf({ html, subject: [hole('header')] }));
    const name = '"><script>x()</script>\r\nBcc: eve@example.org\r\n\r\nbody';
    const to = { name, address: 'zoe@example.net' };
    const read = await PostalMime.parse(
      await mail.compose({ ...recipient, to, values: { ...recipient.values, name } }, now),
    );
    const escaped = '&quot;&gt;&lt;script&gt;x()&lt;/script&gt; Bcc: eve@example.org body';
    expect(read.html).toContain(
      `<p title="${escaped}"><a href="https://hall.example/?a=1&amp;b=2">${escaped}</a></p>`,
    );
    expect(read.bcc).toBeUndefined();
    expect(read.headers.map(({ key: header }) => header)).not.toContain('bcc');
    expect(read.subject).toBe(asLine(name));
  });

  it('refuses a link that is not one, and an address that is two', async () => {
    const mail = prepareBulkMail(mailOf({ html: ['<a href="', hole('url', 'link'), '">x</a>'] }));
    const values = { ...recipient.values, link: 'javascript:alert(1)' };
    await expect(mail.compose({ ...recipient, values }, now)).rejects.toThrow('http:, https: or mailto:');
    const to = { name: '', address: 'a@example.net, b@example.net' };
    await expect(mail.compose({ ...recipient, to }, now)).rejects.toThrow(RangeError);
  });

  it('is signed so that others verify it, with all headers of the way out under the signature', async () => {
    const pieces = ['Hällo ', hole('text'), '.\n.\n  \nFrom us \t\n\n'];
    const mail = prepareBulkMail(mailOf({ text: pieces, html: pieces }), createDkimSigner(place));
    const source = await mail.compose(recipient, now);
    const verdict = await verify(source);
    expect(verdict?.status).toMatchObject({ result: 'pass', aligned: 'example.org' });
    const signed = verdict?.signingHeaders?.keys.toLowerCase() ?? '';
    for (const name of [
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'list-id',
      'list-unsubscribe',
      'list-unsubscribe-post',
      'feedback-id',
    ]) {
      expect(signed.split(/[:\s]+/)).toContain(name);
    }
  });

  it('has a signature that breaks when somebody changes or adds what is signed', async () => {
    const mail = prepareBulkMail(mailOf(), createDkimSigner(place));
    const source = (await mail.compose(recipient, now)).toString('latin1');
    const changes = [
      source.replace('<p>News', '<p>Newt'),
      source.replace('one-click/a.b', 'one-click/c.d'),
      source.replace('Subject: News', 'Subject: Newt'),
      // A second one of these would win in some readers.
      source.replace('Subject: News', 'Subject: Other\r\nSubject: News'),
      source.replace('List-Unsubscribe:', 'List-Unsubscribe: <https://eve.example/>\r\nList-Unsubscribe:'),
    ];
    for (const changed of changes) {
      expect(changed).not.toBe(source);
      expect((await verify(Buffer.from(changed, 'latin1')))?.status.result).not.toBe('pass');
    }
  });

  it('names its list and the way out as the RFCs ask', async () => {
    const source = await prepareBulkMail(mailOf()).compose(recipient, now);
    const { headers } = await PostalMime.parse(source);
    const header = (name: string) => headers.filter(({ key: one }) => one === name).map(({ value }) => value);
    // RFC 2369 §2: URLs in angle brackets, separated by commas. RFC 8058 §3.1: one of them https, and this very value.
    const urls = header('list-unsubscribe')[0]
      ?.split(/,\s*/)
      .map((url) => /^<([^<>\s]+)>$/.exec(url)?.[1]);
    expect(urls).toEqual([wayOut.oneClickUrl, `mailto:${wayOut.mailto}`]);
    expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    // RFC 2919 §3: a phrase and a name in angle brackets.
    const [, phrase = ''] =
      /^=\?UTF-8\?B\?(.+)\?= <news\.example\.org>$/.exec(header('list-id')[0] ?? '') ?? [];
    expect(Buffer.from(phrase, 'base64').toString()).toBe('Neuigkeiten, täglich');
    expect(header('feedback-id')).toEqual(['1:news:newsletter:foyer']);
    expect(header('precedence')).toEqual(['bulk']);
    expect(header('x-auto-response-suppress')).toEqual(['OOF, AutoReply']);
    expect(header('auto-submitted')).toEqual([]);
    expect(header('message-id')).toEqual(['<news.1.2@example.org>']);
    const names = headers.map(({ key: one }) => one);
    expect(new Set(names).size).toBe(names.length);
  });

  it('does not promise one click over http', async () => {
    const plain = { ...recipient, wayOut: { oneClickUrl: 'http://hall.example/newsletter/one-click/a.b' } };
    const { headers } = await PostalMime.parse(await prepareBulkMail(mailOf()).compose(plain, now));
    const names = headers.map(({ key: one }) => one);
    expect(names).toContain('list-unsubscribe');
    expect(names).not.toContain('list-unsubscribe-post');
  });

  it('refuses a key that is too small, and a list or a language that is none', () => {
    const small = createPrivateKey(generateDkimKey());
    expect(() => createDkimSigner({ ...place, key: small, domain: 'not a name' })).toThrow(
      'domain must be a name',
    );
    const mail = mailOf();
    expect(() => prepareBulkMail({ ...mail, language: 'de\r\nBcc: x' })).toThrow('language');
    expect(() => prepareBulkMail({ ...mail, list: { ...mail.list, id: 'news' } })).toThrow("a list's id");
    expect(() => prepareBulkMail({ ...mail, from: 'nobody' })).toThrow('from');
  });
});

async function verify(source: Buffer) {
  const { text } = dkimRecord(place);
  const found = await dkimVerify(source, { resolver: async () => [[text]] });
  return found.results[0];
}
