import { timingSafeEqual } from 'node:crypto';
import { deskCsrfHeader, httpError, type Authorize } from '@foyer/http';
import { permissionsOf } from './roles.ts';
import { refuseOtherOrigins } from './same-origin.ts';
import type { Sessions } from './session.ts';

export function createAuthorize(deps: { sessions: Sessions; publicUrl: string }): Authorize {
  const { sessions, publicUrl } = deps;
  return async ({ headers, method }, permission) => {
    const open = await sessions.read(headers);
    if (!open?.session.isComplete) throw httpError('unauthenticated', 'sign in first');
    if (method !== 'get') {
      refuseOtherOrigins(headers, publicUrl);
      if (!isSame(headers[deskCsrfHeader], open.csrfToken)) {
        throw httpError('forbidden', `the header ${deskCsrfHeader} must carry the token of the session`);
      }
    }
    const { account, session } = open;
    const permissions: ReadonlySet<string> = permissionsOf(account.roles);
    if (!permissions.has(permission)) throw httpError('forbidden', `this needs the permission ${permission}`);
    return {
      staffId: account.id,
      name: account.name,
      email: account.email,
      roles: account.roles,
      permissions,
      sessionId: session.id,
    };
  };
}

function isSame(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
