import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import type { Account } from './account.ts';
import { staffError } from './errors.ts';
import type { RemoveSecondFactor } from './member-second-factor.ts';
import type { Members } from './members.ts';
import { knownRoles, roles } from './roles.ts';

const Member = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(roles)),
    isDisabled: z.boolean(),
    hasTotp: z.boolean().describe('is asked for a one-time code after the password'),
    isInvited: z.boolean().describe('has never been here yet'),
    lastSignInAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Member' });

const Name = z.string().trim().min(1).max(100);
// In the one order of the program, each once: so that the same roles are the same text.
const Roles = z.array(z.enum(roles)).min(1).max(20).transform(knownRoles);
const Id = z.object({ id: z.uuid().toLowerCase() });
const Invitation = z.object({ invitationUrl: z.string() });

const permission = 'staff.manage';

export function memberRoutes(members: Members, removeSecondFactor: RemoveSecondFactor): Route[] {
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/staff/members',
        summary: 'Who works or worked here, the oldest account first',
        permission,
        query: z.object({
          cursor: z.uuid().optional().describe('nextCursor of the page before'),
          limit: z.coerce.number().int().min(1).max(100).default(100),
        }),
        responses: { 200: z.object({ items: z.array(Member), nextCursor: z.uuid().nullable() }) },
      },
      async ({ query: { cursor, limit } }) => {
        const found = await members.list({ after: cursor, limit: limit + 1 });
        const items = found.slice(0, limit).map(shown);
        const last = found.length > limit ? items.at(-1) : undefined;
        return { status: 200, body: { items, nextCursor: last?.id ?? null } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/staff/members',
        summary: 'Invite somebody; the link is for them alone',
        permission,
        body: z.object({ email: z.email().max(254), name: Name, roles: Roles }),
        responses: { 201: Invitation.extend({ id: z.uuid() }) },
        problems: [staffError.kinds.email_taken],
      },
      async ({ actor, body }) => ({ status: 201, body: await members.add(actor.staffId, body) }),
    ),
    deskRoute(
      {
        method: 'patch',
        path: '/desk/api/staff/members/:id',
        summary: 'Change name or roles, disable or enable',
        permission,
        params: Id,
        body: z.object({
          name: Name.optional(),
          roles: Roles.optional(),
          isDisabled: z.boolean().optional(),
        }),
        responses: { 200: Member },
        problems: [staffError.kinds.member_unknown, staffError.kinds.last_administrator],
      },
      async ({ actor, params, body }) => ({
        status: 200,
        body: shown(await members.change(actor.staffId, params.id, body)),
      }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/staff/members/:id/invitation',
        summary: 'A new link, to come in for the first time or to choose a new password',
        permission,
        params: Id,
        responses: { 200: Invitation },
        problems: [staffError.kinds.member_unknown, staffError.kinds.member_disabled],
      },
      async ({ actor, params }) => ({
        status: 200,
        body: await members.inviteAgain(actor.staffId, params.id),
      }),
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/staff/members/:id/second-factor',
        summary: 'Take the second factor off the account of somebody who lost it',
        description:
          'The authenticator app and the recovery codes; with passkeys=true all passkeys too, which are a sign-in of their own. The sessions of that member end, and a mail tells them. Not for one’s own account.',
        permission,
        params: Id,
        query: z.object({ passkeys: z.enum(['true', 'false']).default('false') }),
        responses: {
          200: z.object({ hadTotp: z.boolean(), passkeysRemoved: z.int(), passkeysLeft: z.int() }),
        },
        problems: [
          staffError.kinds.member_unknown,
          staffError.kinds.second_factor_own,
          staffError.kinds.second_factor_not_asked,
        ],
      },
      async ({ actor, params, query }) => ({
        status: 200,
        body: await removeSecondFactor(actor.staffId, params.id, { passkeys: query.passkeys === 'true' }),
      }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/staff/colleagues',
        summary: 'Who works here now, by name',
        permission: 'session',
        responses: { 200: z.array(z.object({ id: z.uuid(), name: z.string() })) },
      },
      async () => ({ status: 200, body: await members.colleagues() }),
    ),
  ];
}

function shown(account: Account): z.output<typeof Member> {
  const { id, name, email, roles: held, totpSecret, disabledAt, joinedAt, lastSignInAt } = account;
  return {
    id,
    name,
    email,
    roles: [...held],
    isDisabled: disabledAt !== null,
    hasTotp: totpSecret !== null,
    isInvited: joinedAt === null,
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
  };
}
