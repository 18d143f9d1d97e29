import { createBus } from '@foyer/bus';
import type { Database } from '@foyer/database';
import { startTestServer, type TestServer } from '@foyer/http/testing';
import type { Mail } from '@foyer/mail';
import { createMetrics, uuidv7, type Log } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { argon2id } from 'hash-wasm';
import { createAccountStore } from './account-store.ts';
import { noPost } from './post-fixture.ts';
import type { SessionLifetimes, StaffDeps } from './ports.ts';
import type { Role } from './roles.ts';
import { createSessionStore } from './session-store.ts';
import { createStartSession } from './sign-in.ts';
import { createStaff, type Staff } from './staff.ts';

/** Somebody who is signed in, in one browser. For tests only. */
export interface Browser {
  staffId: string;
  sessionId: string;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }>;
  signOut(): Promise<number>;
  /** As a browser opens it. */
  fetch(
    path: string,
    init?: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
  ): Promise<Response>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- tests say what they expect to find
type Answer = any;

const publicUrl = 'https://hall.nordlicht.example';
/** A real Argon2id that takes a millisecond. */
const passwordCost = { memoryKibibytes: 64, passes: 1, parallelism: 1 };
const lifetimes: SessionLifetimes = { idleHours: 12, absoluteDays: 7 };

// In this thread, because starting one costs more than the hash.
const hashOf = (password: string): Promise<string> =>
  argon2id({
    password,
    salt: new Uint8Array(16).fill(7),
    memorySize: passwordCost.memoryKibibytes,
    iterations: passwordCost.passes,
    parallelism: passwordCost.parallelism,
    hashLength: 32,
    outputType: 'encoded',
  });

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** The whole staff service at a port, with people in its tables. */
export async function openDesk(
  db: Database,
  {
    mail,
    ...deps
  }: Partial<Pick<StaffDeps, 'heartbeatSeconds' | 'outboxDir' | 'enqueueMany' | 'wakeJobs'>> & {
    mail?: (log: Log) => Mail;
  } = {},
) {
  const clock = fakeClock('2026-03-02T09:00:00Z');
  const log = silentLog();
  const bus = createBus({ log });
  const staff: Staff = createStaff({
    db,
    clock,
    log,
    metrics: createMetrics(),
    bus,
    publicUrl,
    companyName: 'Nordlicht',
    staffEmail: 'staff@example.org',
    staffKey: new Uint8Array(32).fill(5),
    lifetimes,
    passwordCost,
    heartbeatSeconds: 3600,
    ...noPost,
    ...(mail && { mail: mail(log) }),
    ...deps,
  });
  const routes = [...staff.routes, ...staff.deskRoutes];
  const server: TestServer = await startTestServer(routes, { authorize: staff.authorize, publicUrl });
  const accounts = createAccountStore(db);
  const startSession = createStartSession({
    accounts,
    sessions: createSessionStore(db),
    clock,
    audit: staff.audit,
    lifetimes,
  });

  const signIn = async (staffId: string): Promise<Browser> => {
    const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0' };
    const session = await db
      .transaction()
      .execute((trx) => startSession(trx, { staffId, method: 'passkey', headers }));
    const [cookie = ''] = session.cookie.split(';');
    const { csrfToken } = session;
    const browserFetch: Browser['fetch'] = (path, init) =>
      server.fetch(path, { ...init, headers: { cookie, 'sec-fetch-site': 'same-origin', ...init?.headers } });
    const callDesk: Browser['call'] = async (method, path, body) => {
      const answer = await browserFetch(`/desk/api/${path}`, {
        method,
        headers: { 'x-foyer-csrf': csrfToken, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    };
    return {
      staffId,
      sessionId: session.sessionId,
      fetch: browserFetch,
      call: (method, path, body) => callDesk(method, `staff/${path}`, body),
      signOut: async () => (await callDesk('DELETE', 'session')).status,
    };
  };

  return {
    db,
    clock,
    log,
    bus,
    staff,
    server,
    signIn,
    /** Makes an account and signs it in. */
    join: async (name: string, roles: readonly Role[], password?: string): Promise<Browser> => {
      const now = clock.now();
      const id = uuidv7(now);
      const email = `${name.toLowerCase()}@example.org`;
      await accounts.insert(db, { id, email, name, roles, createdAt: now, joinedAt: null });
      if (password !== undefined) await accounts.setPassword(db, id, await hashOf(password));
      return await signIn(id);
    },
    /** The newest first. */
    deeds: async (browser: Browser): Promise<string[]> => {
      const { body } = await browser.call('GET', 'audit');
      return body.items.map(({ action }: { action: string }) => action);
    },
    close: async () => {
      await staff.closeEvents();
      await server.close();
      await staff.close();
      await bus.close();
    },
  };
}
