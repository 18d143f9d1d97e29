import { describeDatabases } from '@foyer/database/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPrivacy, testServices, type OpenPrivacy } from '../privacy-fixture.ts';

describeDatabases(
  'the suppression list at the desk',
  (open) => {
    let its: OpenPrivacy;
    beforeEach(async () => {
      its = await openPrivacy(open());
    });
    afterEach(async () => await its.close());

    it('takes, shows and lifts one address, and leaves marks in the audit log without it', async () => {
      const zoe = { email: 'Zoe@Example.org' };
      expect((await its.desk('POST', 'suppressions', { ...zoe, scope: 'mail' })).body).toEqual({
        isNew: true,
      });
      expect((await its.desk('POST', 'suppressions', { ...zoe, scope: 'mail' })).body).toEqual({
        isNew: false,
      });
      const { body } = await its.desk('POST', 'suppressions/search', { email: 'zoe@example.org' });
      expect(body.items).toMatchObject([
        { scope: 'mail', reason: 'objection', suppressedAt: '2026-11-23T10:00:00.000Z' },
      ]);
      const lift = async () =>
        (await its.desk('POST', 'suppressions/removals', { ...zoe, scope: 'mail' })).body;
      expect([await lift(), await lift()]).toEqual([{ wasSuppressed: true }, { wasSuppressed: false }]);
      expect(its.audited).toHaveLength(5);
      expect(its.audited.join()).not.toMatch(/zoe/i);
    });

    it.each([
      [{ scope: 'mail' }, '/email'],
      [{ email: 'zoe@example.org', phone: '+31201234567', scope: 'mail' }, '/email'],
      [{ email: 'zoe', scope: 'mail' }, '/email'],
      [{ phone: '020 123 4567', scope: 'calls' }, '/phone'],
      [{ phone: '+31201234567', scope: 'mail' }, '/scope'],
      [{ email: 'zoe@example.org', scope: 'calls' }, '/scope'],
      [{ email: 'zoe@example.org', scope: 'list:' }, '/scope'],
      [{ email: 'zoe@example.org', scope: 'mail', reason: 'whim' }, '/reason'],
    ])('refuses %j at its place', async (body, pointer) => {
      const answer = await its.desk('POST', 'suppressions', body);
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
    });

    it('takes over the list of another program, whatever it looks like, and says what became of it', async () => {
      await its.desk('POST', 'suppressions', { email: 'b@example.org', scope: 'list:news' });
      const list = [
        'name;e-mail',
        '"Ada";"a@example.org"',
        'Bob;B@EXAMPLE.ORG',
        '',
        'mailto:c@münchen.example',
        'not an address @ all',
        'd@example.org\r',
        'a@example.org',
        'x',
      ].join('\n');
      const answer = await its.desk('POST', 'suppressions/import', {
        scope: 'list:news',
        list: `\uFEFF${list}`,
      });
      expect(answer.body).toEqual({ added: 3, alreadyThere: 2, unreadable: 2, unreadableLines: [6, 9] });
      const { suppression } = its.privacy;
      const wanted = ['a', 'b', 'd', 'e'].map((name) => ({ email: `${name}@example.org` }));
      expect(await suppression.notSuppressed(open().db, wanted, 'list:news')).toEqual([
        { email: 'e@example.org' },
      ]);
      expect(
        await suppression.isSuppressed(open().db, { email: 'c@xn--mnchen-3ya.example' }, 'list:news'),
      ).toBe(true);
      const calls = await its.desk('POST', 'suppressions/import', {
        scope: 'calls',
        list: 'phone,name\n"tel:+31 20 123 45 67",Zoë\n0201234567,Bob',
      });
      expect(calls.body).toEqual({ added: 1, alreadyThere: 0, unreadable: 1, unreadableLines: [3] });
      expect((await its.desk('GET', 'suppressions/counts')).body).toEqual({
        items: [
          { scope: 'calls', reason: 'imported', entries: 1 },
          { scope: 'list:news', reason: 'imported', entries: 3 },
          { scope: 'list:news', reason: 'objection', entries: 1 },
        ],
        keys: [{ keyId: 'first', entries: 5 }],
      });
      expect(its.audited.join()).not.toMatch(/example\.org|1234567/);
    });
  },
  { services: testServices },
);
