import { createMetrics, systemClock } from '@foyer/runtime';
import { expect, it } from 'vitest';
import { createCaptchaMetrics } from './captcha-metrics.ts';
import { DEFAULT_LADDER } from './ladder.ts';
import { createPuzzleIssuer } from './puzzle.ts';

it('gives each puzzle a nonce that no other has, also beyond the block they are drawn from', () => {
  const nonces = new Set<string>();
  const issue = createPuzzleIssuer({
    verifier: { issue: ({ nonce }) => Buffer.from(nonce).toString('hex') },
    clock: systemClock,
    metrics: createCaptchaMetrics(createMetrics(), { count: () => undefined }, () => 0),
    accountId: 1,
  });
  const site = {
    id: 'x',
    number: 1,
    name: 'Test',
    origins: [],
    siteKey: 'FYX',
    ladder: DEFAULT_LADDER,
    ladderVersion: 1,
    ladderChangedBy: null,
    ladderChangedAt: null,
    memoryHard: null,
    createdAt: new Date(),
  };
  for (let index = 0; index < 2000; index += 1) nonces.add(issue(site, { requests: 1, extraSteps: 0 }));
  expect(nonces.size).toBe(2000);
  expect([...nonces].every((nonce) => /^[0-9a-f]{16}$/.test(nonce))).toBe(true);
});
