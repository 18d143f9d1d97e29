import { languages } from '@foyer/kit/language';
import { describe, expect, it } from 'vitest';
import { newsletterForm, newsletterStrings, type NewsletterFormOptions } from './index.ts';

const options: NewsletterFormOptions = {
  language: 'en',
  strings: newsletterStrings.en,
  action: '/newsletter/subscriptions',
  siteKey: 'FYDEMO',
  topics: [
    { id: 'news', name: 'News & more', description: '' },
    { id: 'events', name: 'Events', description: 'Where we are' },
  ],
  consent: { version: 3, wording: 'Yes, send me <news>.', asksAge: false },
  notice: { what: 'what is entered', why: 'to write to you', until: 'until you leave' },
};

describe('the server-rendered form of the newsletter', () => {
  it('posts by itself, without any script, with nothing ticked', () => {
    const form = String(newsletterForm(options));
    expect(form).toContain('action="/newsletter/subscriptions" method="post"');
    expect(form).toMatch(/name="consent-newsletter"\s+value="3"/);
    expect(form).toContain('Yes, send me &lt;news&gt;.');
    expect(form).toContain('News &amp; more');
    expect(form).not.toMatch(/\bchecked\b/);
    expect(form).not.toContain('old-enough');
  });

  it('requires address, salutation, name and consent, and asks for nothing else', () => {
    const form = String(newsletterForm(options));
    expect(form.match(/<(input|select)[^>]* required/g)).toHaveLength(4);
    const names = [...form.matchAll(/name="([\w-]+)"/g)].map(([, name]) => name);
    expect(names).toEqual([
      'language',
      'email',
      'salutation',
      'name',
      'topic-news',
      'topic-events',
      'consent-newsletter',
      'website',
    ]);
  });

  it('has no box for the only topic there is, and no form when nobody can subscribe', () => {
    expect(String(newsletterForm({ ...options, topics: options.topics.slice(0, 1) }))).not.toContain(
      'topic-',
    );
    expect(String(newsletterForm({ ...options, consent: null }))).not.toContain('<form');
  });

  it('shows what was typed and what was wrong with it, escaped and tied to its field', () => {
    const values = { name: '"><b>', salutation: 'mr' };
    const form = String(
      newsletterForm({
        ...options,
        values,
        ticked: ['events'],
        isAgreed: true,
        errors: { name: 'Please <check>.' },
      }),
    );
    expect(form).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(form).toMatch(/<option value="mr" selected/);
    expect(form).toMatch(/name="topic-events"\s+value="yes"\s+checked/);
    expect(form).toMatch(/name="consent-newsletter"\s+value="3"\s+required\s+checked/);
    expect(form).toContain('aria-invalid="true" aria-describedby="foyer-newsletter-name-error"');
    expect(form).toMatch(/id="foyer-newsletter-name-error"\s*>\s*Please &lt;check&gt;\./);
  });

  it.each(languages)('is complete in %s', (language) => {
    const form = String(newsletterForm({ ...options, language, strings: newsletterStrings[language] }));
    expect(form).toContain(`lang="${language}"`);
    expect(form).not.toContain('undefined');
    expect(newsletterStrings[language].requiredLegend).toContain('*');
  });
});
