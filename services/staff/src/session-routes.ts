import { route, type Route } from '@foyer/http';
import { z } from 'zod';
import { staffError } from './errors.ts';
import type { AcceptInvitation } from './accept-invitation.ts';
import { maxPasswordLength } from './password-rules.ts';
import { refuseOtherOrigins } from './same-origin.ts';
import type { Sessions } from './session.ts';
import { endedCookie } from './session-cookie.ts';
import { SessionState, type SessionStates } from './session-state.ts';
import type { SignInByCode } from './sign-in-by-code.ts';
import type { SignInByPassword } from './sign-in-by-password.ts';
import type { StartedSession } from './sign-in.ts';
import type { SignOut } from './sign-out.ts';

const Password = z.string().min(1).max(maxPasswordLength);
// Not checked for its shape: what is no address belongs to nobody, and is answered like that.
const PasswordSignIn = z.object({ email: z.string().trim().min(1).max(320), password: Password });
const Code = z.object({ code: z.string().trim().min(1).max(64) });
const Invitation = z.object({
  token: z.string().max(100),
  name: z.string().trim().min(1).max(100),
  password: Password,
});

const tag = 'session';
const maxBodyBytes = 8192;
const responses = { 200: SessionState } as const;
const { kinds } = staffError;

/** Signing in and out. A password, a passkey or an invitation begins a session, so these need our own origin alone. */
export function sessionRoutes(deps: {
  publicUrl: string;
  sessions: Sessions;
  sessionStates: SessionStates;
  signInByPassword: SignInByPassword;
  signInByCode: SignInByCode;
  acceptInvitation: AcceptInvitation;
  signOut: SignOut;
}): Route[] {
  const { publicUrl, sessions, sessionStates, signInByPassword, signInByCode, acceptInvitation } = deps;

  const started = async ({ staffId, session }: { staffId: string; session: StartedSession }) => ({
    status: 200 as const,
    body: await sessionStates.ofStarted(staffId, session),
    headers: { 'set-cookie': session.cookie },
  });

  const codeRoute = (method: 'totp' | 'recovery', summary: string): Route =>
    route(
      {
        method: 'post',
        path: `/desk/api/session/${method}`,
        summary,
        tag,
        body: Code,
        maxBodyBytes,
        responses,
        problems: [
          kinds.other_origin,
          kinds.second_factor_not_asked,
          kinds.code_wrong,
          kinds.sign_in_delayed,
        ],
      },
      async ({ headers, body: { code } }) => {
        refuseOtherOrigins(headers, publicUrl);
        return started(await signInByCode({ method, code }, headers));
      },
    );

  return [
    route(
      {
        method: 'get',
        path: '/desk/api/session',
        summary: 'Who is signed in here, and how one can sign in',
        tag,
        responses,
      },
      async ({ headers }) => ({
        status: 200,
        body: await sessionStates.of(await sessions.read(headers)),
      }),
    ),
    route(
      {
        method: 'post',
        path: '/desk/api/session/password',
        summary: 'Sign in with a password; half, when the account has a second factor',
        tag,
        body: PasswordSignIn,
        maxBodyBytes,
        responses,
        problems: [kinds.other_origin, kinds.sign_in_failed, kinds.sign_in_delayed, kinds.sign_in_busy],
      },
      async ({ headers, address, body }) => {
        refuseOtherOrigins(headers, publicUrl);
        return started(await signInByPassword(body, { address, headers }));
      },
    ),
    codeRoute('totp', 'Finish signing in with a code of the authenticator app'),
    codeRoute('recovery', 'Finish signing in with a recovery code, which works once'),
    route(
      {
        method: 'post',
        path: '/desk/api/session/invitation',
        summary: 'Take an invitation: choose name and password, and be signed in',
        tag,
        body: Invitation,
        maxBodyBytes,
        responses,
        problems: [kinds.other_origin, kinds.invitation_unknown, kinds.password_weak, kinds.sign_in_busy],
      },
      async ({ headers, body }) => {
        refuseOtherOrigins(headers, publicUrl);
        return started(await acceptInvitation(body, headers));
      },
    ),
    route(
      {
        method: 'delete',
        path: '/desk/api/session',
        summary: 'Sign out',
        tag,
        responses: { 204: 'empty' },
        problems: [kinds.other_origin],
      },
      async ({ headers }) => {
        refuseOtherOrigins(headers, publicUrl);
        await deps.signOut(headers);
        return { status: 204, headers: { 'set-cookie': endedCookie() } };
      },
    ),
  ];
}
