import { ask } from './ask.ts';
import {
  anything,
  flag,
  list,
  nothing,
  nullable,
  oneOf,
  shape,
  text,
  withDefault,
  type Decoded,
} from './decode.ts';

const decodeSession = shape({
  state: oneOf('signed_out', 'second_factor', 'signed_in'),
  needsSetup: withDefault(flag, false),
  oidc: nullable(shape({ name: text })),
  staff: nullable(shape({ id: text, name: text, email: text, roles: list(text), permissions: list(text) })),
  csrfToken: nullable(text),
});

export type SessionAnswer = Decoded<typeof decodeSession>;
export type SignedInStaff = NonNullable<SessionAnswer['staff']>;

const SESSION = '/desk/api/session';
const isSignIn = true;

export const readSession = (): Promise<SessionAnswer> => ask(SESSION, decodeSession, { isSignIn });

const step =
  <Body>(path: string) =>
  (body: Body): Promise<SessionAnswer> =>
    ask(`${SESSION}/${path}`, decodeSession, { method: 'POST', body, isSignIn });

export const signInWithPassword = step<{ email: string; password: string }>('password');
export const signInWithTotp = step<{ code: string }>('totp');
export const signInWithRecoveryCode = step<{ code: string }>('recovery');
export const signInWithPasskey = step<{ response: unknown }>('passkey');
export const acceptInvitation = step<{ token: string; name: string; password: string }>('invitation');

export const passkeyOptions = (): Promise<unknown> =>
  ask(`${SESSION}/passkey/options`, anything, { method: 'POST', body: {}, isSignIn });

export const signOut = (): Promise<undefined> => ask(SESSION, nothing, { method: 'DELETE', isSignIn });

export const OIDC_HREF = `${SESSION}/oidc`;
