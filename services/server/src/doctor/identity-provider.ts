import { discoverProvider } from '@foyer/staff';
import type { Config } from '../config.ts';
import type { Finding } from './finding.ts';

const about = 'sign-in';

export async function examineIdentityProvider({ oidc, publicUrl }: Config): Promise<Finding[]> {
  if (oidc === undefined) {
    return [{ state: 'well', about, says: 'staff have accounts of their own here (no OIDC_ISSUER)' }];
  }
  try {
    await discoverProvider(oidc);
    return [
      {
        state: 'well',
        about,
        says: `the identity provider ${oidc.issuer} answers`,
        advice: `it must know ${publicUrl}/desk/api/session/oidc/callback as an address to come back to`,
      },
    ];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        state: 'wrong',
        about,
        says: `the identity provider ${oidc.issuer} does not answer as one: ${reason}`,
        advice: 'check OIDC_ISSUER: below it there must be /.well-known/openid-configuration',
      },
    ];
  }
}
