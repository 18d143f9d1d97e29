import type { Clock, Log } from '@foyer/runtime';
import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import { rolesFromClaims, type Claims, type OidcConfig } from './oidc-config.ts';
import { oidcError } from './oidc-errors.ts';
import type { OidcRequest } from './oidc-request.ts';
import type { Role } from './roles.ts';

/** Whom the provider vouches for. */
export interface OidcPerson {
  issuer: string;
  subject: string;
  email: string | undefined;
  /** What the provider says of it; undefined when it says nothing. */
  isEmailVerified: boolean | undefined;
  name: string | undefined;
  roles: readonly Role[];
}

export interface OidcProvider {
  /** Where the browser goes, and what to remember until it is back. @throws AppError oidc_unavailable */
  begin(): Promise<{ location: string; request: OidcRequest }>;
  /**
   * Turns what the browser brought back into a person.
   *
   * @param answer the query of the redirection
   * @throws AppError oidc_refused, oidc_answer_wrong or oidc_unavailable
   */
  finish(answer: Readonly<Record<string, string>>, request: OidcRequest): Promise<OidcPerson>;
}

export const callbackPath = '/desk/api/session/oidc/callback';

const timeoutSeconds = 5;
// Long enough to spare the provider, short enough to follow it when it moves an endpoint.
const discoveryMilliseconds = 3_600_000;
const maxTextLength = 200;

export function createOidcProvider(deps: {
  config: OidcConfig;
  publicUrl: string;
  clock: Clock;
  log: Log;
}): OidcProvider {
  const { config, publicUrl, clock, log } = deps;
  const redirectUri = publicUrl + callbackPath;
  let known: { since: number; provider: Promise<Configuration> } | undefined;

  return {
    begin: async () => {
      const provider = await discovered();
      const request = {
        state: randomState(),
        nonce: randomNonce(),
        codeVerifier: randomPKCECodeVerifier(),
      };
      const { scopes_supported: supported = [] } = provider.serverMetadata();
      // Some providers give the claim only for a scope of its name, others refuse a scope that they do not know.
      const more = ['profile', config.roleClaim].filter((scope) => supported.includes(scope));
      const location = buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: ['openid', 'email', ...more].join(' '),
        state: request.state,
        nonce: request.nonce,
        code_challenge: await calculatePKCECodeChallenge(request.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { location: location.href, request };
    },
    finish: async (answer, { state, nonce, codeVerifier }) => {
      const provider = await discovered();
      try {
        const url = new URL(redirectUri);
        for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
        const tokens = await authorizationCodeGrant(provider, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const token = tokens.claims();
        if (token === undefined) throw new Error('the answer holds no ID token');
        return personOf(token.iss, token.sub, {
          ...(await userInfo(provider, tokens.access_token, token)),
          ...token,
        });
      } catch (error) {
        throw explain(error);
      }
    },
  };

  function discovered(): Promise<Configuration> {
    const now = clock.now().getTime();
    if (known !== undefined && now - known.since < discoveryMilliseconds) return known.provider;
    const provider = discoverProvider(config).catch((error: unknown) => {
      // The next one asks again.
      known = undefined;
      throw unavailable(error);
    });
    known = { since: now, provider };
    return provider;
  }

  /** Many providers put only the subject into the token, and the rest here. */
  async function userInfo(provider: Configuration, accessToken: string, token: Claims): Promise<Claims> {
    if (typeof token['email'] === 'string' && rolesFromClaims(token, config).length > 0) return {};
    if (provider.serverMetadata().userinfo_endpoint === undefined) return {};
    return await fetchUserInfo(provider, accessToken, String(token['sub']));
  }

  function personOf(issuer: string, subject: string, claims: Claims): OidcPerson {
    const verified = claims['email_verified'];
    const email = textOf(claims['email']);
    return {
      issuer,
      subject,
      email: email?.includes('@') === true ? email : undefined,
      isEmailVerified: verified === undefined ? undefined : verified === true || verified === 'true',
      name: textOf(claims['name']) ?? textOf(claims['preferred_username']),
      roles: rolesFromClaims(claims, config),
    };
  }

  function explain(error: unknown): Error {
    if (error instanceof AuthorizationResponseError) {
      return oidcError('oidc_refused', `${config.name} says: ${error.error.slice(0, maxTextLength)}`);
    }
    if (!isRefusal(error)) return unavailable(error);
    // Such as a wrong secret or a token that is not signed as it must be: somebody has to look into it.
    log.warn(withoutClaims(error), 'the identity provider gave an answer that cannot be used');
    return oidcError('oidc_answer_wrong', `${config.name} gave an answer that cannot be used`);
  }

  function unavailable(error: unknown): Error {
    log.warn(withoutClaims(error), 'the identity provider does not answer as it should');
    return oidcError('oidc_unavailable', `${config.name} does not answer: try again in a minute`, {
      retryAfterSeconds: 60,
    });
  }
}

/**
 * Asks the issuer what it offers. Also for `doctor`.
 *
 * @throws when it does not answer within five seconds, or says that it is somebody else
 */
export async function discoverProvider(
  config: Pick<OidcConfig, 'issuer' | 'clientId' | 'clientSecret'>,
): Promise<Configuration> {
  const issuer = new URL(config.issuer);
  return await discovery(issuer, config.clientId, undefined, clientAuth(config.clientSecret), {
    timeout: timeoutSeconds,
    // The configuration lets http through for issuers on this machine alone.
    execute: issuer.protocol === 'http:' ? [allowInsecureRequests] : [],
  });
}

function clientAuth(secret: string | undefined): ClientAuth {
  if (secret === undefined) return None();
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    // Basic is what a provider takes that does not say (OpenID Connect Discovery 1.0 §3).
    const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server;
    return methods.includes('client_secret_basic') ? basic(server, ...rest) : post(server, ...rest);
  };
}

function isRefusal(error: unknown): boolean {
  if (error instanceof ClientError) return error.code !== undefined && error.code !== 'OAUTH_TIMEOUT';
  return error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError;
}

/** For the log. The cause of such an error may hold all that the provider said of a person. */
function withoutClaims(error: unknown): { type: string; code: unknown; reason: string } {
  if (!(error instanceof Error)) return { type: typeof error, code: undefined, reason: 'unknown' };
  return {
    type: error.name,
    code: 'code' in error ? error.code : undefined,
    reason: error.message,
  };
}

function textOf(claim: unknown): string | undefined {
  if (typeof claim !== 'string') return undefined;
  const text = claim.trim();
  // Control characters would only make trouble in the database and on pages.
  return text === '' || text.length > maxTextLength || /\p{Cc}/u.test(text) ? undefined : text;
}
