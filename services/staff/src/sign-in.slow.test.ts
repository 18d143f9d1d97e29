import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDoor, publicUrl, staffServices, type Door, type Visitor } from './sign-in-fixture.ts';

const zoe = 'Zoe@example.org';
const password = 'a long walk at the sea';

describeDatabases(
  'signing in with a password',
  (open) => {
    let door: Door;
    let visitor: Visitor;
    let staffId: string;
    beforeEach(async () => {
      door = await openDoor(open().db);
      staffId = await door.employ(zoe, password);
      visitor = door.visitor();
    });
    afterEach(() => door.close());

    const actions = async (): Promise<string[]> => {
      const { rows } = await sql<{ action: string }>`
        select action from staff.audit_entry order by seq`.execute(door.db);
      return rows.map(({ action }) => action);
    };

    it('lets in who knows it, says who that is, and lets out again', async () => {
      expect(await visitor.session()).toEqual({ state: 'signed_out', needsSetup: true, oidc: null });
      const answer = await visitor.password(' zoe@EXAMPLE.org ', password);
      expect(answer).toMatchObject({
        status: 200,
        body: { state: 'signed_in', staff: { id: staffId, email: zoe, roles: ['agent'] } },
      });
      expect(answer.body.staff.permissions).toContain('inbox.reply');
      expect(await visitor.session()).toEqual(answer.body);
      expect(await visitor.isIn()).toBe(true);

      const { cookie } = visitor.jar;
      expect((await visitor.call('DELETE', 'session')).status).toBe(204);
      expect(visitor.jar.cookie).toBe('');
      visitor.jar.cookie = cookie;
      expect(await visitor.isIn()).toBe(false);
      expect((await visitor.call('DELETE', 'session')).status).toBe(204);
      expect(await actions()).toEqual(['staff.sign_in', 'staff.sign_out']);
    });

    it('answers alike to a wrong password, an unknown address, a disabled account and one without password', async () => {
      await door.disable(await door.employ('gone@example.org', password));
      await door.employ('invited@example.org', null);
      const answers = await Promise.all(
        [zoe, 'nobody@example.org', 'gone@example.org', 'invited@example.org', 'no address'].map(
          async (email) => {
            const given = email === zoe ? 'a long walk in the hills' : password;
            const { status, body } = await door.visitor().password(email, given);
            return { status, ...body, instance: '', requestId: '' };
          },
        ),
      );
      expect(answers[0]).toMatchObject({ status: 401, code: 'sign_in_failed' });
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(JSON.stringify(door.log.lines)).not.toMatch(/example\.org|hills/i);
    });

    it('makes guessing slower and slower, for known and unknown addresses, and lets other networks in', async () => {
      for (const email of [zoe, 'nobody@example.org']) {
        for (let guess = 0; guess < 5; guess += 1)
          expect((await visitor.password(email, 'a guess, and a bad one')).status).toBe(401);
        const waits: (string | null)[] = [];
        for (let guess = 0; guess < 3; guess += 1) {
          const { status, body, retryAfter } = await visitor.password(email, password);
          expect([status, body.code]).toEqual([429, 'sign_in_delayed']);
          waits.push(retryAfter);
          door.clock.advance({ seconds: Number(retryAfter) });
          expect((await visitor.password(email, 'a guess, and a bad one')).status).toBe(401);
        }
        expect(waits).toEqual(['5', '10', '20']);
      }
      const elsewhere = await door.visitor('198.51.100.9').password(zoe, password);
      expect(elsewhere.body.state).toBe('signed_in');
      // In the same network a neighbour's address does not help.
      expect((await door.visitor('203.0.113.99').password(zoe, password)).status).toBe(429);
    });

    it('forgets failures once the right password came, and after an hour', async () => {
      for (let guess = 0; guess < 4; guess += 1) await visitor.password(zoe, 'a guess, and a bad one');
      expect((await visitor.password(zoe, password)).status).toBe(200);
      for (let guess = 0; guess < 5; guess += 1)
        expect((await visitor.password(zoe, 'a guess, and a bad one')).status).toBe(401);
      expect((await visitor.password(zoe, password)).status).toBe(429);
      door.clock.advance({ hours: 1, seconds: 1 });
      expect((await visitor.password(zoe, password)).status).toBe(200);
    });

    it('lets twenty guesses at once be no more than five', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, async () => visitor.password(zoe, 'a guess, and a bad one')),
      );
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
    });

    it('asks for the second factor, tells nothing before it, and takes a code once', async () => {
      const shownCode = await door.giveSecondFactor(staffId);
      const half = await visitor.password(zoe, password);
      expect(half.body).toEqual({
        state: 'second_factor',
        needsSetup: true,
        oidc: null,
        csrfToken: expect.any(String),
      });
      expect(await visitor.isIn()).toBe(false);
      const halfCookie = visitor.jar.cookie;
      const code = shownCode();
      const wrong = await visitor.call('POST', 'session/totp', {
        code: code === '000000' ? '000001' : '000000',
      });
      expect([wrong.status, wrong.body.code]).toEqual([422, 'code_wrong']);
      const whole = await visitor.call('POST', 'session/totp', { code });
      expect(whole.body).toMatchObject({ state: 'signed_in', staff: { id: staffId } });
      expect(await visitor.isIn()).toBe(true);
      expect((await visitor.call('POST', 'session/totp', { code })).body.code).toBe(
        'second_factor_not_asked',
      );

      const other = door.visitor();
      other.jar.cookie = halfCookie;
      expect((await other.session()).state).toBe('signed_out');
      await other.password(zoe, password);
      expect((await other.call('POST', 'session/totp', { code })).body.code).toBe('code_wrong');
      door.clock.advance({ seconds: 30 });
      expect((await other.call('POST', 'session/totp', { code: shownCode() })).status).toBe(200);
    });

    it('takes a recovery code once, however it is typed', async () => {
      await door.giveSecondFactor(staffId, ['k7m2-0000-1111-aaaa', 'k7m2-0000-1111-bbbb']);
      const withCode = async (code: string) => {
        const browser = door.visitor();
        await browser.password(zoe, password);
        return (await browser.call('POST', 'session/recovery', { code })).status;
      };
      expect(await withCode('k7m2-0000-1111-cccc')).toBe(422);
      expect(await withCode('K7M2 oooo IlIl AAAA')).toBe(200);
      expect(await withCode('k7m2-0000-1111-aaaa')).toBe(422);
      expect(await withCode('k7m2-0000-1111-bbbb')).toBe(200);
    });

    it('delays guessed codes from wherever they come, and a code needs a password first', async () => {
      await door.giveSecondFactor(staffId);
      for (let guess = 0; guess < 5; guess += 1) {
        const browser = door.visitor(`198.51.${guess}.7`);
        await browser.password(zoe, password);
        expect((await browser.call('POST', 'session/totp', { code: 'no code' })).status).toBe(422);
      }
      await visitor.password(zoe, password);
      const late = await visitor.call('POST', 'session/totp', { code: 'no code' });
      expect([late.status, late.retryAfter]).toEqual([429, '5']);
      const stranger = await door.visitor().call('POST', 'session/totp', { code: '123456' });
      expect([stranger.status, stranger.body.code]).toEqual([401, 'unauthenticated']);
    });

    it('gives half a session ten minutes for the second factor', async () => {
      const shownCode = await door.giveSecondFactor(staffId);
      await visitor.password(zoe, password);
      door.clock.advance({ minutes: 10 });
      expect((await visitor.call('POST', 'session/totp', { code: shownCode() })).status).toBe(401);
    });

    it('takes another cookie for each sign-in: one from before is worth nothing after', async () => {
      await visitor.password(zoe, password);
      const { cookie, csrfToken } = visitor.jar;
      await visitor.password(zoe, password);
      expect(visitor.jar.cookie).not.toBe(cookie);
      expect(visitor.jar.csrfToken).not.toBe(csrfToken);
      const thief = door.visitor();
      thief.jar.cookie = cookie;
      expect(await thief.isIn()).toBe(false);
      expect(await visitor.isIn()).toBe(true);
    });

    it('ends a session after twelve hours without a request, and after seven days in any case', async () => {
      await visitor.password(zoe, password);
      door.clock.advance({ hours: 11 });
      expect(await visitor.isIn()).toBe(true);
      door.clock.advance({ hours: 11 });
      expect(await visitor.isIn()).toBe(true);
      door.clock.advance({ hours: 12 });
      expect(await visitor.isIn()).toBe(false);

      await visitor.password(zoe, password);
      for (let hours = 0; hours < 7 * 24 - 8; hours += 8) {
        door.clock.advance({ hours: 8 });
        expect(await visitor.isIn()).toBe(true);
      }
      door.clock.advance({ hours: 8 });
      expect(await visitor.isIn()).toBe(false);
    });

    it('refuses pages of other origins, and sessions without their token', async () => {
      const body = { email: zoe, password };
      for (const from of ['cross-site', 'same-site', 'none']) {
        const answer = await visitor.call('POST', 'session/password', body, { 'sec-fetch-site': from });
        expect([answer.status, answer.body.code]).toEqual([403, 'other_origin']);
      }
      const noMetadata = async (origin: string) => {
        const answer = await door.server.fetch('/desk/api/session/password', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(origin !== '' && { origin }) },
          body: JSON.stringify(body),
        });
        return answer.status;
      };
      expect(await noMetadata('https://evil.example')).toBe(403);
      expect(await noMetadata('')).toBe(403);
      expect(await noMetadata(publicUrl)).toBe(200);

      const shownCode = await door.giveSecondFactor(staffId);
      await visitor.password(zoe, password);
      const code = shownCode();
      const forged = { 'x-foyer-csrf': 'x'.repeat(43) };
      expect((await visitor.call('POST', 'session/totp', { code }, forged)).status).toBe(403);
      expect((await visitor.call('POST', 'session/totp', { code })).status).toBe(200);
      expect((await visitor.call('DELETE', 'session', undefined, forged)).status).toBe(403);
      const cross = { 'sec-fetch-site': 'cross-site' };
      expect((await visitor.call('DELETE', 'session', undefined, cross)).status).toBe(403);
      expect(await visitor.isIn()).toBe(true);
    });

    it('puts a disabled account out at once', async () => {
      await visitor.password(zoe, password);
      await door.disable(staffId);
      expect(await visitor.isIn()).toBe(false);
      expect((await visitor.session()).state).toBe('signed_out');
      expect((await visitor.password(zoe, password)).status).toBe(401);
    });

    it('hashes a password anew when hashing has become dearer', async () => {
      const cost = async (): Promise<string | undefined> => {
        const { rows } = await sql<{ hash: string }>`select password_hash as hash from staff.account`.execute(
          door.db,
        );
        return rows[0]?.hash.split('$')[3];
      };
      await visitor.password(zoe, password);
      expect(await cost()).toBe('m=64,t=1,p=1');
      await door.close();
      door = await openDoor(open().db, {
        passwordCost: { memoryKibibytes: 128, passes: 1, parallelism: 1 },
      });
      expect((await door.visitor().password(zoe, password)).status).toBe(200);
      expect(await cost()).toBe('m=128,t=1,p=1');
      expect((await door.visitor().password(zoe, password)).status).toBe(200);
    });
  },
  { services: staffServices },
);
