import type { IncomingHttpHeaders } from 'node:http';
import { redirect, route, type Route } from '@foyer/http';
import { AppError, type Log } from '@foyer/runtime';
import { z } from 'zod';
import { oidcError } from './oidc-errors.ts';
import { callbackPath, type OidcProvider } from './oidc-provider.ts';
import type { OidcRequests } from './oidc-request.ts';
import type { OidcSignIn } from './oidc-sign-in.ts';

const text = z.string().max(4000).optional();

// Of RFC 6749 §4.1.2, RFC 9207 and OpenID Connect Session Management; what else comes is dropped.
const Answer = z.object({
  state: text,
  code: text,
  iss: text,
  session_state: text,
  error: text,
  error_description: text,
  error_uri: text,
});

const tag = 'session';

export function oidcRoutes(deps: {
  provider: OidcProvider;
  requests: OidcRequests;
  signIn: OidcSignIn;
  log: Log;
}): Route[] {
  const { provider, requests, signIn, log } = deps;
  const { kinds } = oidcError;
  return [
    route(
      {
        method: 'get',
        path: '/desk/api/session/oidc',
        summary: 'Go to the company’s identity provider',
        tag,
        responses: { 303: 'redirect' },
        problems: [kinds.oidc_unavailable],
      },
      async ({ headers }) => {
        try {
          const { location, request } = await provider.begin();
          return { ...redirect(location), headers: { 'set-cookie': requests.seal(request) } };
        } catch (error) {
          return backToDesk(error, headers);
        }
      },
    ),
    route(
      {
        method: 'get',
        path: callbackPath,
        summary: 'Come back from the identity provider, signed in',
        description:
          'The one GET that begins a session: the protocol has it so. It works once, and only in the browser that set out.',
        tag,
        query: Answer,
        responses: { 303: 'redirect' },
        problems: Object.values(kinds),
      },
      async ({ query, headers }) => {
        try {
          return await comeBack(query, headers);
        } catch (error) {
          return backToDesk(error, headers);
        }
      },
    ),
  ];

  async function comeBack(query: z.output<typeof Answer>, headers: IncomingHttpHeaders) {
    const request = requests.open(headers);
    // Before anything is asked of anybody: without the cookie this may be a page elsewhere that wants to sign its
    // visitor in as somebody else.
    if (request === undefined || query.state !== request.state) {
      throw oidcError(
        'oidc_expired',
        'begin again at the desk: this sign-in took too long or began elsewhere',
      );
    }
    const answer = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    const person = await provider.finish(Object.fromEntries(answer), request);
    const { cookie } = await signIn(person, headers);
    return { ...redirect('/desk'), headers: { 'set-cookie': [cookie, requests.forget()] } };
  }

  /** A person is in front of this, not a program: the desk tells them in words what a problem document would. */
  function backToDesk(error: unknown, { accept = '' }: IncomingHttpHeaders) {
    if (!(error instanceof AppError) || !accept.includes('text/html')) throw error;
    if (error.status >= 500) log.warn({ err: error }, 'a sign-in at the identity provider came to nothing');
    return redirect(`/desk?sign-in=${error.code}`);
  }
}
