import { deskRoute, route, type Route } from '@foyer/http';
import { z } from 'zod';
import { staffError } from './errors.ts';
import type { Passkeys } from './passkey.ts';
import { passkeyError } from './passkey-errors.ts';
import { AuthenticationResponse, RegistrationResponse } from './passkey-response.ts';
import type { Passkey } from './passkey-store.ts';
import { refuseOtherOrigins } from './same-origin.ts';
import { SessionState, type SessionStates } from './session-state.ts';

const KeptPasskey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Passkey' });

// Made by the library for navigator.credentials, which alone reads them.
const Options = z.looseObject({ challenge: z.string() }).meta({ id: 'PasskeyOptions' });

const Name = z.string().trim().min(1).max(100);
const tag = 'session';
const maxBodyBytes = 49_152;

export function passkeyRoutes(deps: {
  passkeys: Passkeys;
  publicUrl: string;
  sessionStateOf: SessionStates['ofStarted'];
}): { routes: Route[]; deskRoutes: Route[] } {
  const { passkeys, publicUrl, sessionStateOf } = deps;
  const routes = [
    route(
      {
        method: 'post',
        path: '/desk/api/session/passkey/options',
        summary: 'What the browser must know to sign in with a passkey',
        tag,
        responses: { 200: Options },
        problems: [staffError.kinds.other_origin],
      },
      async ({ headers }) => {
        refuseOtherOrigins(headers, publicUrl);
        return { status: 200, body: { ...(await passkeys.signInOptions()) } };
      },
    ),
    route(
      {
        method: 'post',
        path: '/desk/api/session/passkey',
        summary: 'Sign in with a passkey, without a password',
        tag,
        body: z.object({ response: AuthenticationResponse }),
        maxBodyBytes,
        responses: { 200: SessionState },
        problems: [staffError.kinds.other_origin, staffError.kinds.sign_in_failed],
      },
      async ({ headers, body }) => {
        refuseOtherOrigins(headers, publicUrl);
        const { staffId, session } = await passkeys.signIn(body.response, headers);
        const state = await sessionStateOf(staffId, session);
        return { status: 200, body: state, headers: { 'set-cookie': session.cookie } };
      },
    ),
  ];
  return { routes, deskRoutes: ownPasskeyRoutes(passkeys) };
}

function ownPasskeyRoutes(passkeys: Passkeys): Route[] {
  const permission = 'session';
  return [
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/staff/me/passkeys/options',
        summary: 'What the browser must know to make a passkey',
        permission,
        responses: { 200: Options },
      },
      async ({ actor }) => ({ status: 200, body: { ...(await passkeys.registrationOptions(actor)) } }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/staff/me/passkeys',
        summary: 'Keep a passkey',
        permission,
        body: z.object({ name: Name, response: RegistrationResponse }),
        maxBodyBytes,
        responses: { 201: KeptPasskey },
        problems: [
          passkeyError.kinds.passkey_refused,
          passkeyError.kinds.passkey_known,
          passkeyError.kinds.too_many_passkeys,
        ],
      },
      async ({ actor, body }) => ({
        status: 201,
        body: shown(await passkeys.register(actor, body.name, body.response)),
      }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/staff/me/passkeys',
        summary: 'One’s own passkeys, at most twenty',
        permission,
        responses: { 200: z.object({ items: z.array(KeptPasskey), nextCursor: z.null() }) },
      },
      async ({ actor }) => ({
        status: 200,
        body: { items: (await passkeys.list(actor.staffId)).map(shown), nextCursor: null },
      }),
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/staff/me/passkeys/:id',
        summary: 'Forget a passkey',
        permission,
        params: z.object({ id: z.uuid() }),
        responses: { 204: 'empty' },
        problems: [passkeyError.kinds.passkey_unknown],
      },
      async ({ actor, params }) => {
        await passkeys.remove(actor.staffId, params.id);
        return { status: 204 };
      },
    ),
  ];
}

function shown({ id, name, createdAt, lastUsedAt }: Passkey): z.output<typeof KeptPasskey> {
  return {
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
