import { defineConfig } from 'vitest/config';

// unit: the fast loop, embedded only unless TEST_DATABASE_URL and TEST_REDIS_URL name real servers.
// system: what crosses packages, with real processes, servers and Chromium.
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{services,shared,widgets}/*/src/**/*.test.ts', 'test/{contract,budgets}/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/{e2e,accessibility,faults}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
