import { readFileSync } from 'node:fs';
import { describeDatabases } from '@foyer/database/testing';
import { systemMigrations } from '@foyer/server/testing';
import { expect, it } from 'vitest';
import { openAllServices } from '../support/all-services.ts';

const infra = new URL('../../infra/', import.meta.url);
const rules = readFileSync(new URL('alerts.yaml', infra), 'utf8');

describeDatabases(
  'the rules for Prometheus',
  (open) => {
    it('ask for metrics that there are', async () => {
      const hall = await openAllServices(open(), '2026-11-23T10:00:00Z');
      const known = hall.metrics.registry.getMetricsAsArray().map(({ name }) => name);
      await hall.close();
      const asked = new Set(rules.match(/foyer_\w+/g));
      expect(asked.size).toBeGreaterThan(5);
      expect([...asked].filter((name) => !known.includes(name))).toEqual([]);
    });
  },
  { services: systemMigrations },
);

it('each alert is explained to whoever runs Foyer', () => {
  const explained = readFileSync(new URL('README.md', infra), 'utf8');
  const alerts = [...rules.matchAll(/alert: (\w+)/g)].map(([, name = '']) => name);
  expect(alerts.filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
});
