import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { staffError } from './errors.ts';
import type { OwnSecondFactor } from './own-second-factor.ts';
import { maxPasswordLength } from './password-rules.ts';

// Apps show '123 456'.
const Code = z
  .string()
  .max(64)
  .transform((code) => code.replaceAll(/\s/g, ''))
  .pipe(z.string().min(1));

/** `{ password }` or `{ code }`: of the authenticator app, or a recovery code. */
const ProofBody = z.union([
  z.object({ password: z.string().min(1).max(maxPasswordLength) }),
  z.object({ code: Code }),
]);

const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

const permission = 'session';
const { kinds } = staffError;
const proofProblems = [
  kinds.second_factor_not_asked,
  kinds.password_wrong,
  kinds.code_wrong,
  kinds.sign_in_delayed,
  kinds.sign_in_busy,
];

export function secondFactorRoutes(factor: OwnSecondFactor): Route[] {
  return [
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/staff/me/totp',
        summary: 'Begin to set up an authenticator app',
        permission,
        responses: { 200: z.object({ secret: z.string(), uri: z.string() }) },
        problems: [kinds.totp_active],
      },
      async ({ actor }) => ({ status: 200, body: await factor.start(actor.staffId) }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/staff/me/totp/confirm',
        summary: 'Switch the second factor on with its first code; answers the recovery codes, once',
        permission,
        body: z.object({ code: Code }),
        responses: { 200: RecoveryCodes },
        problems: [kinds.totp_active, kinds.totp_not_started, kinds.code_wrong],
      },
      async ({ actor, body }) => ({
        status: 200,
        body: { recoveryCodes: await factor.confirm(actor.staffId, body.code) },
      }),
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/staff/me/totp',
        summary: 'Switch the second factor off; asks for the password or a code',
        permission,
        body: ProofBody,
        responses: { 204: 'empty' },
        problems: proofProblems,
      },
      async ({ actor: { staffId }, address, body }) => {
        await factor.remove({ staffId, address }, body);
        return { status: 204 };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/staff/me/recovery-codes',
        summary: 'New recovery codes instead of the old ones; asks for the password or a code',
        permission,
        body: ProofBody,
        responses: { 200: RecoveryCodes },
        problems: proofProblems,
      },
      async ({ actor: { staffId }, address, body }) => ({
        status: 200,
        body: { recoveryCodes: await factor.renewRecoveryCodes({ staffId, address }, body) },
      }),
    ),
  ];
}
