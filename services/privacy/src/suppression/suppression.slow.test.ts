import { describeDatabases } from '@foyer/database/testing';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPrivacy, start, testServices, type OpenPrivacy } from '../privacy-fixture.ts';
import type { Contact, SuppressionScope } from './contact.ts';

const zoe = { email: 'Zoë@Müller.example' };
const entry = { scope: 'mail', reason: 'objection', at: start } as const;

describeDatabases(
  'the suppression list',
  (open) => {
    let its: OpenPrivacy;
    beforeEach(async () => {
      its = await openPrivacy(open());
    });
    afterEach(async () => await its.close());

    const list = () => its.privacy.suppression;
    const isSuppressed = async (contact: Contact, scope: SuppressionScope) =>
      await list().isSuppressed(open().db, contact, scope);

    it('knows an address however it is written, and holds nothing of it', async () => {
      await list().suppress(open().db, zoe, entry);
      for (const email of [
        'zoë@müller.example',
        'ZOË@XN--MLLER-KVA.EXAMPLE',
        ' zoe\u0308@mu\u0308ller.example. ',
      ]) {
        expect([email, await isSuppressed({ email }, 'mail')]).toEqual([email, true]);
      }
      expect(await isSuppressed({ email: 'zoe@müller.example' }, 'mail')).toBe(false);
      const { rows } = await sql<{ row: string }>`
        select suppression::text as row from privacy.suppression`.execute(open().db);
      expect(rows.map(({ row }) => row).join()).not.toMatch(/zo|ller/i);
    });

    it('keeps all mail from one who wants none, and one list only from who left that', async () => {
      await list().suppress(open().db, zoe, { ...entry, scope: 'list:news' });
      expect(await isSuppressed(zoe, 'list:news')).toBe(true);
      expect(await isSuppressed(zoe, 'list:events')).toBe(false);
      expect(await isSuppressed(zoe, 'mail')).toBe(false);
      await list().suppress(open().db, zoe, entry);
      expect(await isSuppressed(zoe, 'list:events')).toBe(true);
      expect(await list().lift(open().db, zoe, { scope: 'mail' })).toBe(true);
      expect(await list().lift(open().db, zoe, { scope: 'mail' })).toBe(false);
      expect(await isSuppressed(zoe, 'list:events')).toBe(false);
      expect(await isSuppressed(zoe, 'list:news')).toBe(true);
    });

    it('can be read once for a whole audience, by the scopes that count', async () => {
      const { db } = open();
      await list().suppress(db, zoe, entry);
      await list().suppress(db, { email: 'adam@example.org' }, { ...entry, scope: 'list:news' });
      await list().suppress(db, { email: 'eve@example.org' }, { ...entry, scope: 'list:events' });
      const sieve = await list().sieve(db, ['mail', 'list:news']);
      const audience = ['zoë@MÜLLER.example', 'Adam@example.org', 'eve@example.org', 'nora@example.org'];
      expect(audience.map(sieve)).toEqual([true, true, false, false]);
      expect((await list().sieve(db, ['list:other']))('adam@example.org')).toBe(false);
    });

    it('lets nobody through who is on it, however long or strange their address', async () => {
      const { db } = open();
      // Around the lengths at which a digest takes one block of 64 bytes more.
      const lengths = [1, 20, 34, 35, 36, 37, 38, 39, 40, 60, 100, 103, 104, 105, 300];
      const people = lengths.flatMap((length) => [
        { email: `${'n'.repeat(length)}@example.org` },
        { email: `${'ł'.repeat(Math.ceil(length / 2))}@Größe.example` },
      ]);
      for (const person of people) await list().suppress(db, person, entry);
      const sieve = await list().sieve(db, ['mail']);
      for (const { email } of people) expect(sieve(email)).toBe(true);
      // Asked in turn, so that nothing of one is left in the next.
      for (const { email } of people) expect([sieve(`x${email}`), sieve(email)]).toEqual([false, true]);
    });

    it('refuses to answer for what cannot be read or is asked of the wrong one', async () => {
      const { db } = open();
      for (const [contact, scope] of [
        [{ email: 'nobody' }, 'mail'],
        [{ phone: '020 123 4567' }, 'calls'],
        [{ phone: '+31201234567' }, 'mail'],
        [zoe, 'calls'],
        [zoe, 'list:' as SuppressionScope],
      ] as [Contact, SuppressionScope][]) {
        await expect(list().isSuppressed(db, contact, scope)).rejects.toThrow(RangeError);
        await expect(list().suppress(db, contact, { ...entry, scope })).rejects.toThrow(RangeError);
      }
    });

    it('picks those of many that may be written to, in their order', async () => {
      const { db } = open();
      const contacts = Array.from({ length: 2500 }, (_, index) => ({
        email: `m${index}@example.org`,
        index,
      }));
      for (const index of [3, 999, 1000, 2499]) {
        await list().suppress(db, { email: `M${index}@EXAMPLE.org` }, entry);
      }
      const left = await list().notSuppressed(db, contacts, 'list:news');
      expect(left).toHaveLength(2496);
      expect(contacts.filter((one) => !left.includes(one)).map(({ index }) => index)).toEqual([
        3, 999, 1000, 2499,
      ]);
      expect(left).toEqual(left.toSorted((a, b) => a.index - b.index));
    });

    it('still finds everybody after any rotations, and puts those it meets under the newest key', async () => {
      const { db } = open();
      let round = 0;
      const step = fc.record({
        act: fc.constantFrom('suppress', 'lift', 'rotate', 'ask', 'oldProcess'),
        who: fc.integer({ min: 0, max: 3 }),
        scope: fc.constantFrom<SuppressionScope[]>('mail', 'list:a', 'list:b'),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          round += 1;
          const expected = new Map<number, Set<SuppressionScope>>();
          const nameOf = (who: number): Contact => ({ email: `${who}@r${round}.example` });
          const isExpected = (who: number, scope: SuppressionScope): boolean => {
            const scopes = expected.get(who);
            return scopes !== undefined && (scopes.has(scope) || scopes.has('mail'));
          };
          for (const { act, who, scope } of steps) {
            if (act === 'suppress') {
              await list().suppress(db, nameOf(who), { ...entry, scope });
              expected.set(who, new Set([...(expected.get(who) ?? []), scope]));
            } else if (act === 'lift') {
              const was = await list().lift(db, nameOf(who), { scope });
              expect(was).toBe(expected.get(who)?.delete(scope) ?? false);
            } else if (act === 'rotate') its.rotateKey(`${round}.${its.ring.length}`);
            else if (act === 'oldProcess' && its.ring.length > 1) {
              // Another process that has not heard of the newest key yet.
              const [newest] = its.ring.splice(0, 1);
              await list().suppress(db, nameOf(who), { ...entry, scope });
              expected.set(who, new Set([...(expected.get(who) ?? []), scope]));
              if (newest) its.ring.unshift(newest);
            } else expect(await isSuppressed(nameOf(who), scope)).toBe(isExpected(who, scope));
          }
          for (const who of [0, 1, 2, 3]) {
            for (const scope of ['mail', 'list:a', 'list:b'] as const) {
              expect([who, scope, await isSuppressed(nameOf(who), scope)]).toEqual([
                who,
                scope,
                isExpected(who, scope),
              ]);
            }
          }
        }),
        { numRuns: 15 },
      );
      const people = Array.from({ length: round }, (_, index) =>
        [0, 1, 2, 3].map((who) => ({ email: `${who}@r${index + 1}.example` })),
      ).flat();
      for (const scope of ['mail', 'list:a', 'list:b'] as const)
        await list().notSuppressed(db, people, scope);
      const keys = (await list().countsByKey()).map(({ keyId }) => keyId);
      expect(keys.every((id) => id === its.ring[0]?.id)).toBe(true);
    });

    it('does not let two who ask at once after a rotation wait for each other or lose anybody', async () => {
      const { db } = open();
      const people = Array.from({ length: 40 }, (_, index) => ({ email: `m${index}@example.org` }));
      for (const person of people) await list().suppress(db, person, entry);
      its.rotateKey('second');
      const answers = await Promise.all(
        [people, people.toReversed(), people].map(async (asked) => list().notSuppressed(db, asked, 'mail')),
      );
      expect(answers).toEqual([[], [], []]);
      expect(await list().countsByKey()).toEqual([{ keyId: 'second', entries: 40 }]);
    });

    it('outlives an erasure, and says what stays and until when', async () => {
      const { db } = open();
      await list().suppress(db, zoe, entry);
      await list().suppress(
        db,
        { phone: '+31 20 123 45 67' },
        { ...entry, scope: 'calls', reason: 'do_not_call' },
      );
      const [holding] = its.privacy.personalData.filter(({ name }) => name === 'privacy.suppression');
      const answer = await holding?.erase(
        { email: 'zoë@müller.example', phone: '31201234567' },
        { held: [], language: 'en' },
      );
      expect(answer).toMatchObject({
        erased: 0,
        retained: [{ until: new Date('2036-11-23T10:00:00Z') }, { until: new Date('2029-11-22T10:00:00Z') }],
      });
      expect(await isSuppressed({ phone: '+31201234567' }, 'calls')).toBe(true);
    });

    it('deletes what has served its time, but not what is held, and a canary like any other', async () => {
      const { db } = open();
      const [holding] = its.privacy.personalData.filter(({ name }) => name === 'privacy.suppression');
      if (holding === undefined) throw new Error('there must be a holding');
      await list().suppress(
        db,
        { phone: '+31201234567' },
        { scope: 'calls', reason: 'do_not_call', at: start },
      );
      const [held] = await holding.find({ phone: '+31201234567' });
      const marks = await holding.plantCanary(new Date(start.getTime() - (3653 - 1) * 86_400_000));
      expect(marks.length).toBeGreaterThan(1);
      const at = async (now: string, ids: string[] = []) => {
        const options = { now: new Date(now), held: ids };
        const due = await holding.due(options);
        return [due, (await holding.purge({ ...options, limit: 100 })).purged];
      };
      expect(await at('2026-11-24T09:59:59Z')).toEqual([0, 0]);
      expect(await at('2026-11-24T10:00:00Z')).toEqual([1, 1]);
      expect(await at('2029-11-23T10:00:00Z', [held ?? ''])).toEqual([0, 0]);
      expect(await at('2029-11-23T10:00:00Z')).toEqual([1, 1]);
      expect(await holding.oldest()).toBeNull();
    });
  },
  { services: testServices },
);
