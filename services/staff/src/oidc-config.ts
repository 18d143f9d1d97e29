import { roles, type Role } from './roles.ts';

/** The company's identity provider. */
export interface OidcConfig {
  /** Without a slash at its end or with one, as the provider itself writes it. */
  issuer: string;
  clientId: string;
  /** undefined: a public client, which PKCE alone protects. */
  clientSecret: string | undefined;
  /** `groups`, or a path into a claim, `realm_access.roles`. */
  roleClaim: string;
  /** What of the claim gives which role. */
  roleMap: ReadonlyMap<string, Role>;
  /** On the button: 'Sign in with …'. */
  name: string;
}

export type Claims = Readonly<Record<string, unknown>>;

// A provider may send every group of a large company.
const maxValues = 5000;

/** The roles that the provider's claims give, in the order of the desk's own list. */
export function rolesFromClaims(
  claims: Claims,
  { roleClaim, roleMap }: Pick<OidcConfig, 'roleClaim' | 'roleMap'>,
): Role[] {
  const claim = claims[roleClaim] ?? roleClaim.split('.').reduce<unknown>(fieldOf, claims);
  const values: unknown[] = Array.isArray(claim) ? claim.slice(0, maxValues) : [claim];
  const given = new Set(values.map((value) => (typeof value === 'string' ? roleMap.get(value) : undefined)));
  return roles.filter((role) => given.has(role));
}

/**
 * Reads `foyer-admins=administrator,foyer-agents=agent`.
 *
 * @returns what is wrong, in words, when it cannot be read
 */
export function parseRoleMap(text: string): Map<string, Role> | { problem: string } {
  const map = new Map<string, Role>();
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    // The last one: a value may hold '=' itself, as names in a directory do.
    const at = pair.lastIndexOf('=');
    const value = pair.slice(0, Math.max(at, 0)).trim();
    const name = pair.slice(at + 1).trim();
    const role = roles.find((known) => known === name);
    if (value === '' || role === undefined) {
      return { problem: `'${pair.trim()}' must be value=role with one of ${roles.join(', ')}` };
    }
    if (map.has(value)) return { problem: `'${value}' is given two roles` };
    map.set(value, role);
  }
  return map.size === 0 ? { problem: 'no role is given to anybody' } : map;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
