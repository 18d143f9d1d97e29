import { languages } from '@foyer/kit/language';
import { describe, expect, it } from 'vitest';
import { callbackForm, callbackStrings, type CallbackFormOptions } from './index.ts';

const options: CallbackFormOptions = {
  language: 'en',
  strings: callbackStrings.en,
  action: '/callback/requests',
  siteKey: 'FYDEMO',
  zone: 'Europe/Amsterdam',
  slotMinutes: 30,
  isOpenNow: true,
  slots: [
    { startsAt: '2026-11-24T09:00:00.000Z', endsAt: '2026-11-24T09:30:00.000Z' },
    { startsAt: '2026-11-25T09:00:00.000Z', endsAt: '2026-11-25T09:30:00.000Z' },
  ],
  notice: { what: 'what is entered', why: 'to call', until: '30 days after the last attempt' },
};

describe('the server-rendered callback form', () => {
  it('posts by itself, with times on the clocks of the company and their name', () => {
    const form = String(callbackForm(options));
    expect(form).toContain('action="/callback/requests" method="post"');
    expect(form).toContain('<optgroup label="Tuesday 24 November">');
    expect(form).toMatch(/value="2026-11-24T09:00:00.000Z">\s*10:00–10:30/);
    expect(form).toContain('Times in Europe/Amsterdam');
    expect(form).toContain('name="zone" value="Europe/Amsterdam"');
  });

  it('requires name, number and time, and nothing else', () => {
    const form = String(callbackForm(options));
    expect([...form.matchAll(/name="(\w+)"[^>]*\brequired/g)].map(([, name]) => name)).toEqual([
      'name',
      'phone',
      'slot',
    ]);
    expect(form).toMatch(/type="tel" inputmode="tel" autocomplete="tel"/);
  });

  it('offers "as soon as possible" only while the company is open', () => {
    expect(String(callbackForm(options))).toContain('value="asap"');
    expect(String(callbackForm({ ...options, isOpenNow: false }))).not.toContain('value="asap"');
  });

  it('says when no time is free', () => {
    expect(String(callbackForm({ ...options, isOpenNow: false, slots: [] }))).toContain('No time is free');
  });

  it('says before the button is pressed what is kept, why and until when', () => {
    const form = String(callbackForm(options));
    expect(form).toContain('<dd>to call</dd>');
    expect(form).toContain('30 days after the last attempt');
  });

  it.each(languages)('is complete in %s', (language) => {
    const form = String(callbackForm({ ...options, language, strings: callbackStrings[language] }));
    expect(form).toContain(`lang="${language}"`);
    expect(form).not.toContain('undefined');
    expect(callbackStrings[language].requiredLegend).toContain('*');
  });
});
