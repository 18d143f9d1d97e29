import { fakeClock } from '@foyer/runtime/testing';
import { expect, it } from 'vitest';
import { createClicks } from './clicks.ts';

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };

function counting() {
  const clock = fakeClock('2026-11-28T12:00:00Z');
  const clicks = createClicks({ clock });
  return {
    clock,
    click: (link: number, address = '192.0.2.1', headers: Record<string, string> = browser, campaign = 1) =>
      clicks.note({ campaign, link, address, headers }),
    /** By link: raw and likely human. */
    counts: (everything = true) =>
      Object.fromEntries(
        clicks.take(everything).map(({ link, raw, likelyHuman }) => [link, [raw, likelyHuman]]),
      ),
  };
}

it('counts a reader once who presses twice', () => {
  const { click, counts } = counting();
  click(1);
  click(1);
  click(2);
  click(1, '192.0.2.2');
  expect(counts()).toEqual({ 1: [3, 2], 2: [1, 1] });
});

it('tells whoever opens three links within seconds from readers', () => {
  const { click, counts, clock } = counting();
  for (const link of [1, 2, 3]) click(link, '198.51.100.7');
  click(2);
  expect(counts()).toEqual({ 1: [1, 0], 2: [2, 1], 3: [1, 0] });
  // The same within minutes is somebody who reads.
  for (const link of [1, 2, 3]) {
    click(link);
    clock.advance({ seconds: 30 });
  }
  expect(counts()).toEqual({ 1: [1, 1], 2: [1, 1], 3: [1, 1] });
  // Links of several campaigns are several mails.
  for (const campaign of [1, 2, 3]) click(campaign, '192.0.2.1', browser, campaign);
  expect(counts()).toEqual({ 1: [1, 1], 2: [1, 1], 3: [1, 1] });
});

it('says nothing of a caller before it is known what they are', () => {
  const { click, counts, clock } = counting();
  click(1);
  expect(counts(false)).toEqual({});
  clock.advance({ seconds: 11 });
  expect(counts(false)).toEqual({ 1: [1, 1] });
  expect(counts(true)).toEqual({});
});

it.each([
  {},
  { 'user-agent': 'curl/8.5.0' },
  { 'user-agent': 'Mozilla/5.0 (compatible; bingbot/2.0)' },
  { 'user-agent': 'Slackbot-LinkExpanding 1.0' },
  { ...browser, 'sec-purpose': 'prefetch;prerender' },
  { ...browser, purpose: 'prefetch' },
])('does not count who says that it is no reader: %j', (headers) => {
  const { click, counts } = counting();
  click(1, '192.0.2.1', headers);
  expect(counts()).toEqual({});
});

it('counts by hour, and keeps nothing of who it was', () => {
  const clock = fakeClock('2026-11-28T12:59:58Z');
  const clicks = createClicks({ clock });
  const click = () => clicks.note({ campaign: 1, link: 1, address: '192.0.2.1', headers: browser });
  click();
  clock.advance({ seconds: 5 });
  click();
  const counts = clicks.take(true);
  expect(counts).toEqual([
    { campaign: 1, link: 1, hour: new Date('2026-11-28T12:00:00Z'), raw: 1, likelyHuman: 1 },
    { campaign: 1, link: 1, hour: new Date('2026-11-28T13:00:00Z'), raw: 1, likelyHuman: 1 },
  ]);
  expect(clicks.isIdle()).toBe(true);
});

it('watches a bounded number of callers at a time', () => {
  const clicks = createClicks({ clock: fakeClock('2026-11-28T12:00:00Z'), maxWatched: 100 });
  for (let caller = 0; caller < 150; caller += 1) {
    clicks.note({ campaign: 1, link: 1, address: `2001:db8::${caller.toString(16)}`, headers: browser });
  }
  expect(clicks.take()[0]?.raw).toBeGreaterThanOrEqual(49);
});
