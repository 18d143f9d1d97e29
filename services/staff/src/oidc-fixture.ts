// oxlint-disable-next-line typescript/triple-slash-reference -- A file of ambient types cannot be imported, and whoever imports this one has no other way to it.
/// <reference path="./identity-provider.d.ts" />
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';

/** A real identity provider on a free port of loopback, at which nobody has to type a password. For tests only. */
export interface IdentityProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who sits before the browser; undefined presses 'Cancel'. */
  person: PersonAtProvider | undefined;
  close(): Promise<void>;
}

interface PersonAtProvider {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  groups?: string[];
}

const clientId = 'foyer';
const clientSecret = 'a secret of the tests';

export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  let handle: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  const server = createServer((request, response) => handle?.(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  const issuer = `http://127.0.0.1:${address.port}`;

  const people = new Map<string, PersonAtProvider>();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
    claims: { email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid'],
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/interaction' },
    ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => people.get(sub) ?? { sub },
    }),
  });
  const ordinary = provider.callback();

  const running: IdentityProvider = {
    issuer,
    clientId,
    clientSecret,
    person: undefined,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
  handle = (request, response) => {
    if (request.url?.startsWith('/interaction') !== true) ordinary(request, response);
    else interact(request, response).catch(() => response.destroy());
  };
  return running;

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(request, response);
    await provider.interactionFinished(request, response, await decision(params), {
      mergeWithLastSubmission: false,
    });
  }

  async function decision(params: { client_id: string; scope: string }): Promise<object> {
    const { person } = running;
    if (person === undefined) return { error: 'access_denied', error_description: 'cancelled' };
    people.set(person.sub, person);
    const grant = new provider.Grant({ accountId: person.sub, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    return { login: { accountId: person.sub }, consent: { grantId: await grant.save() } };
  }
}

/** A browser at the provider: follows redirections until one leads away from it. */
export async function followAtProvider(location: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = location;
  for (let hop = 0; hop < 10; hop += 1) {
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (pair.length === at + 1) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const to = answer.headers.get('location');
    if (to === null) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
    next = new URL(to, next).href;
    if (!next.startsWith(issuer)) return next;
  }
  throw new Error('the provider sent the browser in circles');
}
