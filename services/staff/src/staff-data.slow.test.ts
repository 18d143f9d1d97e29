import { describeDatabases } from '@foyer/database/testing';
import { liveThroughCanaries, purgeAll } from '@foyer/service/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDoor, staffServices, type Door } from './sign-in-fixture.ts';

const email = 'ada@example.org';
const password = 'a long walk at the sea';

describeDatabases(
  'what is kept of staff',
  (open) => {
    let door: Door;
    let staffId: string;
    beforeEach(async () => {
      door = await openDoor(open().db);
      staffId = await door.employ(email, password);
    });
    afterEach(() => door.close());

    const holding = (name: string) => {
      const found = door.staff.personalData.find((one) => one.name === name);
      if (found === undefined) throw new Error(`no holding ${name}`);
      return found;
    };
    const count = async (table: string): Promise<number | undefined> => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
        door.db,
      );
      return rows[0]?.n;
    };
    const purge = (name: string): Promise<void> => purgeAll([holding(`staff.${name}`)], door.clock.now());

    it('is shown to its owner, corrected and restricted', async () => {
      await door.visitor().password(email, password);
      const accounts = holding('staff.accounts');
      expect(await accounts.find({ email: 'ADA@example.org ' })).toEqual([staffId]);
      expect(await accounts.find({ phone: '+31 20 1234567' })).toEqual([]);
      const [record] = await accounts.export({ email });
      expect(record).toMatchObject({
        id: staffId,
        fields: { name: 'Zoë', email, roles: 'agent', hasPassword: true, hasSecondFactor: false },
      });
      expect(JSON.stringify(record)).not.toContain('argon2');
      expect(await holding('staff.sessions').export({ email })).toMatchObject([
        { fields: { method: 'password', program: 'Firefox, Linux' } },
      ]);

      await door.employ('zoe@example.org', null);
      await expect(accounts.correct({ email }, { email: 'ZOE@example.org' })).rejects.toThrow('one address');
      await expect(accounts.correct({ email }, { roles: 'administrator' })).rejects.toThrow('roles');
      expect(await accounts.correct({ email }, { name: 'Ada', email: 'ada@example.com' })).toBe(1);
      expect(await accounts.export({ email: 'ada@example.com' })).toMatchObject([
        { fields: { name: 'Ada' } },
      ]);
      expect(await accounts.restrict({ email: 'ada@example.com' }, true)).toBe(1);
      expect(await accounts.export({ email: 'ada@example.com' })).toMatchObject([
        { fields: { isRestricted: true } },
      ]);
    });

    it('goes a year after an account was disabled, unless it is restricted, with all that belongs to it', async () => {
      await door.giveSecondFactor(staffId, ['k7m2-0000-1111-aaaa']);
      await door.visitor().password(email, password);
      await door.employ('zoe@example.org', password);
      await door.disable(staffId);
      const accounts = holding('staff.accounts');
      expect(await accounts.oldest()).toEqual(door.clock.now());
      await accounts.restrict({ email }, true);
      door.clock.advance({ days: 365 });
      await purge('accounts');
      expect(await count('staff.account')).toBe(2);
      await accounts.restrict({ email }, false);
      await purge('accounts');
      expect(await count('staff.account')).toBe(1);
      expect(await count('staff.recovery_code')).toBe(0);
      expect(await count('staff.session')).toBe(0);
    });

    it('can be erased once the account is disabled', async () => {
      await door.visitor().password(email, password);
      const accounts = holding('staff.accounts');
      const kept = await accounts.erase({ email }, { held: [], language: 'en' });
      expect(kept).toMatchObject({ erased: 0, retained: [{ what: 'Accounts of staff' }] });
      await door.disable(staffId);
      expect(await holding('staff.sessions').erase({ email }, { held: [], language: 'en' })).toEqual({
        erased: 1,
        retained: [],
      });
      expect(await accounts.erase({ email }, { held: [], language: 'en' })).toEqual({
        erased: 1,
        retained: [],
      });
      expect(await count('staff.account')).toBe(0);
    });

    it('deletes what is over its time in every holding on its day, and not before', async () => {
      const seen = await liveThroughCanaries(door.staff.personalData, door.clock.now());
      expect(seen).toEqual({
        'staff.audit': { marks: 2, before: 0, onTheDay: 1, after: 0 },
        'staff.sign_in_attempts': { marks: 3, before: 0, onTheDay: 1, after: 0 },
        'staff.sessions': { marks: 3, before: 0, onTheDay: 1, after: 0 },
        'staff.accounts': { marks: 3, before: 0, onTheDay: 1, after: 0 },
      });
    });

    it('shows and lets in nobody that it made up', async () => {
      const administrator = await door.employ('root@example.org', password, 'administrator');
      for (const one of door.staff.personalData) await one.plantCanary(new Date('2026-03-01T00:00:00Z'));
      const visitor = door.visitor();
      await visitor.password('root@example.org', password);
      const { body } = await visitor.call('GET', 'staff/members');
      expect(JSON.stringify(body)).toContain(administrator);
      expect(JSON.stringify(body)).not.toContain('canary');
      const log = await visitor.call('GET', 'staff/audit');
      expect(JSON.stringify(log.body)).not.toContain('canary');
      expect(await door.staff.verifyAudit()).toMatchObject({ isIntact: true });
    });

    it('keeps an account and a session that are held', async () => {
      await door.visitor().password(email, password);
      await door.disable(staffId);
      const [sessions, accounts] = [holding('staff.sessions'), holding('staff.accounts')];
      const [sessionId = ''] = await sessions.find({ email });
      const until = new Date('2028-01-01');
      const holds = [staffId, sessionId].map((id) => ({ id, why: 'a lawsuit', until }));
      const now = new Date('2027-12-01');
      const held = holds.map(({ id }) => id);
      for (const one of [sessions, accounts]) {
        expect(await one.due({ now, held: [] })).toBe(1);
        expect(await one.due({ now, held })).toBe(0);
        expect(await one.purge({ now, limit: 5, held })).toEqual({ purged: 0, more: false });
        expect(await one.erase({ email }, { held: holds, language: 'en' })).toMatchObject({
          erased: 0,
          retained: [{ why: 'a lawsuit', until }],
        });
      }
    });

    it('holds no session or link that is over', async () => {
      await door.visitor().password(email, password);
      await door.staff.createAdministratorLink();
      door.clock.advance({ hours: 11, minutes: 59 });
      await purge('sessions');
      expect(await count('staff.session')).toBe(1);
      door.clock.advance({ minutes: 1 });
      await purge('sessions');
      expect(await count('staff.session')).toBe(0);
      expect(await holding('staff.sessions').oldest()).toBeNull();
      await purge('accounts');
      expect(await count('staff.invitation')).toBe(1);
      door.clock.advance({ hours: 12 });
      await purge('accounts');
      expect(await count('staff.invitation')).toBe(0);
    });

    it('holds failed attempts for a day under digests, and their keys for two', async () => {
      await door.visitor().password(email, 'a guess, and a bad one');
      await door.visitor().password(email, password);
      expect(await count('staff.sign_in_attempt')).toBe(0);
      await door.visitor('198.51.100.7').password(email, 'a guess, and a bad one');
      const { rows } = await sql<{ row: string }>`
        select sign_in_attempt::text as row from staff.sign_in_attempt`.execute(door.db);
      expect(rows[0]?.row).not.toMatch(/ada@|198\.51/);
      const attempts = holding('staff.sign_in_attempts');
      expect((await attempts.erase({ email }, { held: [], language: 'en' })).retained).toMatchObject([
        { what: 'Failed attempts to sign in, as digests' },
      ]);
      expect(
        (await attempts.erase({ email: 'zoe@example.org' }, { held: [], language: 'en' })).retained,
      ).toEqual([]);
      door.clock.advance({ hours: 23, minutes: 59 });
      await purge('sign_in_attempts');
      expect([await count('staff.sign_in_attempt'), await count('staff.attempt_key')]).toEqual([1, 1]);
      door.clock.advance({ minutes: 2 });
      await purge('sign_in_attempts');
      expect([await count('staff.sign_in_attempt'), await count('staff.attempt_key')]).toEqual([0, 1]);
      door.clock.advance({ days: 1 });
      await purge('sign_in_attempts');
      expect(await count('staff.attempt_key')).toBe(0);
    });
  },
  { services: staffServices },
);
