import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPrivacy, testServices, type OpenPrivacy } from '../privacy-fixture.ts';
import { lettersHolding, letterServices } from './letters-fixture.ts';

describeDatabases(
  'what is held',
  (open) => {
    let test: OpenPrivacy;
    const letters = lettersHolding(() => open().db);
    beforeEach(async () => {
      test = await openPrivacy(open(), { holdings: () => [letters, ...test.privacy.personalData] });
    });
    afterEach(async () => await test.close());

    const run = async (name: string): Promise<void> => {
      const job = { id: 'x', name, payload: {}, attempt: 1 };
      await test.privacy.jobs[name]?.(job, { signal: new AbortController().signal, log: test.log });
    };
    const until = '2027-06-01T00:00:00Z';
    const left = async (): Promise<string[]> => {
      const { rows } = await sql<{ sender: string }>`
        select sender from test_letters.letter order by sender`.execute(open().db);
      return rows.map(({ sender }) => sender);
    };

    it('stays past its day, as one record or as everything of one person, and goes at the end', async () => {
      const anna = await letters.write('anna@example.org', test.clock.now());
      await letters.write('Zoe@example.org', test.clock.now());
      await letters.write('bert@example.org', test.clock.now());
      const place = async (body: object) =>
        await test.desk('POST', 'holds', { until, why: 'a lawsuit', ...body });
      expect(await place({ holding: 'test.letters', recordId: anna })).toMatchObject({ status: 201 });
      expect(await place({ subject: { email: 'zoe@EXAMPLE.org' } })).toMatchObject({ status: 201 });
      // What comes in later is held too.
      await letters.write('zoe@example.org', test.clock.now());
      test.clock.advance({ days: 31 });
      expect((await test.desk('GET', 'retention/dry-run')).body.items).toContainEqual({
        holding: 'test.letters',
        due: 1,
        held: 3,
      });
      await run('privacy.purge');
      expect(await left()).toEqual(['Zoe@example.org', 'anna@example.org', 'zoe@example.org']);
      test.clock.set(new Date('2027-05-31T23:59:59Z'));
      await run('privacy.purge');
      expect(await left()).toHaveLength(3);
      test.clock.set(new Date(until));
      await run('privacy.purge');
      expect(await left()).toEqual([]);
    });

    it('names nobody: neither in its table, in the list, nor in the audit log', async () => {
      await test.desk('POST', 'holds', {
        subject: { email: 'zoe@example.org', phone: '+31 20 123' },
        why: 'why',
        until,
      });
      const { rows } = await sql<{ text: string }>`select one::text as text from privacy.hold as one`.execute(
        open().db,
      );
      const { body } = await test.desk('GET', 'holds');
      expect(body.items).toMatchObject([{ holding: null, recordId: null, why: 'why', isInForce: true }]);
      for (const text of [JSON.stringify(rows), JSON.stringify(body), JSON.stringify(test.audited)]) {
        expect(text).not.toMatch(/zoe|2031/i);
      }
      expect(test.audited).toEqual([expect.stringContaining('privacy.hold.place')]);
      const [holds] = test.privacy.personalData.filter(({ name }) => name === 'privacy.holds');
      expect(await holds?.find({ phone: '003120-123'.replace('00', '') })).toHaveLength(1);
      expect(await holds?.find({ email: 'anna@example.org' })).toEqual([]);
    });

    it('can be ended early, once, and then keeps no address', async () => {
      const anna = await letters.write('anna@example.org', test.clock.now());
      const { body } = await test.desk('POST', 'holds', {
        subject: { email: 'anna@example.org' },
        why: 'why',
        until,
      });
      test.clock.advance({ days: 31 });
      const held = async () => (await test.privacy.retention.held()).of({ name: 'test.letters' });
      expect(await held()).toEqual([{ id: anna, why: 'why', until: new Date(until) }]);
      // An erasure of this very moment must not take what has just come in.
      const later = await letters.write('anna@example.org', test.clock.now());
      expect((await held()).map(({ id }) => id).toSorted()).toEqual([anna, later].toSorted());
      expect(await test.desk('POST', `holds/${body.id}/end`)).toMatchObject({ status: 204 });
      expect(await test.desk('POST', `holds/${body.id}/end`)).toMatchObject({
        status: 404,
        body: { code: 'hold_unknown' },
      });
      await run('privacy.purge');
      // What came in later has its own time before it.
      expect(await left()).toEqual(['anna@example.org']);
      const { rows } = await sql`select id from privacy.hold where sealed_subject is not null`.execute(
        open().db,
      );
      expect(rows).toEqual([]);
    });

    it.each([
      [{ holding: 'test.letters', recordId: 'x' }, '2026-01-01T00:00:00Z', 'hold_refused'],
      [{ holding: 'test.letters', recordId: 'x' }, '2126-01-01T00:00:00Z', 'hold_refused'],
      [{ holding: 'test.gossip', recordId: 'x' }, until, 'hold_refused'],
      [{ subject: { email: 'nobody' } }, until, 'hold_refused'],
      [{ holding: 'test.letters' }, until, 'validation_failed'],
      [
        { holding: 'test.letters', recordId: 'x', subject: { email: 'zoe@example.org' } },
        until,
        'validation_failed',
      ],
      [{ holding: 'test.letters', recordId: "x' or '1'='1" }, until, 'validation_failed'],
    ])('refuses %j until %s', async (held, end, code) => {
      const answer = await test.desk('POST', 'holds', { ...held, why: 'a lawsuit', until: end });
      expect(answer).toMatchObject({ status: 422, body: { code } });
    });
  },
  { services: [...testServices, ...letterServices] },
);
