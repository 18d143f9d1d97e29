import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskRoutesOf, someAddress, type DeskRoute } from '../support/desk-routes.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { becomeAdministrator, invite, type StaffMember } from '../support/staff-desk.ts';

// Who may what, written out: a route that is added, or that asks for another permission, has to be put here too.

const roles = {
  administrator: ['every permission'],
  agent: [
    'session',
    'inbox.read',
    'inbox.work',
    'inbox.reply',
    'inbox.release',
    'callback.read',
    'callback.work',
    'captcha.read',
    'settings.read',
  ],
  marketing: ['session', 'captcha.read', 'settings.read'],
  privacy_officer: ['session', 'inbox.read', 'inbox.export', 'audit.read', 'settings.read', 'captcha.read'],
};

const table = `
`;

const expected = table.trim().split('\n').toSorted();

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let foyer: FoyerProcess;
let routes: DeskRoute[];
const members = new Map<string, StaffMember>();

beforeAll(async () => {
  folder = await temporaryFolder();
  foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'warn' } });
  const administrator = await becomeAdministrator(foyer);
  members.set('administrator', administrator);
  for (const role of ['agent', 'marketing', 'privacy_officer']) {
    const person = { name: `A ${role}`, email: `${role}@company.example`, roles: [role] };
    members.set(role, await invite(foyer, administrator, person));
  }
  routes = await deskRoutesOf(foyer.url);
});

afterAll(async () => {
  await foyer.end('SIGTERM');
  await folder.remove();
});

describe('the routes of the desk', () => {
  it('are these, and each needs this permission', () => {
    const found = routes.map(({ method, path, permission }) => `${method} ${path} ${permission}`);
    expect(found.toSorted()).toEqual(expected);
  });

  it.each(Object.keys(roles))(
    'let a person in the role %s do what it may, and nothing else',
    async (role) => {
      const member = members.get(role);
      const may = roles[role as keyof typeof roles];
      for (const route of routes) {
        const answer = await member?.call(route.method, someAddress(route));
        // An event stream goes on until somebody leaves.
        await answer?.body?.cancel();
        const isAllowed = may.includes('every permission') || may.includes(route.permission);
        const isLetIn = answer?.status !== 401 && answer?.status !== 403;
        expect([route.method, route.path, isLetIn]).toEqual([route.method, route.path, isAllowed]);
        expect(answer?.status).toBeLessThan(500);
      }
    },
  );

  it('let nobody in who is not signed in', async () => {
    for (const route of routes) {
      const answer = await fetch(foyer.url + someAddress(route), { method: route.method });
      expect([route.path, answer.status]).toEqual([route.path, 401]);
    }
  });

  it('do nothing for a page of another origin, or without the token of the session', async () => {
    const { cookie, csrfToken } = members.get('administrator') ?? { cookie: '', csrfToken: '' };
    for (const route of routes.filter(({ method }) => method !== 'GET')) {
      const withHeaders = (headers: Record<string, string>) =>
        fetch(foyer.url + someAddress(route), { method: route.method, headers: { cookie, ...headers } });
      const foreign = await withHeaders({ 'sec-fetch-site': 'cross-site', 'x-foyer-csrf': csrfToken });
      expect([route.path, foreign.status]).toEqual([route.path, 403]);
      const tokenless = await withHeaders({ 'sec-fetch-site': 'same-origin' });
      expect([route.path, tokenless.status]).toEqual([route.path, 403]);
    }
  });
});
