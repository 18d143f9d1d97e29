import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createInvitationStore } from './invitation-store.ts';
import { createInvitations } from './invitations.ts';
import {
  openDoor,
  publicUrl,
  staffEmail,
  staffServices,
  type Door,
  type Visitor,
} from './sign-in-fixture.ts';

const password = 'a long walk at the sea';

describeDatabases(
  'links that let somebody in',
  (open) => {
    let door: Door;
    let visitor: Visitor;
    beforeEach(async () => {
      door = await openDoor(open().db);
      visitor = door.visitor();
    });
    afterEach(() => door.close());

    const invite = async (accountId: string): Promise<string> => {
      const { db, clock, staff } = door;
      const invitations = createInvitations({
        db,
        clock,
        store: createInvitationStore(db),
        audit: staff.audit,
        publicUrl,
      });
      return tokenIn(await db.transaction().execute((trx) => invitations.invite(trx, accountId)));
    };
    const accept = (token: string, chosen = password, browser = visitor) =>
      browser.call('POST', 'session/invitation', { token, name: ' Ada Agent ', password: chosen });

    it('make the first administrator, once', async () => {
      expect(await door.staff.needsAdministrator()).toBe(true);
      const token = tokenIn(await door.staff.createAdministratorLink());
      const answer = await accept(token);
      expect(answer.body).toMatchObject({
        state: 'signed_in',
        needsSetup: false,
        staff: { name: 'Ada Agent', email: staffEmail, roles: ['administrator'] },
      });
      expect(await visitor.isIn()).toBe(true);
      expect(await door.staff.needsAdministrator()).toBe(false);
      const again = await accept(token, password, door.visitor());
      expect([again.status, again.body.code]).toEqual([404, 'invitation_unknown']);
      expect((await door.visitor().password(staffEmail, password)).status).toBe(200);
      const { rows } = await sql<{ action: string }>`
        select action from staff.audit_entry order by seq`.execute(door.db);
      expect(rows.map(({ action }) => action)).toEqual([
        'staff.create_link',
        'staff.add_member',
        'staff.sign_in',
        'staff.sign_in',
      ]);
    });

    it('work for one of two who open them at the same moment', async () => {
      const token = tokenIn(await door.staff.createAdministratorLink());
      const statuses = await Promise.all([1, 2, 3].map(async () => (await accept(token)).status));
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 404, 404]);
    });

    it('are replaced by newer ones, each of its own kind', async () => {
      const id = await door.employ('ada@example.org', null);
      const first = tokenIn(await door.staff.createAdministratorLink());
      const invitation = await invite(id);
      const second = tokenIn(await door.staff.createAdministratorLink());
      expect((await accept(first)).status).toBe(404);
      expect((await accept(second)).status).toBe(200);
      const newer = await invite(id);
      expect((await accept(invitation)).status).toBe(404);
      expect((await accept(newer)).status).toBe(200);
    });

    it('end after a day for administrators and after seven for those invited', async () => {
      const id = await door.employ('ada@example.org', null);
      const link = tokenIn(await door.staff.createAdministratorLink());
      const invitation = await invite(id);
      door.clock.advance({ days: 1 });
      expect((await accept(link)).status).toBe(404);
      door.clock.advance({ days: 6, seconds: -1 });
      expect((await accept(invitation)).status).toBe(200);
      const late = await invite(id);
      door.clock.advance({ days: 7 });
      expect((await accept(late)).status).toBe(404);
    });

    it('give an account its first password, or a new one that ends the sessions begun with the old', async () => {
      const id = await door.employ('ada@example.org', null);
      expect((await accept(await invite(id))).body.staff).toMatchObject({ id, name: 'Ada Agent' });
      const next = 'a short swim in the lake';
      const newcomer = door.visitor();
      expect((await accept(await invite(id), next, newcomer)).status).toBe(200);
      expect(await visitor.isIn()).toBe(false);
      expect(await newcomer.isIn()).toBe(true);
      expect((await door.visitor().password('ada@example.org', password)).status).toBe(401);
      expect((await door.visitor().password('ada@example.org', next)).status).toBe(200);
    });

    it('do not go round the second factor of who was invited', async () => {
      const id = await door.employ('ada@example.org', password);
      await door.giveSecondFactor(id);
      expect((await accept(await invite(id))).body.state).toBe('second_factor');
      expect(await visitor.isIn()).toBe(false);
    });

    it('bring back an administrator who lost password and second factor', async () => {
      const id = await door.employ(staffEmail, 'long forgotten by everybody');
      await door.giveSecondFactor(id);
      await door.disable(id);
      const answer = await accept(tokenIn(await door.staff.createAdministratorLink()));
      expect(answer.body).toMatchObject({
        state: 'signed_in',
        staff: { id, roles: ['administrator', 'agent'] },
      });
    });

    it('stay good when the password was too weak, and are of no use for a disabled account', async () => {
      const id = await door.employ('ada@example.org', null);
      const token = await invite(id);
      for (const weak of ['short', 'password1234', 'agent agent 1', 'abcdefghijklm']) {
        const answer = await accept(token, weak);
        expect([weak, answer.status, answer.body.code]).toEqual([weak, 422, 'password_weak']);
      }
      await door.disable(id);
      expect((await accept(token)).status).toBe(404);
    });

    it('are refused to pages of other origins, and to who guesses', async () => {
      const token = tokenIn(await door.staff.createAdministratorLink());
      const cross = { 'sec-fetch-site': 'cross-site' };
      const body = { token, name: 'Ada', password };
      expect((await visitor.call('POST', 'session/invitation', body, cross)).status).toBe(403);
      for (const guess of ['', 'x', 'x'.repeat(43)]) expect((await accept(guess)).status).toBe(404);
      const { rows } = await sql<{
        row: string;
      }>`select invitation::text as row from staff.invitation`.execute(door.db);
      expect(rows).toHaveLength(1);
      expect(rows[0]?.row).not.toContain(token);
    });
  },
  { services: staffServices },
);

function tokenIn({ url }: { url: string }): string {
  expect(url.startsWith(`${publicUrl}/desk/invitation/`)).toBe(true);
  return url.slice(`${publicUrl}/desk/invitation/`.length);
}
