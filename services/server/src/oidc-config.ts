import { ConfigError, textVariable, type ConfigProblem } from '@foyer/runtime';
import { parseRoleMap, type OidcConfig } from '@foyer/staff';
import { z } from 'zod';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** How staff sign in through the company's identity provider; all of it, or nothing. */
export const oidcVariables = {
  OIDC_ISSUER: z
    .string()
    .refine(isIssuer)
    .describe('the https:// URL of the identity provider (http:// only on this machine itself)')
    .optional(),
  OIDC_CLIENT_ID: textVariable('the id under which the identity provider knows Foyer').optional(),
  OIDC_CLIENT_SECRET: textVariable('the secret that the identity provider gave for it')
    .meta({ secret: true })
    .optional(),
  OIDC_ROLE_CLAIM: textVariable('the name of a claim', 200).default('groups'),
  OIDC_ROLE_MAP: textVariable('such as foyer-admins=administrator,foyer-agents=agent', 10_000).optional(),
  OIDC_NAME: textVariable('what staff call their company account', 60).default('company account'),
};

interface OidcEnvironment {
  OIDC_ISSUER?: string | undefined;
  OIDC_CLIENT_ID?: string | undefined;
  OIDC_CLIENT_SECRET?: string | undefined;
  OIDC_ROLE_CLAIM: string;
  OIDC_ROLE_MAP?: string | undefined;
  OIDC_NAME: string;
}

/** @throws ConfigError naming what is missing beside what is given */
export function oidcConfig(read: OidcEnvironment): OidcConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_ROLE_MAP: roles } = read;
  if (issuer === undefined && clientId === undefined && roles === undefined) return undefined;
  const roleMap = roles === undefined ? undefined : parseRoleMap(roles);
  if (issuer === undefined || clientId === undefined || roleMap === undefined || 'problem' in roleMap) {
    const missing = 'must be given, because other OIDC_ variables are';
    const problems: (ConfigProblem | false)[] = [
      issuer === undefined && { variable: 'OIDC_ISSUER', problem: missing },
      clientId === undefined && { variable: 'OIDC_CLIENT_ID', problem: missing },
      roleMap === undefined && {
        variable: 'OIDC_ROLE_MAP',
        problem: 'must be given: without it the identity provider gives nobody a role',
      },
      roleMap !== undefined &&
        'problem' in roleMap && { variable: 'OIDC_ROLE_MAP', problem: `cannot be read: ${roleMap.problem}` },
    ];
    throw new ConfigError(problems.filter((problem) => problem !== false));
  }
  return {
    issuer,
    clientId,
    clientSecret: read.OIDC_CLIENT_SECRET,
    roleClaim: read.OIDC_ROLE_CLAIM,
    roleMap,
    name: read.OIDC_NAME,
  };
}

function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
}
