import { describeDatabases } from '@foyer/database/testing';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDesk, type Browser, type Desk } from './desk-fixture.ts';
import { staffMigrations } from './staff.ts';

const password = 'nine purple elephants';
const next = 'a bicycle full of rain';

describeDatabases(
  'one’s own account',
  (open) => {
    let desk: Desk;
    let ada: Browser;
    beforeEach(async () => {
      desk = await openDesk(open().db);
      ada = await desk.join('Ada', ['administrator'], password);
    });
    afterEach(() => desk.close());

    const codeOf = (secret: string): string =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: desk.clock.now().getTime() });

    const switchOn = async (): Promise<{ secret: string; recoveryCodes: string[] }> => {
      const { secret } = (await ada.call('POST', 'me/totp')).body;
      const { body } = await ada.call('POST', 'me/totp/confirm', { code: codeOf(secret) });
      return { secret, recoveryCodes: body.recoveryCodes };
    };

    it('says who one is', async () => {
      expect((await ada.call('GET', 'me')).body).toEqual({
        id: ada.staffId,
        name: 'Ada',
        email: 'ada@example.org',
        roles: ['administrator'],
        hasPassword: true,
        hasTotp: false,
        recoveryCodesLeft: 0,
      });
    });

    it('lists sessions, and ends one of them or all others; never those of somebody else', async () => {
      const bert = await desk.join('Bert', ['agent']);
      desk.clock.advance({ hours: 1 });
      const phone = await desk.signIn(ada.staffId);
      desk.clock.advance({ hours: 1 });
      const tablet = await desk.signIn(ada.staffId);
      const { body } = await tablet.call('GET', 'me/sessions');
      expect(body.items.map(({ id, isCurrent }: Record<string, unknown>) => [id, isCurrent])).toEqual([
        [tablet.sessionId, true],
        [phone.sessionId, false],
        [ada.sessionId, false],
      ]);
      expect(body.items[0]).toMatchObject({
        program: 'Firefox, Linux',
        method: 'passkey',
        createdAt: '2026-03-02T11:00:00.000Z',
      });
      const path = `me/sessions/${phone.sessionId}`;
      expect(await bert.call('DELETE', path)).toMatchObject({
        status: 404,
        body: { code: 'session_unknown' },
      });
      expect((await phone.call('GET', 'me')).status).toBe(200);
      expect((await tablet.call('DELETE', path)).status).toBe(204);
      expect((await phone.call('GET', 'me')).status).toBe(401);
      expect((await tablet.call('DELETE', 'me/sessions')).status).toBe(204);
      expect((await ada.call('GET', 'me')).status).toBe(401);
      expect((await bert.call('GET', 'me')).status).toBe(200);
      expect((await desk.deeds(tablet)).slice(0, 2)).toEqual([
        'staff.end_other_sessions',
        'staff.end_session',
      ]);
    });

    it('takes another password from who knows the present one, and ends all other sessions', async () => {
      const phone = await desk.signIn(ada.staffId);
      expect(await phone.call('POST', 'me/password', { current: next, next })).toMatchObject({
        status: 422,
        body: { code: 'password_wrong', errors: [{ pointer: '/current' }] },
      });
      expect(await phone.call('POST', 'me/password', { current: password, next: 'short' })).toMatchObject({
        status: 422,
        body: { code: 'password_weak', errors: [{ pointer: '/next' }] },
      });
      expect((await ada.call('GET', 'me')).status).toBe(200);

      expect((await phone.call('POST', 'me/password', { current: password, next })).status).toBe(204);
      expect((await ada.call('GET', 'me')).status).toBe(401);
      const back = await phone.call('POST', 'me/password', { current: next, next: password });
      expect(back.status).toBe(204);
      expect((await desk.deeds(phone))[0]).toBe('staff.change_password');
    });

    it('slows down who guesses the present password', async () => {
      const guess = () => ada.call('POST', 'me/password', { current: 'a guess', next });
      const codes: string[] = [];
      for (let number = 0; number < 20; number += 1) codes.push((await guess()).body.code);
      expect(codes[0]).toBe('password_wrong');
      expect(codes.at(-1)).toBe('sign_in_delayed');
      const right = await ada.call('POST', 'me/password', { current: password, next });
      expect(right).toMatchObject({ status: 429, body: { code: 'sign_in_delayed' } });
    });

    it('sets up a second factor with its first code, and answers ten recovery codes once', async () => {
      expect(await ada.call('POST', 'me/totp/confirm', { code: '123456' })).toMatchObject({
        body: { code: 'totp_not_started' },
      });
      const { body } = await ada.call('POST', 'me/totp');
      expect(body.uri).toContain('otpauth://totp/Nordlicht:ada%40example.org?');
      const code = codeOf(body.secret);
      const wrong = code === '000000' ? '111111' : '000000';
      expect(await ada.call('POST', 'me/totp/confirm', { code: wrong })).toMatchObject({
        status: 422,
        body: { code: 'code_wrong', errors: [{ pointer: '/code' }] },
      });
      expect((await ada.call('GET', 'me')).body).toMatchObject({ hasTotp: false });
      const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
      const confirmed = await ada.call('POST', 'me/totp/confirm', { code: spaced });
      expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
      expect((await ada.call('GET', 'me')).body).toMatchObject({ hasTotp: true, recoveryCodesLeft: 10 });
      for (const path of ['me/totp', 'me/totp/confirm']) {
        expect(await ada.call('POST', path, { code })).toMatchObject({
          status: 409,
          body: { code: 'totp_active' },
        });
      }
      expect((await desk.deeds(ada))[0]).toBe('staff.add_totp');
    });

    it('switches the second factor off only for who knows the password or has a code that was not used', async () => {
      const none = await ada.call('DELETE', 'me/totp', { password });
      expect(none).toMatchObject({ status: 409, body: { code: 'second_factor_not_asked' } });
      const { secret } = await switchOn();
      for (const [proof, code] of [
        [{ password: next }, 'password_wrong'],
        [{ code: codeOf(secret) }, 'code_wrong'],
        [{ code: 'aaaa-bbbb-cccc-dddd' }, 'code_wrong'],
        [{}, 'validation_failed'],
      ] as const) {
        expect(await ada.call('DELETE', 'me/totp', proof)).toMatchObject({ status: 422, body: { code } });
      }
      expect((await ada.call('GET', 'me')).body).toMatchObject({ hasTotp: true });
      desk.clock.advance({ minutes: 1 });
      expect((await ada.call('DELETE', 'me/totp', { code: codeOf(secret) })).status).toBe(204);
      expect((await ada.call('GET', 'me')).body).toMatchObject({ hasTotp: false, recoveryCodesLeft: 0 });
      expect((await desk.deeds(ada))[0]).toBe('staff.remove_totp');
      await switchOn();
      expect((await ada.call('DELETE', 'me/totp', { password })).status).toBe(204);
    });

    it('gives new recovery codes for an old one, and the old ones work no more', async () => {
      const { recoveryCodes } = await switchOn();
      const [first = '', second = ''] = recoveryCodes;
      const renewed = await ada.call('POST', 'me/recovery-codes', { code: first.toUpperCase() });
      expect(renewed.body.recoveryCodes).toHaveLength(10);
      expect(await ada.call('POST', 'me/recovery-codes', { code: second })).toMatchObject({
        status: 422,
        body: { code: 'code_wrong' },
      });
      expect((await ada.call('GET', 'me')).body).toMatchObject({ recoveryCodesLeft: 10 });
      const [fresh = ''] = renewed.body.recoveryCodes;
      expect((await ada.call('DELETE', 'me/totp', { code: fresh })).status).toBe(204);
      expect((await desk.deeds(ada)).slice(0, 2)).toEqual([
        'staff.remove_totp',
        'staff.renew_recovery_codes',
      ]);
    });
  },
  { services: [{ name: 'staff', migrations: staffMigrations }] },
);
