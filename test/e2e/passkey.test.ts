import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { createBus } from '@foyer/bus';
import { describeDatabases } from '@foyer/database/testing';
import { createHttpApp, html, listen, route, type Listening } from '@foyer/http';
import { createMail } from '@foyer/mail';
import { createMetrics } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { createStaff, staffMigrations } from '@foyer/staff';
import { sql } from 'kysely';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';

// A person signs in with a passkey: Chromium with a virtual authenticator, and a page of the desk's own origin.

const anna = '0193f7a0-0000-7000-8000-00000000000a';
const token = 'a'.repeat(43);
const desk = route({ method: 'get', path: '/desk', summary: 'A page', responses: { 200: 'html' } }, () =>
  html('<!doctype html><title>Desk</title><h1>Desk</h1>'),
);

describeDatabases(
  'a passkey',
  (open) => {
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    let authenticator: { cdp: CDPSession; authenticatorId: string };
    let server: Listening;
    let url: string;
    const clock = fakeClock(new Date());

    beforeAll(async () => {
      browser = await startChromium();
    });
    afterAll(() => browser.close());

    beforeEach(async () => {
      const { db } = open();
      const port = await freePort();
      url = `http://localhost:${port}`;
      const log = silentLog();
      const metrics = createMetrics();
      const staff = createStaff({
        db,
        clock,
        log,
        metrics,
        bus: createBus({ log }),
        publicUrl: url,
        mail: createMail({ outboxDir: tmpdir(), from: 'Nordlicht <hello@nordlicht.example>', log }),
        mailCompiler: { compile: async (mjml) => mjml, close: async () => undefined },
        mailFrom: 'Nordlicht <hello@nordlicht.example>',
        outboxDir: tmpdir(),
        enqueueMany: async () => undefined,
        wakeJobs: () => undefined,
        companyName: 'Nordlicht',
        staffEmail: 'staff@example.org',
        staffKey: new Uint8Array(32).fill(5),
      });
      const app = createHttpApp({
        routes: [desk, ...staff.routes, ...staff.deskRoutes],
        log,
        metrics,
        trustProxy: 0,
        publicUrl: url,
        authorize: staff.authorize,
        checkResponses: true,
      });
      server = await listen(app, { host: '127.0.0.1', port });
      await sql`
        insert into staff.account (id, email, email_key, name, roles, created_at)
        values (${anna}, 'anna@example.org', 'anna@example.org', 'Anna', '{agent}', now())`.execute(db);

      context = await browser.newContext();
      page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('WebAuthn.enable');
      const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
      authenticator = { cdp, authenticatorId };
      await page.goto(`${url}/desk`);
    });
    afterEach(async () => {
      await context.close();
      await server.close();
    });

    it('is made by who is signed in, and then signs in without a password', async () => {
      const csrf = await signInAsAnna();
      const made = await makePasskey(csrf);
      expect(made).toMatchObject({ status: 201, body: { name: 'My telephone', lastUsedAt: null } });
      await context.clearCookies();

      const signedIn = await signIn();
      expect(signedIn).toMatchObject({
        status: 200,
        body: { state: 'signed_in', staff: { id: anna, name: 'Anna', roles: ['agent'] } },
      });
      const headers = { 'x-foyer-csrf': String(signedIn.body['csrfToken']) };
      const kept = await send('GET', '/desk/api/staff/me/passkeys');
      expect(kept.body['items']).toEqual([
        { ...made.body, lastUsedAt: expect.stringMatching(/^\d{4}-/) as string },
      ]);
      const gone = `/desk/api/staff/me/passkeys/${String(made.body['id'])}`;
      expect(await send('DELETE', gone, { headers })).toMatchObject({ status: 204 });
      expect(await send('DELETE', gone, { headers })).toMatchObject({ status: 404 });
      await context.clearCookies();
      expect(await signIn()).toMatchObject({ status: 401, body: { code: 'sign_in_failed' } });
    });

    it('answers a challenge once, in five minutes, and not another’s', async () => {
      await makePasskey(await signInAsAnna());
      const response = await ask('get', (await send('POST', '/desk/api/session/passkey/options')).body);
      clock.advance({ minutes: 5 });
      expect(await answer(response)).toMatchObject({ status: 401 });
      clock.advance({ minutes: -5 });
      expect(await answer(response)).toMatchObject({ status: 200 });
      expect(await answer(response)).toMatchObject({ status: 401 });
      const ours = await send('POST', '/desk/api/session/passkey/options');
      const theirs = { ...ours.body, challenge: `AAAA${String(ours.body['challenge']).slice(4)}` };
      expect(await answer(await ask('get', theirs))).toMatchObject({ status: 401 });
    });

    it('is refused when a copy of it was used, and the log says so', async () => {
      await makePasskey(await signInAsAnna());
      const { cdp, authenticatorId } = authenticator;
      const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
      expect(await signIn()).toMatchObject({ status: 200 });
      expect(await signIn()).toMatchObject({ status: 200 });
      await cdp.send('WebAuthn.clearCredentials', { authenticatorId });
      for (const credential of credentials) {
        await cdp.send('WebAuthn.addCredential', { authenticatorId, credential });
      }
      expect(await signIn()).toMatchObject({ status: 401 });
      const { rows } = await sql`
        select actor_id, action from staff.audit_entry order by seq desc limit 1`.execute(open().db);
      expect(rows).toEqual([{ actor_id: anna, action: 'staff.refuse_passkey' }]);
    });

    it('is not taken from somebody who does not unlock it, nor from another page', async () => {
      await makePasskey(await signInAsAnna());
      const { cdp, authenticatorId } = authenticator;
      const { body } = await send('POST', '/desk/api/session/passkey/options');
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
      const unverified = await ask('get', { ...body, userVerification: 'discouraged' });
      expect(await answer(unverified)).toMatchObject({ status: 401 });
      const elsewhere = await fetch(`${url}/desk/api/session/passkey/options`, {
        method: 'POST',
        headers: { origin: 'https://elsewhere.example' },
      });
      expect(elsewhere.status).toBe(403);
    });

    /** As if with a password. @returns the token against forged requests */
    async function signInAsAnna(): Promise<string> {
      const now = clock.now();
      const hash = createHash('sha256').update(`staff.session\0${token}`).digest();
      await sql`
        insert into staff.session (id, token_hash, account_id, is_complete, method, program, created_at, last_seen_at, expires_at)
        values (${anna}, ${hash}, ${anna}, true, 'password', 'Chrome', ${now}, ${now},
          ${new Date(now.getTime() + 3_600_000)})`.execute(open().db);
      await context.addCookies([
        {
          name: '__Host-foyer',
          value: token,
          url: url.replace('http:', 'https:'),
          secure: true,
          httpOnly: true,
        },
      ]);
      return createHmac('sha256', token).update('staff.csrf').digest('base64url');
    }

    async function makePasskey(csrf: string): Promise<Reply> {
      const headers = { 'x-foyer-csrf': csrf };
      const options = await send('POST', '/desk/api/staff/me/passkeys/options', { headers });
      expect(options.status).toBe(200);
      const response = await ask('create', options.body);
      const body = { name: 'My telephone', response };
      return await send('POST', '/desk/api/staff/me/passkeys', { headers, body });
    }

    async function signIn(): Promise<Reply> {
      const options = await send('POST', '/desk/api/session/passkey/options');
      return await answer(await ask('get', options.body));
    }

    function answer(response: unknown): Promise<Reply> {
      return send('POST', '/desk/api/session/passkey', { body: { response } });
    }

    function send(
      method: string,
      path: string,
      init: { headers?: Record<string, string>; body?: unknown } = {},
    ): Promise<Reply> {
      return page.evaluate(
        async ([verb, address, headers, body]) => {
          const reply = await fetch(address, {
            method: verb,
            headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
            ...(body !== undefined && { body }),
          });
          const text = await reply.text();
          return { status: reply.status, body: text === '' ? {} : (JSON.parse(text) as Reply['body']) };
        },
        [
          method,
          path,
          init.headers ?? {},
          init.body === undefined ? undefined : JSON.stringify(init.body),
        ] as const,
      );
    }

    /** What the browser's own code makes of the options. */
    function ask(what: 'create' | 'get', options: unknown): Promise<unknown> {
      return page.evaluate(
        async ([kind, json]) => {
          const credential = (await (kind === 'create'
            ? navigator.credentials.create({
                publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
                  json as PublicKeyCredentialCreationOptionsJSON,
                ),
              })
            : navigator.credentials.get({
                publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
                  json as PublicKeyCredentialRequestOptionsJSON,
                ),
              }))) as PublicKeyCredential;
          return credential.toJSON() as unknown;
        },
        [what, options] as const,
      );
    }
  },
  { services: [{ name: 'staff', migrations: staffMigrations }] },
);

interface Reply {
  status: number;
  body: Record<string, unknown>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => void server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
