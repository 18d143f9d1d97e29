import type { Actor, Authorize } from './actor.ts';
import { httpError } from './errors.ts';

/** A member of staff who may do just this. */
export function testActor(...permissions: string[]): Actor {
  return {
    staffId: '01890000-0000-7000-8000-00000000ada0',
    name: 'Ada Agent',
    email: 'ada@example.nl',
    roles: ['agent'],
    permissions: new Set(permissions),
    sessionId: '01890000-0000-7000-8000-00000000ada1',
  };
}

/** An `authorize` for which everybody is `actor`; nobody is signed in when undefined. Permissions are really checked. */
export function authorizeAs(actor: Actor | undefined): Authorize {
  return async (_request, permission) => {
    if (!actor) throw httpError('unauthenticated');
    if (!actor.permissions.has(permission)) throw httpError('forbidden');
    return actor;
  };
}
