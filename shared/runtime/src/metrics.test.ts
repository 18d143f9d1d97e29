import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

it('collects counters, gauges and histograms in a registry of its own', async () => {
  const metrics = createMetrics();
  metrics
    .counter({ name: 'foyer_mails_total', help: 'Mails.', labelNames: ['result'] })
    .inc({ result: 'sent' });
  metrics.gauge({ name: 'foyer_jobs_dead', help: 'Dead jobs.', collect: (gauge) => gauge.set(3) });
  metrics.histogram({ name: 'foyer_wait_seconds', help: 'Wait.', buckets: [1, 2] }).observe(1.5);
  const text = await metrics.registry.metrics();
  expect(text).toContain('foyer_mails_total{result="sent"} 1');
  expect(text).toContain('foyer_jobs_dead 3');
  expect(text).toContain('foyer_wait_seconds_bucket{le="2"} 1');
  expect(await createMetrics().registry.metrics()).not.toContain('foyer');
});

it('refuses a name that is taken', () => {
  const metrics = createMetrics();
  metrics.counter({ name: 'foyer_twice', help: 'x' });
  expect(() => metrics.counter({ name: 'foyer_twice', help: 'x' })).toThrow('foyer_twice');
});
