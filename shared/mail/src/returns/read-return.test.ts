import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostReturnBytes, readReturn } from './read-return.ts';

const folder = new URL('fixtures/', import.meta.url);
const names = readdirSync(folder).map((name) => name.replace(/\.eml$/, ''));
const sourceOf = (name: string): Buffer =>
  Buffer.from(readFileSync(new URL(`${name}.eml`, folder), 'utf8').replaceAll('\n', '\r\n'));

const returnPath = 'bounce+7-15-0123456789abcdef@news.example.com';
const messageId = 'news.7.15.fedcba9876543210@example.com';

const hostileWords = [
  '\0',
  '=00',
  '=?utf-8?q?=00=ED=A0=80?=',
  '=?utf-16?b?2AA=?=',
  '=?unheard-of?b?AAAA?=',
  '\u{1F600}'.repeat(200),
  '\x1B$B',
  '\\u0000',
  '"); drop table newsletter.returned; --',
];
const charsets = ['utf-8', 'utf-16', 'utf-7', 'iso-2022-jp', 'replacement', 'unheard-of'];

describe('a mail that came back', () => {
  it.each([
    ['postfix-unknown', 'hard', 'mailbox_unknown', 'other'],
    ['postfix-utf8', 'hard', 'mailbox_unknown', 'other'],
    ['postfix-delay', 'delayed', 'delayed', 'other'],
    ['postfix-expired', 'soft', 'server_unreachable', 'other'],
    ['exim-unrouteable', 'hard', 'mailbox_unknown', 'other'],
    ['exim-plain-full', 'soft', 'mailbox_full', 'other'],
    ['sendmail-host-unknown', 'hard', 'domain_unknown', 'other'],
    ['qmail-unknown', 'hard', 'mailbox_unknown', 'other'],
    ['qmail-no-host', 'hard', 'domain_unknown', 'other'],
    ['microsoft365-not-found', 'hard', 'mailbox_unknown', 'other'],
    ['microsoft365-edge', 'hard', 'mailbox_unknown', 'microsoft'],
    ['exchange2019-restricted', 'policy', 'recipient_restricted', 'other'],
    ['outlook-dmarc', 'policy', 'authentication', 'microsoft'],
    ['outlook-blocklist', 'policy', 'reputation', 'microsoft'],
    ['gmail-unknown', 'hard', 'mailbox_unknown', 'google'],
    ['gmail-full', 'soft', 'mailbox_full', 'google'],
    ['gmail-unauthenticated', 'policy', 'authentication', 'google'],
    ['yahoo-no-account', 'hard', 'mailbox_unknown', 'yahoo'],
    ['yahoo-policy', 'policy', 'reputation', 'yahoo'],
    ['icloud-policy', 'policy', 'content', 'apple'],
    ['icloud-full', 'soft', 'mailbox_full', 'apple'],
    ['gmx-unavailable', 'hard', 'mailbox_unknown', 'united_internet'],
    ['webde-policy', 'policy', 'reverse_dns', 'united_internet'],
    ['telekom-reputation', 'policy', 'reputation', 'telekom'],
    ['zimbra-disabled', 'hard', 'mailbox_disabled', 'other'],
    ['dovecot-lmtp-quota', 'soft', 'mailbox_full', 'other'],
    ['ses-suppressed', 'hard', 'mailbox_unknown', 'amazon'],
  ])('by %s is %s: %s', async (name, verdict, reason, provider) => {
    const read = await readReturn(sourceOf(name));
    expect(read).toMatchObject({ kind: 'delivery', verdict, reason, provider });
    expect(read.sentTo).toEqual([returnPath]);
    expect(read.original).toEqual({ messageIds: [messageId], returnPaths: [returnPath] });
  });

  it.each([
    ['yahoo-complaint', 'abuse', [returnPath]],
    ['generic-complaint-redacted', 'abuse', []],
    ['not-spam', 'not-spam', []],
    ['auth-failure', 'auth-failure', []],
  ])('as a complaint (%s) says which kind, and which mail', async (name, feedbackType, returnPaths) => {
    const read = await readReturn(sourceOf(name));
    expect(read).toMatchObject({ kind: 'complaint', feedbackType });
    expect(read.original).toEqual({ messageIds: [messageId], returnPaths });
  });

  it('in an envelope without a form still says which mail', async () => {
    const { kind, original } = await readReturn(sourceOf('microsoft-jmrp'));
    expect([kind, original.messageIds]).toEqual(['other', [messageId]]);
  });

  it('is no bounce when a program or a person answered, whatever words they use', async () => {
    expect((await readReturn(sourceOf('out-of-office'))).kind).toBe('automatic');
    expect((await readReturn(sourceOf('person-writes-back'))).kind).toBe('other');
  });

  it('is kept without the address, and without the name in front of it', async () => {
    for (const name of names) {
      const read = await readReturn(sourceOf(name));
      if (read.kind !== 'delivery') continue;
      expect([name, read.diagnostic]).toEqual([name, expect.not.stringMatching(/\banna\b|@|[\r\n\0]/i)]);
      expect(read.diagnostic.length).toBeLessThanOrEqual(300);
    }
  });

  it('takes the worst of several recipients, and the words for people where the form has none', async () => {
    const source = sourceOf('postfix-unknown')
      .toString()
      .replace(
        'Final-Recipient',
        `Final-Recipient: rfc822; b@example.org\r
Action: relayed\r
Status: 2.0.0\r
\r
Final-Recipient`,
      );
    expect(await readReturn(Buffer.from(source))).toMatchObject({ verdict: 'hard' });
    const wordless = source
      .replace(/Diagnostic-Code:[^\r]*\r\n {4}[^\r]*\r\n/, '')
      .replace('Status: 5.1.1', 'Status: 5.0.0');
    expect(await readReturn(Buffer.from(wordless))).toMatchObject({ verdict: 'hard', status: '5.1.1' });
  });

  it('never makes the reader throw, and costs no more than its bound', async () => {
    const whole = names.map(sourceOf);
    const broken = fc
      .tuple(
        fc.constantFrom(...whole),
        fc.nat(),
        fc.nat(),
        fc.oneof(
          fc.uint8Array({ maxLength: 40 }),
          fc.constantFrom('\r\n', '--', ':', ';', '<', '(', '='.repeat(70)),
        ),
      )
      .map(([source, from, length, put]) => {
        const start = from % source.length;
        return Buffer.concat([
          source.subarray(0, start),
          Buffer.from(put),
          source.subarray(start + (length % 400)),
        ]);
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(broken, fc.uint8Array({ maxLength: 3_000 })), async (source) => {
        const before = performance.now();
        const read = await readReturn(source);
        expect(read.sentTo.length).toBeLessThanOrEqual(20);
        expect(performance.now() - before).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });

  it('is unreadable when it is deeper than any server writes, and says where it failed without its words', async () => {
    const parts = Array.from(
      { length: 12 },
      (_, depth) => `Content-Type: multipart/mixed; boundary=secret${depth}`,
    );
    const source = parts.map((part, depth) => `${part}\r\n\r\n--secret${depth}\r\n`).join('');
    expect(await readReturn(Buffer.from(source))).toEqual({
      kind: 'unreadable',
      problem: expect.stringMatching(/^Error at (?!.*secret)/),
      sentTo: [],
      subject: '',
      messageId: undefined,
      original: { messageIds: [], returnPaths: [] },
    });
  });

  it('says nothing that a database would refuse, whatever its writer puts where', async () => {
    const words = fc.array(
      fc.oneof(fc.constantFrom(...hostileWords), fc.string({ unit: 'binary', maxLength: 20 })),
      {
        maxLength: 4,
      },
    );
    const report = fc.record({
      source: fc.constantFrom(...names.map(sourceOf)),
      charset: fc.constantFrom(...charsets),
      words,
    });
    await fc.assert(
      fc.asyncProperty(report, async ({ source, charset, words: [one = '', ...others] }) => {
        const text = source
          .toString()
          .replace(/charset="?[\w-]+"?/i, `charset=${charset}`)
          .replace(
            /^(Subject|Diagnostic-Code|Final-Recipient|From|Feedback-Type|Status): /gim,
            `$&${one.replaceAll('$', '$$$$')} `,
          )
          .replace(/user|mailbox|address/gi, () => others.shift() ?? 'x');
        const read = await readReturn(Buffer.from(text));
        expect(read.kind).not.toBe('unreadable');
        for (const value of Object.values({ ...read, subject: '' })) {
          if (typeof value === 'string')
            expect(value).toSatisfy((said: string) => said.isWellFormed() && !said.includes('\0'));
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['nothing but boundaries', '--b\r\n'],
    ['nothing but headers', 'a: b\r\n'],
    ['nothing but openings', '<('],
    ['one word', 'x'],
    ['addresses', 'a@b,'],
    ['dashes', '-'],
    ['blank lines', '\r\n'],
    ['groups of a report', 'Final-Recipient: rfc822; a@b\r\nAction: failed\r\n\r\n'],
    ['words of refusal', '550 5.1.1 user unknown is disabled over quota host not found '],
  ])('of %s up to its bound is read in less than a second', async (_name, unit) => {
    for (const head of [
      '',
      'From: MAILER-DAEMON@x\r\nTo: ',
      'From: MAILER-DAEMON@x\r\nSubject: x\r\n\r\n',
      'Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n',
      'Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\n',
    ]) {
      const source = Buffer.from(head + unit.repeat(Math.ceil((2 * mostReturnBytes) / unit.length)));
      const before = performance.now();
      await readReturn(source);
      expect(performance.now() - before).toBeLessThan(1_000);
    }
  });
});
