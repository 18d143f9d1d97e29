import { createBus } from '@foyer/bus';
import type { Database, ServiceMigrations } from '@foyer/database';
import { startTestServer } from '@foyer/http/testing';
import { createMetrics, createSecretBox, uuidv7 } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { TOTP } from 'otpauth';
import { createAccountStore } from './account-store.ts';
import { createPasswordHasher } from './password-hasher.ts';
import { noPost } from './post-fixture.ts';
import type { PasswordCost } from './password-hash.ts';
import { hashOfRecoveryCode } from './recovery-code.ts';
import type { Role } from './roles.ts';
import { createSecondFactorStore } from './second-factor-store.ts';
import { createStaff, staffMigrations } from './staff.ts';
import { newTotpSecret } from './totp.ts';

/** The staff service behind its HTTP door, with a clock that stands still. For tests only. */
export type Door = Awaited<ReturnType<typeof openDoor>>;

/** One browser, with the cookie that it was given last. */
export type Visitor = ReturnType<Door['visitor']>;

interface Reply {
  status: number;
  body: any; // oxlint-disable-line typescript/no-explicit-any -- JSON of any route: tests say what they expect to find
  retryAfter: string | null;
}

export const staffServices: ServiceMigrations[] = [{ name: 'staff', migrations: staffMigrations }];
export const publicUrl = 'https://hall.nordlicht.example';
export const staffEmail = 'office@nordlicht.example';
/** A real Argon2id that takes a millisecond. */
const cheapCost: PasswordCost = { memoryKibibytes: 64, passes: 1, parallelism: 1 };
const staffKey = new Uint8Array(32).fill(5);

// One thread for all tests of a file, and one hash of each password: starting it takes longer than most of them.
const passwords = createPasswordHasher(cheapCost);
const hashes = new Map<string, Promise<string>>();
async function hashed(password: string): Promise<string> {
  const hash = hashes.get(password) ?? passwords.hash(password);
  hashes.set(password, hash);
  return await hash;
}

export async function openDoor(db: Database, { passwordCost = cheapCost } = {}) {
  const clock = fakeClock('2026-03-02T09:00:10Z');
  const log = silentLog();
  const bus = createBus({ log });
  const staff = createStaff({
    db,
    clock,
    log,
    metrics: createMetrics(),
    bus,
    ...noPost,
    publicUrl,
    companyName: 'Nordlicht',
    staffEmail,
    staffKey,
    passwordCost,
  });
  const server = await startTestServer([...staff.routes, ...staff.deskRoutes], {
    authorize: staff.authorize,
    publicUrl,
    trustProxy: 1,
  });
  const accounts = createAccountStore(db);
  const secondFactors = createSecondFactorStore();

  const visitor = (network = '203.0.113.7') => {
    const jar = { cookie: '', csrfToken: '' };
    const call = async (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Reply> => {
      const answer = await server.fetch(`/desk/api/${path}`, {
        method,
        headers: {
          'sec-fetch-site': 'same-origin',
          'x-forwarded-for': network,
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
          ...(jar.cookie !== '' && { cookie: jar.cookie }),
          ...(jar.csrfToken !== '' && { 'x-foyer-csrf': jar.csrfToken }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const [pair] = answer.headers.getSetCookie()[0]?.split(';') ?? [];
      if (pair !== undefined) jar.cookie = pair.endsWith('=') ? '' : pair;
      const text = await answer.text();
      const read = text === '' ? undefined : JSON.parse(text);
      if (typeof read?.csrfToken === 'string') jar.csrfToken = read.csrfToken;
      return { status: answer.status, body: read, retryAfter: answer.headers.get('retry-after') };
    };
    return {
      jar,
      call,
      password: (email: string, password: string) => call('POST', 'session/password', { email, password }),
      session: async () => (await call('GET', 'session')).body,
      /** Whether the desk lets this browser in. */
      isIn: async () => (await call('GET', 'staff/me/passkeys')).status === 200,
    };
  };

  return {
    db,
    clock,
    log: server.log,
    server,
    staff,
    visitor,
    /** Somebody who has worked here for a while. */
    employ: async (email: string, password: string | null, role: Role = 'agent'): Promise<string> => {
      const now = clock.now();
      const id = uuidv7(now);
      await accounts.insert(db, { id, email, name: 'Zoë', roles: [role], createdAt: now, joinedAt: now });
      if (password !== null) await accounts.setPassword(db, id, await hashed(password));
      return id;
    },
    /** A second factor. @returns what the authenticator app shows now */
    giveSecondFactor: async (accountId: string, recoveryCodes: string[] = []): Promise<() => string> => {
      const { bytes, uri } = newTotpSecret({ issuer: 'Nordlicht', label: 'Zoë' });
      const sealed = createSecretBox(staffKey, 'staff.totp').seal(bytes, accountId);
      await secondFactors.setPending(db, accountId, sealed);
      await secondFactors.activate(db, accountId, 0);
      if (recoveryCodes.length > 0) {
        const codeHashes = recoveryCodes.map((code) => hashOfRecoveryCode(accountId, code));
        await secondFactors.replaceRecoveryCodes(db, accountId, codeHashes, clock.now());
      }
      const secret = new URL(uri).searchParams.get('secret') ?? '';
      return () => new TOTP({ secret }).generate({ timestamp: clock.now().getTime() });
    },
    disable: async (accountId: string): Promise<void> => {
      const account = await accounts.find(db, accountId);
      if (account === undefined) throw new Error('no such account');
      const { name, roles } = account;
      await accounts.change(db, accountId, { name, roles, disabledAt: clock.now() });
    },
    close: async () => {
      await server.close();
      await staff.close();
      await bus.close();
    },
  };
}
