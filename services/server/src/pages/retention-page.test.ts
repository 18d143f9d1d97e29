import { languages } from '@foyer/kit/language';
import type { KeptPromise } from '@foyer/privacy';
import { expect, it } from 'vitest';
import { retentionPage } from './retention-page.ts';
import { retentionStrings } from './retention-strings.ts';

const provedAt = new Date('2026-11-28T12:00:00Z');
const site = { companyName: 'Nordlicht', privacyUrl: undefined };

function promise(holding: string, change: Partial<KeptPromise> = {}): KeptPromise {
  return {
    holding,
    title: holding,
    category: 'Data',
    purpose: 'Purpose',
    legalBasis: 'Basis',
    retention: { days: 30, from: 'a.b.c', text: 'Deleted.' },
    isCopy: false,
    oldest: new Date('2026-10-30T14:00:00Z'),
    overdue: 0,
    canaryGoneAt: null,
    canaryFoundIn: [],
    ...change,
  };
}

it.each(languages)('shows each promise beside its oldest record, and which is broken (%s)', (language) => {
  const promises = [
    promise('contact.messages'),
    promise('callback.requests', { overdue: 1 }),
    promise('privacy.consents', { canaryFoundIn: ['dumps'], oldest: null }),
    promise('chat.<b>new</b>'),
    promise('staff.accounts'),
  ];
  const page = retentionPage({ overview: { provedAt, searched: [], promises }, language, site });
  const { age, broken, kept } = retentionStrings[language];
  expect(page).toContain('contact.messages');
  expect(page).toContain(age(28, 22));
  expect(page.split(`<strong>${broken}</strong>`)).toHaveLength(3);
  expect(page.split(`<td>${kept}</td>`)).toHaveLength(3);
  expect(page).toContain('chat.&lt;b&gt;new');
  // What is kept of the staff is not for everybody, nor where a canary was found.
  expect(page).not.toMatch(/staff\.accounts|dumps/);
});
