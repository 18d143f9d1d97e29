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

const SESSION = '/desk/api/session';
const isSignIn = true;

export const readSession = (): Promise<SessionAnswer> => ask(SESSION, decodeSession, { isSignIn });

const step = (path: string, body: object): Promise<SessionAnswer> =>
  ask(`${SESSION}/${path}`, decodeSession, { method: 'POST', body, isSignIn });

export const signInWithPassword = (body: { email: string; password: string }): Promise<SessionAnswer> =>
  step('password', body);
export const signInWithTotp = (body: { code: string }): Promise<SessionAnswer> => step('totp', body);
export const signInWithRecoveryCode = (body: { code: string }): Promise<SessionAnswer> =>
  step('recovery', body);
export const signInWithPasskey = (body: { response: unknown }): Promise<SessionAnswer> =>
  step('passkey', body);
export const acceptInvitation = (body: {
  token: string;
  name: string;
  password: string;
}): Promise<SessionAnswer> => step('invitation', body);

export const passkeyOptions = (): Promise<unknown> =>
  ask(`${SESSION}/passkey/options`, anything, { method: 'POST', isSignIn });

export const signOut = (): Promise<undefined> => ask(SESSION, nothing, { method: 'DELETE', isSignIn });

export const OIDC_HREF = `${SESSION}/oidc`;
