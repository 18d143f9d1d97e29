import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { staffError } from './errors.ts';
import type { OwnAccount } from './own-account.ts';
import { maxPasswordLength } from './password-rules.ts';
import type { Session } from './session-store.ts';

const Me = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.string()),
    hasPassword: z.boolean(),
    hasTotp: z.boolean(),
    recoveryCodesLeft: z.int(),
  })
  .meta({ id: 'OwnAccount' });

const OwnSession = z
  .object({
    id: z.uuid(),
    isCurrent: z.boolean(),
    program: z.string().describe('Browser and system in words'),
    method: z.enum(['password', 'totp', 'recovery', 'passkey', 'oidc']),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
  })
  .meta({ id: 'OwnSession' });

const permission = 'session';
const { kinds } = staffError;

export function ownAccountRoutes(own: OwnAccount): Route[] {
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/staff/me',
        summary: 'One’s own account',
        permission,
        responses: { 200: Me },
      },
      async ({ actor }) => {
        const { staffId: id, name, email, roles } = actor;
        return { status: 200, body: { id, name, email, roles: [...roles], ...(await own.read(actor)) } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/staff/me/sessions',
        summary: 'Where one is signed in, the newest first; at most twenty',
        permission,
        responses: { 200: z.object({ items: z.array(OwnSession), nextCursor: z.null() }) },
      },
      async ({ actor }) => ({
        status: 200,
        body: { items: (await own.sessions(actor)).map(shown), nextCursor: null },
      }),
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/staff/me/sessions',
        summary: 'Sign out everywhere else',
        permission,
        responses: { 204: 'empty' },
      },
      async ({ actor }) => {
        await own.endOtherSessions(actor);
        return { status: 204 };
      },
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/staff/me/sessions/:id',
        summary: 'Sign out there',
        permission,
        params: z.object({ id: z.uuid().toLowerCase() }),
        responses: { 204: 'empty' },
        problems: [kinds.session_unknown],
      },
      async ({ actor, params }) => {
        await own.endSession(actor, params.id);
        return { status: 204 };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/staff/me/password',
        summary: 'Choose another password; signs out everywhere else',
        permission,
        body: z.object({
          current: z.string().min(1).max(maxPasswordLength),
          next: z.string().max(maxPasswordLength),
        }),
        responses: { 204: 'empty' },
        problems: [kinds.password_wrong, kinds.password_weak, kinds.sign_in_delayed, kinds.sign_in_busy],
      },
      async ({ actor, address, body }) => {
        await own.changePassword(actor, address, body);
        return { status: 204 };
      },
    ),
  ];
}

function shown(session: Session & { isCurrent: boolean }): z.output<typeof OwnSession> {
  const { id, isCurrent, program, method, createdAt, lastSeenAt } = session;
  return {
    id,
    isCurrent,
    program,
    method,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  };
}
