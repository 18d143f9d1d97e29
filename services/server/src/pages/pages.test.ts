import { languages } from '@foyer/kit/language';
import { describe, expect, it } from 'vitest';
import { callbackPage } from './callback-page.ts';
import { demoPage } from './demo-page.ts';
import { docsPage } from './docs-page.ts';
import { problemPage, renderPage } from './layout.ts';
import { newsletterPage } from './newsletter-page.ts';
import { mailFrame, outboxPage, type OutboxMail } from './outbox-page.ts';

const settings = {
  topics: [{ id: 'support', label: 'Support' }],
  notice: { what: 'what is entered', why: 'to answer', until: '180 days after it is closed' },
};
const callback = {
  zone: 'Europe/Amsterdam',
  slotMinutes: 30,
  isOpenNow: true,
  slots: [{ startsAt: '2026-11-24T09:00:00.000Z', endsAt: '2026-11-24T09:30:00.000Z' }],
  notice: { what: 'what is entered', why: 'to call', until: '30 days after the last attempt' },
};
const newsletter = {
  topics: [{ id: 'news', name: 'News', description: '' }],
  consent: { version: 1, wording: 'Yes, send me the news', asksAge: true },
  notice: { what: 'what is entered', why: 'to send it', until: 'until you unsubscribe' },
};
const mail: OutboxMail = {
  id: 'a b/c',
  from: 'Foyer <foyer@localhost>',
  to: 'ada@example.com',
  subject: '<b>Hello</b>',
  date: new Date('2030-01-31T09:30:00Z'),
  text: 'See https://example.com/x?a=1&b=2. <i>Bye</i>',
  hasHtml: true,
  headers: [{ name: 'Auto-Submitted', value: 'auto-replied' }],
};
const api = {
  openapi: '3.1.0',
  info: { title: 'Foyer', version: '1.2.3' },
  paths: {
    '/contact/messages': {
      post: {
        tags: ['contact'],
        summary: 'Hand over a message',
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Message' } } },
        },
        responses: { 201: { description: 'Stored' } },
      },
    },
  },
  components: {
    schemas: {
      Message: {
        type: 'object',
        required: ['message'],
        properties: {
          message: { type: 'string', maxLength: 10_000, description: 'What they <say>' },
          replyTo: { $ref: '#/components/schemas/Message' },
        },
      },
    },
  },
};

const pages: Record<string, string> = {
  docs: docsPage(api),
  outbox: outboxPage({ mails: [mail], mail, view: 'text' }),
  plain: renderPage({ title: 'Released', language: 'fr', body: '<p>Merci</p>' }),
  problem: problemPage({
    language: 'de',
    detail: '<x>',
    errors: [{ pointer: '/x', code: 'wrong', detail: 'a & b' }],
    requestId: '7',
  }),
};
for (const language of languages) {
  pages[`demo in ${language}`] = demoPage({ ...settings, language, siteKey: 'FYDEMO', hasOutbox: true });
  pages[`callback in ${language}`] = callbackPage({ ...callback, language, siteKey: 'FYDEMO' });
  pages[`newsletter in ${language}`] = newsletterPage({ ...newsletter, language, siteKey: 'FYDEMO' });
}

describe.each(Object.entries(pages))('the page %s', (_name, markup) => {
  it('keeps to a policy without inline scripts and styles', () => {
    expect(markup).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc="\/)/i);
  });

  it('asks no other host for anything', () => {
    expect(markup).not.toMatch(/(src|<link[^>]* href)="(https?:)?\/\//i);
  });

  it('is a whole document with one h1, landmarks and a way past the header', () => {
    expect(markup.startsWith('<!doctype html>')).toBe(true);
    expect(markup.match(/<h1[ >]/g)).toHaveLength(1);
    expect(markup).toContain('href="#main"');
    expect(markup).toContain('<main id="main"');
    expect(markup).not.toContain('undefined');
  });
});

it('names the configured company and links its privacy notice', () => {
  const site = { companyName: 'Werft & Söhne', privacyUrl: 'https://werft.example/privacy' };
  const markup = renderPage({ title: 'Danke', language: 'de', body: '', site });
  expect(markup).toContain('Werft &amp; Söhne');
  expect(markup).toContain('href="https://werft.example/privacy"');
  expect(markup).not.toContain('Nordlicht');
});

it('tells in the language of the page what is wrong with a field, whatever the problem document says', () => {
  const errors = [
    { pointer: '/name', code: 'required', detail: 'must be given' },
    { pointer: '/other', code: 'wrong', detail: 'must be <7>' },
  ];
  const markup = problemPage({ language: 'nl', title: 'Unprocessable', detail: 'Two fields', errors });
  expect(markup).toContain('Vul uw naam in.');
  expect(markup).toContain('<span lang="en">other must be &lt;7&gt;</span>');
  expect(markup).not.toContain('Unprocessable');
});

it('hides the outbox where there is none', () => {
  const demo = demoPage({ ...settings, language: 'en', siteKey: 'x', hasOutbox: false });
  expect(demo).not.toContain('/dev/outbox');
  expect(docsPage(api)).not.toContain('/dev/outbox');
});

it('prints operations, fields and an example of the API, and survives a schema that holds itself', () => {
  const markup = docsPage(api);
  expect(markup).toContain('id="post-contact-messages"');
  expect(markup).toContain('What they &lt;say&gt;');
  expect(markup).toContain('at most 10000 characters');
  expect(markup).toMatch(/<pre[^>]*><code>\{/);
});

it('prints a page even for a document of another shape', () => {
  expect(docsPage({ paths: [1], info: 'x' })).toContain('<h1');
});

it('shows a mail as text: escaped, with its links to click and the sentence’s dot left out', () => {
  const markup = outboxPage({ mails: [mail], mail, view: 'text' });
  expect(markup).toContain('href="https://example.com/x?a=1&amp;b=2"');
  expect(markup).toContain('&lt;i&gt;Bye&lt;/i&gt;');
  expect(markup).toContain('/dev/outbox/a%20b%2Fc?view=headers');
});

it('frames the HTML part without letting it run anything', () => {
  const markup = outboxPage({ mails: [mail], mail });
  expect(markup).toMatch(/<iframe\s+src="\/dev\/outbox\/a%20b%2Fc\/html"/);
  expect(markup).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
});

it('opens the links of a framed mail beside it', () => {
  expect(mailFrame('<html><head lang="de"><title>x</title></head></html>')).toContain(
    '<head lang="de"><base target="_blank">',
  );
  expect(mailFrame('<p>bare</p>')).toBe('<!doctype html><base target="_blank"><p>bare</p>');
});
