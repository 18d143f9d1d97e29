import { createBus } from '@foyer/bus';
import type { Bus } from '@foyer/bus';
import { describeDatabases } from '@foyer/database/testing';
import { authorizeAs, startTestServer, testActor } from '@foyer/http/testing';
import type { TestServer } from '@foyer/http/testing';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { settings as settingsMigration } from './migrations/0020-settings.ts';
import { differencesOf } from './settings-difference.ts';
import { settingsRoutes } from './settings-routes.ts';
import { createSettings } from './settings.ts';
import type { Settings } from './settings.ts';

const Forms = z.record(z.string(), z.strictObject({ days: z.int().min(1) }));
const fallback = { default: { days: 180 } };
const key = 'contact.forms';

describeDatabases(
  'settings',
  (open) => {
    let bus: Bus;
    let server: TestServer;
    let settings: Settings;
    const audited: string[] = [];
    const hints: string[] = [];
    const clock = fakeClock('2026-03-01T12:00:00Z');

    const make = (busOf = bus): Settings =>
      createSettings({
        db: open().db,
        clock,
        log: silentLog(),
        bus: busOf,
        audit: async (_trx, { action, subject, detail }) => {
          audited.push(`${action} ${subject} ${JSON.stringify(detail)}`);
        },
        notifyDesk: (topic, ids) => void hints.push(`${topic} ${ids.join()}`),
      });

    beforeEach(async () => {
      bus = createBus({ log: silentLog() });
      settings = make();
      audited.length = 0;
      const { staffId } = testActor();
      const routes = settingsRoutes({
        settings,
        definitions: { [key]: { schema: Forms, fallback: () => fallback } },
        namesOf: async (ids) => new Map(ids.map((id) => [id, id === staffId ? 'Ada Agent' : 'Nobody'])),
      });
      const authorize = authorizeAs(testActor('settings.read', 'settings.manage'));
      server = await startTestServer(routes, { authorize });
    });
    afterEach(async () => {
      await server.close();
      await bus.close();
    });

    const call = async (path: string, body?: object) => {
      const response = await server.fetch(`/desk/api/settings/${path}`, {
        ...(body && { method: 'PUT', body: JSON.stringify(body) }),
        headers: { 'content-type': 'application/json' },
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const save = (days: number, basedOnVersion: number) =>
      call(key, { value: { default: { days } }, basedOnVersion });

    it('answers the default as version 0 until somebody changes it, and then who and when', async () => {
      expect((await call(key)).body).toMatchObject({ key, version: 0, value: fallback, changedAt: null });
      expect(await save(90, 0)).toMatchObject({ status: 200, body: { version: 1 } });
      expect((await call(key)).body).toMatchObject({
        version: 1,
        value: { default: { days: 90 } },
        changedByName: 'Ada Agent',
        changedAt: '2026-03-01T12:00:00.000Z',
      });
      expect(audited).toEqual(['settings.change settings:contact.forms {"version":1}']);
      expect(hints).toContain('settings contact.forms');
    });

    it('lets exactly one of those who save at once win', async () => {
      const answers = await Promise.all([1, 2, 3, 4, 5].map((days) => save(days, 0)));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
        200, 409, 409, 409, 409,
      ]);
      expect(await save(6, 0)).toMatchObject({ status: 409, body: { code: 'setting_conflict' } });
      expect(await save(6, 2)).toMatchObject({ status: 409 });
      expect(audited).toHaveLength(1);
    });

    it('refuses what does not fit, with a pointer to it, and keys that nobody registered', async () => {
      expect(await save(0, 0)).toMatchObject({
        status: 422,
        body: { code: 'setting_invalid', errors: [{ pointer: '/value/default/days' }] },
      });
      expect((await call('constructor')).status).toBe(404);
      expect((await call('contact.other', { value: 1, basedOnVersion: 0 })).status).toBe(404);
      expect(await settings.newest(key)).toBeUndefined();
    });

    it('lists versions with what each has changed, page by page', async () => {
      for (const [version, days] of [90, 60, 30].entries()) await save(days, version);
      const first = (await call(`${key}/versions?limit=2`)).body;
      expect(first).toMatchObject({
        items: [
          { version: 3, differences: [{ where: 'default › days', before: '60', after: '30' }] },
          { version: 2, differences: [{ where: 'default › days', before: '90', after: '60' }] },
        ],
        nextCursor: '2',
      });
      const second = (await call(`${key}/versions?limit=2&cursor=2`)).body;
      expect(second).toMatchObject({
        items: [{ version: 1, differences: [{ before: '180', after: '90' }] }],
        nextCursor: null,
      });
    });

    it('falls back when what is stored does not fit the schema of today', async () => {
      await settings.put(key, { value: { default: { weeks: 3 } }, basedOnVersion: 0, actorId: null });
      expect(await settings.get(key, Forms, fallback)).toEqual(fallback);
    });

    it('shows a change to every process at its hint, and without the hint a little later', async () => {
      const other = make();
      const deaf = createBus({ log: silentLog() });
      const hinted = await other.watch(key, { schema: Forms, fallback, refreshSeconds: 3600 });
      const patient = await make(deaf).watch(key, { schema: Forms, fallback, refreshSeconds: 0.01 });
      expect(hinted.current()).toEqual(fallback);
      await save(7, 0);
      for (const live of [hinted, patient]) {
        await expect.poll(() => live.current()).toEqual({ default: { days: 7 } });
        await live.close();
      }
      await deaf.close();
    });
  },
  { services: [{ name: 'staff', migrations: [settingsMigration] }] },
);

it('says in words what differs, by the ids of list entries', () => {
  const sales = { id: 'sales', mailbox: 'sales@example.org' };
  const help = { id: 'help', mailbox: 'help@example.org' };
  expect(
    differencesOf({ topics: [sales, help] }, { topics: [help, { ...sales, mailbox: 'x@example.org' }] }),
  ).toEqual([
    { where: 'topics › sales › mailbox', before: 'sales@example.org', after: 'x@example.org' },
    { where: 'topics › order', before: 'sales, help', after: 'help, sales' },
  ]);
  expect(differencesOf({ topics: [sales], a: 1 }, { topics: [], b: null })).toEqual([
    { where: 'topics › sales', before: JSON.stringify(sales), after: null },
    { where: 'b', before: null, after: 'null' },
    { where: 'a', before: '1', after: null },
  ]);
  expect(differencesOf({ a: [1, 2] }, { a: [1, 2] })).toEqual([]);
});
