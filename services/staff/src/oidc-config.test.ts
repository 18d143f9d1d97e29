import { expect, it } from 'vitest';
import { parseRoleMap, rolesFromClaims } from './oidc-config.ts';

it('reads roles from a list, a text and a path into a claim', () => {
  const roleMap = new Map([['a', 'agent' as const]]);
  const at = (roleClaim: string, claims: Record<string, unknown>) =>
    rolesFromClaims(claims, { roleClaim, roleMap });
  expect(at('groups', { groups: ['b', 'a', 7] })).toEqual(['agent']);
  expect(at('role', { role: 'a' })).toEqual(['agent']);
  expect(at('realm_access.roles', { realm_access: { roles: ['a'] } })).toEqual(['agent']);
  expect(at('https://x.example/roles', { 'https://x.example/roles': ['a'] })).toEqual(['agent']);
  expect(at('groups', {})).toEqual([]);
  expect(at('__proto__.a', { groups: ['a'] })).toEqual([]);
});

it('says what is wrong with a map of roles', () => {
  expect(parseRoleMap('cn=admins=administrator')).toEqual(new Map([['cn=admins', 'administrator']]));
  expect(parseRoleMap('a=boss')).toEqual({ problem: expect.stringContaining("'a=boss' must be value=role") });
  expect(parseRoleMap('agent')).toEqual({ problem: expect.stringContaining("'agent'") });
  expect(parseRoleMap('a=agent,a=marketing')).toEqual({ problem: "'a' is given two roles" });
  expect(parseRoleMap(' ')).toEqual({ problem: 'no role is given to anybody' });
});
