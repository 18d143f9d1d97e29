import { languages } from '@foyer/kit/language';
import { describe, expect, it } from 'vitest';
import { contactForm, contactStrings, type ContactFormOptions } from './index.ts';

const options: ContactFormOptions = {
  language: 'en',
  strings: contactStrings.en,
  action: '/contact/messages',
  siteKey: 'FYDEMO',
  topics: [
    { id: 'sales', label: 'Sales & offers' },
    { id: 'support', label: 'Support' },
  ],
  notice: { what: 'what is entered', why: 'to answer', until: '180 days after it is closed' },
};

describe('the server-rendered form', () => {
  it('posts by itself, without any script', () => {
    const form = String(contactForm(options));
    expect(form).toContain('action="/contact/messages" method="post"');
    for (const name of ['name', 'email', 'phone', 'topic', 'message', 'language']) {
      expect(form).toContain(`name="${name}"`);
    }
    expect(form).toContain('Sales &amp; offers');
  });

  it('says before the button is pressed what is kept, why and until when', () => {
    const form = String(contactForm(options));
    expect(form).toContain('<dd>to answer</dd>');
    expect(form).toContain('180 days after it is closed');
  });

  it('requires neither the e-mail address nor the telephone number alone', () => {
    const form = String(contactForm(options));
    expect(form.match(/<(input|select|textarea)[^>]* required/g)).toHaveLength(3);
    expect(form).toMatch(/<input[^>]*name="email"(?![^>]*required)/);
  });

  it('shows what was typed and what was wrong with it, escaped and tied to its field', () => {
    const values = { name: '"><b>', topic: 'support', message: '</textarea><script>' };
    const form = String(contactForm({ ...options, values, errors: { name: 'Please <check>.' } }));
    expect(form).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(form).toContain('&lt;/textarea&gt;&lt;script&gt;</textarea>');
    expect(form).toMatch(/<option value="support" selected/);
    expect(form).toContain('aria-invalid="true" aria-describedby="foyer-contact-name-error"');
    expect(form).toMatch(/id="foyer-contact-name-error"\s*>\s*Please &lt;check&gt;\./);
  });

  it('has no captcha where no site key is given', () => {
    expect(String(contactForm(options))).toContain('<foyer-captcha');
    expect(String(contactForm({ ...options, siteKey: undefined }))).not.toContain('<foyer-captcha');
  });

  it.each(languages)('is complete in %s', (language) => {
    const form = String(contactForm({ ...options, language, strings: contactStrings[language] }));
    expect(form).toContain(`lang="${language}"`);
    expect(form).not.toContain('undefined');
    expect(contactStrings[language].requiredLegend).toContain('*');
  });
});
