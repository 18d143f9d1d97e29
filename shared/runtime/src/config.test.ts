import { expect, it } from 'vitest';
import { z } from 'zod';
import {
  flagVariable,
  listVariable,
  textVariable,
  urlVariable,
  wholeNumberVariable,
} from './config-variables.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Environment } from './config.ts';

const schema = z.object({
  PORT: wholeNumberVariable({ minimum: 0, maximum: 65_535 }).default(8080),
  DATABASE_URL: urlVariable(['postgres', 'postgresql']).optional(),
  FOYER_ROLES: listVariable(['web', 'worker']).default(['web', 'worker']),
  FOYER_SECRET: z.string().min(32).describe('at least 32 characters').optional(),
  VERBOSE: flagVariable().default(false),
  MAIL_FROM: textVariable('an e-mail address'),
});

it('reads texts into values and fills in defaults', () => {
  expect(
    readConfig(schema, { MAIL_FROM: ' hall@example.nl ', FOYER_ROLES: 'web, web', VERBOSE: 'YES' }),
  ).toEqual({
    PORT: 8080,
    FOYER_ROLES: ['web'],
    VERBOSE: true,
    MAIL_FROM: 'hall@example.nl',
  });
});

it('takes an empty variable as not given', () => {
  expect(readConfig(schema, { MAIL_FROM: 'a', PORT: '' }).PORT).toBe(8080);
});

it('reports every problem at once, by variable, with what came and what would do', () => {
  const error = problemsOf({
    PORT: 'eighty',
    DATABASE_URL: 'mysql://x',
    FOYER_ROLES: 'web,cook',
    VERBOSE: 'maybe',
  });
  expect(error.problems).toEqual([
    { variable: 'PORT', problem: "must be a whole number from 0 to 65535, got 'eighty'" },
    {
      variable: 'DATABASE_URL',
      problem: "must be a URL that starts with postgres:// or postgresql://, got 'mysql://x'",
    },
    {
      variable: 'FOYER_ROLES',
      problem: "must be one or more of web, worker, separated by commas, got 'web,cook'",
    },
    { variable: 'VERBOSE', problem: "must be 'true' or 'false', got 'maybe'" },
    { variable: 'MAIL_FROM', problem: 'must be given: an e-mail address' },
  ]);
  expect(error.message).toContain('the configuration has 5 problems:\n  PORT must be');
});

it('never prints a secret', () => {
  const error = problemsOf({
    MAIL_FROM: 'a',
    FOYER_SECRET: 'hunter2',
    DATABASE_URL: 'mysql://me:hunter2@db/x',
  });
  expect(error.message).not.toContain('hunter2');
  expect(error.message).toContain(
    'FOYER_SECRET must be at least 32 characters, got a value of 7 characters (hidden)',
  );
});

it('names FOYER_ variables that nobody reads', () => {
  expect(problemsOf({ MAIL_FROM: 'a', FOYER_ROLE: 'web' }).problems).toEqual([
    { variable: 'FOYER_ROLE', problem: 'is not known; the known ones are FOYER_ROLES, FOYER_SECRET' },
  ]);
});

it('refuses numbers that coercion would let pass', () => {
  for (const PORT of ['0x10', '1e3', '-1', '8080.5', '70000']) {
    expect(problemsOf({ MAIL_FROM: 'a', PORT }).problems[0]?.variable).toBe('PORT');
  }
});

function problemsOf(env: Environment): ConfigError {
  try {
    readConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}
