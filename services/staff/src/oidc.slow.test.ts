import type { OpenedDatabase, ServiceMigrations } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { deskRoute } from '@foyer/http';
import { startTestServer } from '@foyer/http/testing';
import { createBus } from '@foyer/bus';
import { createMetrics } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { parseRoleMap, type OidcConfig } from './oidc-config.ts';
import { followAtProvider, startIdentityProvider, type IdentityProvider } from './oidc-fixture.ts';
import { noPost } from './post-fixture.ts';
import { createStaff, staffMigrations } from './staff.ts';
import { hashOfToken } from './token.ts';

const services: ServiceMigrations[] = [{ name: 'staff', migrations: staffMigrations }];
const publicUrl = 'https://hall.nordlicht.example';
const callback = `${publicUrl}/desk/api/session/oidc/callback`;
const zoe = { sub: 'z-1', email: 'zoe@example.org', email_verified: true, name: 'Zoë', groups: ['desk'] };

const whoAmI = deskRoute(
  {
    method: 'get',
    path: '/desk/api/who',
    summary: 'Who am I',
    permission: 'session',
    responses: { 200: z.object({ name: z.string(), email: z.string(), roles: z.array(z.string()) }) },
  },
  ({ actor: { name, email, roles } }) => ({ status: 200, body: { name, email, roles } }),
);

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider(callback);
});
afterAll(() => provider.close());
beforeEach(() => {
  provider.person = zoe;
});

async function openDesk({ db }: OpenedDatabase, changes: Partial<OidcConfig> = {}) {
  const clock = fakeClock(new Date());
  const log = silentLog();
  const roleMap = parseRoleMap('desk=agent, cn=bosses,dc=x=administrator'.replace(',dc', ';dc'));
  if ('problem' in roleMap) throw new Error(roleMap.problem);
  const staff = createStaff({
    db,
    clock,
    log,
    metrics: createMetrics(),
    bus: createBus({ log }),
    ...noPost,
    publicUrl,
    companyName: 'Nordlicht',
    staffEmail: 'staff@example.org',
    staffKey: new Uint8Array(32).fill(5),
    oidc: {
      issuer: provider.issuer,
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
      roleClaim: 'groups',
      roleMap,
      name: 'Nordlicht ID',
      ...changes,
    },
  });
  const server = await startTestServer([...staff.routes, whoAmI], { authorize: staff.authorize, publicUrl });
  return {
    db,
    clock,
    log,
    server,
    staff,
    begin: async () => {
      const answer = await server.fetch('/desk/api/session/oidc');
      return {
        status: answer.status,
        location: answer.headers.get('location') ?? '',
        cookie: pairOf(answer),
      };
    },
    comeBack: (url: string, cookie: string) => {
      const { pathname, search } = new URL(url);
      return server.fetch(pathname + search, { headers: { cookie } });
    },
    who: async (cookie: string) => {
      const answer = await server.fetch('/desk/api/who', { headers: { cookie } });
      return answer.status === 200 ? await answer.json() : answer.status;
    },
  };
}

type Desk = Awaited<ReturnType<typeof openDesk>>;

async function signIn(desk: Desk, session = ''): Promise<{ status: number; code?: string; cookie: string }> {
  const { location, cookie } = await desk.begin();
  const back = await followAtProvider(location, provider.issuer);
  const answer = await desk.comeBack(back, `${cookie}; ${session}`);
  if (answer.status === 303) return { status: 303, cookie: pairOf(answer) };
  return { status: answer.status, code: ((await answer.json()) as { code: string }).code, cookie: '' };
}

const pairOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

describeDatabases(
  'signing in through the company’s identity provider',
  (open) => {
    let desk: Desk;
    const openWith = async (changes?: Partial<OidcConfig>) => {
      desk = await openDesk(open(), changes);
      return desk;
    };
    const closing = async () => desk.server.close();

    it('makes an account at the first time, and knows it again by its subject when the address changes', async () => {
      const { who, db, staff } = await openWith();
      const { cookie } = await signIn(desk);
      expect(await who(cookie)).toEqual({ name: 'Zoë', email: 'zoe@example.org', roles: ['agent'] });

      provider.person = {
        ...zoe,
        email: 'zoe.married@example.org',
        name: 'Zoë M.',
        groups: ['cn=bosses;dc=x'],
      };
      const again = await signIn(desk);
      expect(await who(again.cookie)).toEqual({
        name: 'Zoë M.',
        email: 'zoe@example.org',
        roles: ['administrator'],
      });
      const { rows } = await sql<{ action: string }>`
        select action from staff.audit_entry order by seq`.execute(db);
      expect(rows.map(({ action }) => action)).toEqual([
        'staff.add_member',
        'staff.link_oidc',
        'staff.sign_in',
        'staff.change_roles',
        'staff.sign_in',
      ]);
      expect(await staff.verifyAudit()).toMatchObject({ isIntact: true, entries: 5 });
      await closing();
    });

    it('refuses in plain words who has no role, and takes roles and sessions from who lost them', async () => {
      const { who } = await openWith();
      provider.person = { ...zoe, groups: ['kitchen'] };
      expect(await signIn(desk)).toMatchObject({ status: 403, code: 'oidc_no_role' });
      provider.person = zoe;
      const { cookie } = await signIn(desk);
      provider.person = { ...zoe, groups: [] };
      expect(await signIn(desk)).toMatchObject({ status: 403, code: 'oidc_no_role' });
      expect(await who(cookie)).toBe(401);
      await closing();
    });

    it('never gives an account with a password to whoever has its address, but links it for its owner', async () => {
      const { db, who } = await openWith();
      await addLocal(db, { hasPassword: true });
      expect(await signIn(desk)).toMatchObject({ status: 409, code: 'oidc_account_exists' });
      expect(await count(db)).toBe(0);

      const session = await localSession(desk);
      provider.person = { ...zoe, email_verified: false };
      expect(await signIn(desk, session)).toMatchObject({ status: 403, code: 'oidc_no_email' });
      provider.person = zoe;
      const { cookie } = await signIn(desk, session);
      expect(await who(cookie)).toMatchObject({ name: 'Zoë', roles: ['agent'] });
      expect(await who(session)).toBe(401);

      // Once linked, another subject with the same address is somebody else.
      provider.person = { ...zoe, sub: 'z-2' };
      expect(await signIn(desk, cookie)).toMatchObject({ status: 409, code: 'oidc_account_exists' });
      await closing();
    });

    it('gives an invited account without a password to its verified address only', async () => {
      const { db, who } = await openWith();
      await addLocal(db, { hasPassword: false });
      provider.person = { sub: 'z-1', email: zoe.email, name: 'Zoë', groups: ['desk'] };
      expect(await signIn(desk)).toMatchObject({ status: 403, code: 'oidc_no_email' });
      provider.person = zoe;
      const { cookie } = await signIn(desk);
      expect(await who(cookie)).toMatchObject({ email: 'Zoe@Example.org', roles: ['agent'] });
      await sql`update staff.account set disabled_at = now()`.execute(db);
      expect(await signIn(desk)).toMatchObject({ status: 401, code: 'sign_in_failed' });
      await closing();
    });

    it('takes an answer once, in ten minutes, and in the browser that set out only', async () => {
      const { begin, comeBack, clock } = await openWith();
      const { location, cookie } = await begin();
      const back = await followAtProvider(location, provider.issuer);
      const expired = { status: 400 };
      expect(await comeBack(back, '')).toMatchObject(expired);
      expect(await comeBack(back, (await begin()).cookie)).toMatchObject(expired);
      expect(await comeBack(back, `${cookie.slice(0, -2)}AA`)).toMatchObject(expired);
      const changed = back.replace(/code=[^&]+/, 'code=another');
      expect(await comeBack(changed, cookie)).toMatchObject({ status: 502 });
      clock.advance({ minutes: 10 });
      expect(await comeBack(back, cookie)).toMatchObject(expired);
      clock.advance({ minutes: -10 });
      const answer = await comeBack(back, cookie);
      expect(answer.headers.get('location')).toBe('/desk');
      expect(answer.headers.getSetCookie()[1]).toMatch(/^__Host-foyer-oidc=; .*Max-Age=0$/);
      expect(await comeBack(back, cookie)).toMatchObject({ status: 502 });
      await closing();
    });

    it('says so when the person cancels, the secret is wrong, or nobody answers', async () => {
      const { log } = await openWith({ clientSecret: 'another secret' });
      expect(await signIn(desk)).toMatchObject({ status: 502, code: 'oidc_answer_wrong' });
      provider.person = undefined;
      expect(await signIn(desk)).toMatchObject({ status: 403, code: 'oidc_refused' });
      expect(JSON.stringify(log.lines)).not.toContain('zoe');
      await closing();
      const { begin } = await openWith({ issuer: 'http://127.0.0.1:9' });
      expect(await begin()).toMatchObject({ status: 503 });
      await closing();
    });
  },
  { services },
);

async function addLocal(db: OpenedDatabase['db'], { hasPassword }: { hasPassword: boolean }): Promise<void> {
  await sql`
    insert into staff.account (id, email, email_key, name, roles, password_hash, created_at)
    values (${localId}, 'Zoe@Example.org', 'zoe@example.org', 'Zoë at the desk', '{marketing}',
      ${hasPassword ? 'a hash' : null}, now())`.execute(db);
}

const localId = '0193f7a0-0000-7000-8000-00000000000a';

/** As if signed in with the password. */
async function localSession({ db, clock }: Desk): Promise<string> {
  const token = 'a'.repeat(43);
  await sql`
    insert into staff.session (id, token_hash, account_id, is_complete, method, program, created_at, last_seen_at, expires_at)
    values (${localId}, ${hashOfToken('staff.session', token)}, ${localId}, true, 'password', 'Firefox',
      ${clock.now()}, ${clock.now()}, ${new Date(clock.now().getTime() + 3_600_000)})`.execute(db);
  return `__Host-foyer=${token}`;
}

async function count(db: OpenedDatabase['db']): Promise<number | undefined> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from staff.oidc_identity`.execute(
    db,
  );
  return rows[0]?.count;
}
