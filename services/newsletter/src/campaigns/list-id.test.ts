import { prepareBulkMail } from '@foyer/mail';
import { describe, expect, it } from 'vitest';
import { listIdOf } from './list-id.ts';

describe('the id of a list', () => {
  it.each([
    ['news', 'https://hall.example/foyer', 'news.hall.example'],
    ['news', 'http://localhost:3000', 'news.localhost'],
    ['news-', 'https://hall.example', 'news.hall.example'],
    ['2026', 'http://192.0.2.1:3000', '2026.192.0.2.1'],
    ['news', 'http://[2001:db8::1]', 'news.localhost'],
    ['news', 'https://grüße.example', 'news.xn--gre-6ka8l.example'],
  ])('of %s at %s is %s, and mails can carry it', (label, publicUrl, id) => {
    expect(listIdOf(label, publicUrl)).toBe(id);
    const list = { id, name: 'News' };
    const mail = { subject: ['News'], html: ['<p>News</p>'], text: ['News'], language: 'en' } as const;
    expect(() => prepareBulkMail({ ...mail, from: 'news@example.org', list })).not.toThrow();
  });
});
