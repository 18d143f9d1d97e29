import { defineConfig } from 'vitest/config';

// unit: the fast loop, embedded only unless TEST_DATABASE_URL and TEST_REDIS_URL name real servers.
// slow: tests of the same kind that cost seconds each: dumps, Bull, Argon2, long properties.
// system: what crosses packages, with real processes, servers and Chromium.
//
// Slow and system go together, two files at a time: much of both is waiting for a process to start, a lease to run out or a
// connection to be cut off, and with a single worker, which is all that Vitest takes on two cores, the machine would wait too.
const twoAtATime = { maxWorkers: 2, sequence: { groupOrder: 1 } };

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{services,shared,widgets}/*/src/**/*.test.ts', 'test/{contract,budgets}/**/*.test.ts'],
          exclude: ['**/*.slow.test.ts', '**/node_modules/**'],
          // Nothing happens on import here, so files can share a worker; loading everything anew for each was half the time.
          isolate: false,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['{services,shared,widgets}/*/src/**/*.slow.test.ts', 'test/contract/**/*.slow.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...twoAtATime,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/{e2e,accessibility,faults}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...twoAtATime,
        },
      },
    ],
  },
});
