import { httpError, type Authorize } from '@foyer/http';
import { refuseOtherPages } from './csrf.ts';
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
      refuseOtherPages(headers, open.csrfToken);
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
