import { describeDatabases } from '@foyer/database/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDesk, type Browser, type Desk } from './desk-fixture.ts';
import { staffMigrations } from './staff.ts';

const newcomer = { email: 'Nora@Example.org', name: 'Nora New', roles: ['agent'] };

const dismiss = async (one: Browser, other: Browser): Promise<number> =>
  (await one.call('PATCH', `members/${other.staffId}`, { isDisabled: true })).status;

describeDatabases(
  'members of staff',
  (open) => {
    let desk: Desk;
    let ada: Browser;
    let bert: Browser;
    beforeEach(async () => {
      desk = await openDesk(open().db);
      ada = await desk.join('Ada', ['administrator']);
      bert = await desk.join('Bert', ['agent']);
    });
    afterEach(() => desk.close());

    it('invites somebody with a link, and again with another', async () => {
      const invited = await ada.call('POST', 'members', newcomer);
      expect(invited).toMatchObject({ status: 201, body: { id: expect.any(String) } });
      expect(invited.body.invitationUrl).toMatch(/^https:\/\/hall\.nordlicht\.example\/desk\/invitation\/./);
      const again = await ada.call('POST', `members/${invited.body.id}/invitation`);
      expect(again.status).toBe(200);
      expect(again.body.invitationUrl).not.toBe(invited.body.invitationUrl);
      expect(await ada.call('POST', 'members', { ...newcomer, email: 'nora@example.ORG' })).toMatchObject({
        status: 409,
        body: { code: 'email_taken', errors: [{ pointer: '/email' }] },
      });
      const { body } = await ada.call('GET', 'members');
      expect(body.items[2]).toEqual({
        id: invited.body.id,
        email: 'Nora@Example.org',
        name: 'Nora New',
        roles: ['agent'],
        isDisabled: false,
        hasTotp: false,
        isInvited: true,
        lastSignInAt: null,
      });
      expect(await desk.deeds(ada)).toEqual(expect.arrayContaining(['staff.add_member', 'staff.invite']));
    });

    it('lists everybody a page at a time, and as colleagues only who is here now', async () => {
      await ada.call('POST', 'members', newcomer);
      const first = (await ada.call('GET', 'members?limit=2')).body;
      expect(first.items.map(({ name }: { name: string }) => name)).toEqual(['Ada', 'Bert']);
      expect(first.items[0]).toMatchObject({ isInvited: false, lastSignInAt: '2026-03-02T09:00:00.000Z' });
      const second = (await ada.call('GET', `members?limit=2&cursor=${first.nextCursor}`)).body;
      expect(second).toMatchObject({ items: [{ name: 'Nora New' }], nextCursor: null });
      expect((await bert.call('GET', 'colleagues')).body).toEqual([
        { id: ada.staffId, name: 'Ada' },
        { id: bert.staffId, name: 'Bert' },
      ]);
    });

    it('is the administrators’ business alone', async () => {
      const path = `members/${bert.staffId}`;
      for (const [method, where, body] of [
        ['GET', 'members'],
        ['POST', 'members', newcomer],
        ['PATCH', path, { roles: ['administrator'] }],
        ['POST', `${path}/invitation`],
      ] as const) {
        expect(await bert.call(method, where, body)).toMatchObject({ status: 403 });
      }
      expect((await ada.call('GET', 'members')).body.items).toHaveLength(2);
    });

    it('puts a disabled member out at once, and lets them in again only when enabled', async () => {
      const path = `members/${bert.staffId}`;
      expect(await ada.call('PATCH', path, { isDisabled: true })).toMatchObject({
        status: 200,
        body: { isDisabled: true },
      });
      expect((await bert.call('GET', 'me')).status).toBe(401);
      await expect(desk.signIn(bert.staffId)).rejects.toMatchObject({ code: 'sign_in_failed' });
      expect(await ada.call('POST', `${path}/invitation`)).toMatchObject({
        status: 409,
        body: { code: 'member_disabled' },
      });
      await ada.call('PATCH', path, { isDisabled: false });
      expect((await bert.call('GET', 'me')).status).toBe(401);
      expect((await (await desk.signIn(bert.staffId)).call('GET', 'me')).status).toBe(200);
      expect(await desk.deeds(ada)).toEqual(
        expect.arrayContaining(['staff.disable_member', 'staff.enable_member']),
      );
    });

    it('ends the sessions of who gets other roles, but not of who gets another name', async () => {
      const path = `members/${bert.staffId}`;
      await ada.call('PATCH', path, { name: 'Bert B.' });
      expect((await bert.call('GET', 'me')).body).toMatchObject({ name: 'Bert B.', roles: ['agent'] });
      await ada.call('PATCH', path, { roles: ['agent'] });
      expect((await bert.call('GET', 'me')).status).toBe(200);
      await ada.call('PATCH', path, { roles: ['privacy_officer', 'agent', 'agent'] });
      expect((await bert.call('GET', 'me')).status).toBe(401);
      const again = await desk.signIn(bert.staffId);
      expect((await again.call('GET', 'me')).body).toMatchObject({ roles: ['agent', 'privacy_officer'] });
      expect(await desk.deeds(ada)).toEqual(
        expect.arrayContaining(['staff.rename_member', 'staff.change_roles']),
      );
    });

    it('keeps the last administrator, also from themselves', async () => {
      const path = `members/${ada.staffId}`;
      for (const change of [{ roles: ['agent'] }, { isDisabled: true }]) {
        expect(await ada.call('PATCH', path, change)).toMatchObject({
          status: 409,
          body: { code: 'last_administrator' },
        });
      }
      // Invited only: nobody who could let others in.
      await ada.call('POST', 'members', { ...newcomer, roles: ['administrator'] });
      expect((await ada.call('PATCH', path, { isDisabled: true })).status).toBe(409);
      await ada.call('PATCH', path, { name: 'Ada A.', roles: ['agent', 'administrator'] });
      const again = await desk.signIn(ada.staffId);
      expect((await again.call('GET', 'me')).body).toMatchObject({ name: 'Ada A.' });
    });

    it('keeps one of two administrators who dismiss each other at once, also when a third one is there', async () => {
      const carl = await desk.join('Carl', ['administrator']);
      for (const others of [[], ['Dora']]) {
        for (const name of others) await desk.join(name, ['administrator']);
        const [one, other] = [await desk.signIn(ada.staffId), await desk.signIn(carl.staffId)];
        const statuses = await Promise.all([dismiss(one, other), dismiss(other, one)]);
        expect(statuses.filter((status) => status === 200)).toHaveLength(1);
        const [winner, loser] = statuses[0] === 200 ? [one, other] : [other, one];
        expect((await loser.call('GET', 'me')).status).toBe(401);
        await winner.call('PATCH', `members/${loser.staffId}`, { isDisabled: false });
      }
    });

    it('does not know who is not there, and refuses what is no member', async () => {
      const nobody = '01890000-0000-7000-8000-00000000ada0';
      expect(await ada.call('PATCH', `members/${nobody}`, { name: 'X' })).toMatchObject({ status: 404 });
      expect(await ada.call('POST', `members/${nobody}/invitation`)).toMatchObject({ status: 404 });
      for (const body of [
        { ...newcomer, roles: ['owner'] },
        { ...newcomer, roles: [] },
        { ...newcomer, name: ' ' },
        { ...newcomer, email: 'nora' },
      ]) {
        expect((await ada.call('POST', 'members', body)).status).toBe(422);
      }
    });
  },
  { services: [{ name: 'staff', migrations: staffMigrations }] },
);
