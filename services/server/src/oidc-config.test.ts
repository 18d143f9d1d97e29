import { ConfigError } from '@foyer/runtime';
import { expect, it } from 'vitest';
import { loadConfig } from './config.ts';

const complete = {
  OIDC_ISSUER: 'https://id.nordlicht.example',
  OIDC_CLIENT_ID: 'foyer',
  OIDC_CLIENT_SECRET: 'quite secret',
  OIDC_ROLE_MAP: 'desk=agent, bosses=administrator',
};

it('reads how staff sign in through the company’s identity provider', () => {
  expect(loadConfig({}).oidc).toBeUndefined();
  expect(loadConfig(complete).oidc).toEqual({
    issuer: 'https://id.nordlicht.example',
    clientId: 'foyer',
    clientSecret: 'quite secret',
    roleClaim: 'groups',
    roleMap: new Map([
      ['desk', 'agent'],
      ['bosses', 'administrator'],
    ]),
    name: 'company account',
  });
  expect(loadConfig({ ...complete, OIDC_ISSUER: 'http://localhost:9000/realm' }).oidc).toBeDefined();
});

it('names what is missing or cannot be read', () => {
  expect(problemsOf({ OIDC_ISSUER: complete.OIDC_ISSUER })).toEqual(['OIDC_CLIENT_ID', 'OIDC_ROLE_MAP']);
  expect(problemsOf({ ...complete, OIDC_ROLE_MAP: 'desk=boss' })).toEqual(['OIDC_ROLE_MAP']);
  expect(problemsOf({ ...complete, OIDC_ISSUER: 'http://id.nordlicht.example' })).toEqual(['OIDC_ISSUER']);
  expect(problemsOf({ ...complete, OIDC_ISSUER: 'http://127.0.0.1.evil.example' })).toEqual(['OIDC_ISSUER']);
});

function problemsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable);
    throw error;
  }
  return [];
}
