import { describeDatabases } from '@foyer/database/testing';
import { purgeAll } from '@foyer/service/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ada, bob, openDesk, testServices, type Desk } from './inbox-fixture.ts';

interface Changed {
  undoToken: string;
  changed: number;
}

interface Details {
  state: string;
  assigneeId: string | null;
  history: {
    actorId: string | null;
    isUndo: boolean;
    state: { from: string; to: string };
    assigneeId: { from: string | null; to: string | null };
  }[];
}

describeDatabases(
  'changing items',
  (open) => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await openDesk(open());
    });
    afterEach(() => desk.close());

    const change = async (ids: string[], wanted: object): Promise<Changed> => {
      const response = await desk.send('POST', '/changes', { ids, change: wanted });
      expect(response.status).toBe(200);
      return (await response.json()) as Changed;
    };
    const undo = async (undoToken: string) => desk.send('POST', '/undo', { undoToken });
    const details = async (id: string) => (await (await desk.get(`/items/${id}`)).json()) as Details;

    it('assigns and states many at once, with history, audit and a hint for each that was not so already', async () => {
      const ids = [await desk.receive(), await desk.receive(), await desk.receive()];
      await change([ids[0] ?? ''], { assigneeId: bob });
      desk.audits.length = 0;
      desk.hints.length = 0;
      expect(await change([...ids, ids[1] ?? ''], { assigneeId: bob })).toMatchObject({ changed: 2 });
      expect(desk.hints.toSorted()).toEqual(ids.slice(1).toSorted());
      expect(desk.audits.map(({ action, subject }) => `${action} ${subject}`).toSorted()).toEqual(
        ids.slice(1).map((id) => `inbox.change inbox.item:${id}`),
      );
      expect(await details(ids[2] ?? '')).toMatchObject({
        assigneeId: bob,
        history: [{ actorId: ada, state: { from: 'open', to: 'open' }, assigneeId: { from: null, to: bob } }],
      });
    });

    it('starts the period of retention when an item is closed, and takes it back when it is opened', async () => {
      const id = await desk.receive();
      const closedAt = desk.clock.now();
      await change([id], { state: 'closed' });
      desk.clock.advance({ hours: 1 });
      await desk.settle();
      expect(await desk.closedAt(id)).toEqual(closedAt);
      await change([id], { state: 'open' });
      await desk.settle();
      expect(await desk.closedAt(id)).toBeNull();
    });

    it('tells the source what is so in the end, in whatever order it is told', async () => {
      const id = await desk.receive();
      const states = ['closed', 'open', 'closed', 'waiting', 'closed', 'open', 'closed'];
      for (const state of states) await change([id], { state });
      await desk.settle();
      expect(await desk.closedAt(id)).not.toBeNull();
      await Promise.all(['open', 'closed', 'open'].map(async (state) => change([id], { state })));
      await desk.settle();
      expect((await desk.closedAt(id)) === null).toBe((await details(id)).state !== 'closed');
    });

    it('undoes a change once, by who made it, within ten minutes', async () => {
      const ids = [await desk.receive(), await desk.receive()];
      const { undoToken } = await change(ids, { state: 'closed', assigneeId: bob });
      desk.signIn(bob);
      expect((await undo(undoToken)).status).toBe(410);
      desk.signIn(ada);
      desk.clock.advance({ minutes: 9, seconds: 59 });
      expect(await (await undo(undoToken)).json()).toEqual({ restored: 2, skipped: 0 });
      for (const id of ids) {
        expect(await details(id)).toMatchObject({
          state: 'open',
          assigneeId: null,
          history: [{ isUndo: true }, { isUndo: false }],
        });
      }
      await desk.settle();
      expect(await desk.closedAt(ids[0] ?? '')).toBeNull();
      expect((await undo(undoToken)).status).toBe(410);
      const late = await change(ids, { state: 'waiting' });
      desk.clock.advance({ minutes: 10 });
      expect((await undo(late.undoToken)).status).toBe(410);
    });

    it('undoes only what nobody changed since', async () => {
      const [first, second] = [await desk.receive(), await desk.receive()];
      const { undoToken } = await change([first, second], { assigneeId: ada });
      desk.signIn(bob);
      await change([second], { state: 'waiting' });
      // And back again: it looks as before, but somebody decided so.
      await change([second], { state: 'open' });
      desk.signIn(ada);
      expect(await (await undo(undoToken)).json()).toEqual({ restored: 1, skipped: 1 });
      expect(await details(first)).toMatchObject({ assigneeId: null });
      expect(await details(second)).toMatchObject({ assigneeId: ada });
    });

    it('uses an undo up once when it comes ten times at once', async () => {
      const id = await desk.receive();
      const { undoToken } = await change([id], { assigneeId: bob });
      const responses = await Promise.all(Array.from({ length: 10 }, async () => undo(undoToken)));
      expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(responses.filter(({ status }) => status === 410)).toHaveLength(9);
      expect((await details(id)).history).toHaveLength(2);
    });

    const undos = async () => (await sql`select * from inbox.undo`.execute(open().db)).rows;

    it('keeps only hashes of what can be undone, and forgets them', async () => {
      const { undoToken } = await change([await desk.receive()], { assigneeId: bob });
      const [row] = await undos();
      expect(JSON.stringify(row)).not.toContain(undoToken);
      desk.clock.advance({ minutes: 11 });
      await purgeAll(desk.inbox.personalData, desk.clock.now());
      expect(await undos()).toEqual([]);
    });

    it('has one history that adds up when 200 assign one item at once', async () => {
      const id = await desk.receive();
      await Promise.all(
        Array.from({ length: 200 }, async (_, index) =>
          change([id], { assigneeId: [ada, bob, null][index % 3] }),
        ),
      );
      const { rows } = await sql<{
        version: number;
        assignee_before: string | null;
        assignee_after: string | null;
      }>`select version, assignee_before, assignee_after from inbox.change order by version`.execute(
        open().db,
      );
      expect(rows.length).toBeGreaterThan(1);
      let assignee: string | null = null;
      for (const [index, row] of rows.entries()) {
        expect(row).toMatchObject({ version: index + 1, assignee_before: assignee });
        expect(row.assignee_after).not.toBe(assignee);
        assignee = row.assignee_after;
      }
      expect((await details(id)).assigneeId).toBe(assignee);
      expect(desk.audits.filter(({ action }) => action === 'inbox.change')).toHaveLength(rows.length);
    });

    it('does not let two who change the same hundred in other orders wait for each other', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 100; index += 1) ids.push(await desk.receive());
      const results = await Promise.all(
        Array.from({ length: 8 }, async (_, index) =>
          change(index % 2 === 0 ? ids : ids.toReversed(), { state: index % 2 === 0 ? 'waiting' : 'open' }),
        ),
      );
      expect(results).toHaveLength(8);
    });

    it('keeps held items held until they are released, which goes through their source', async () => {
      const [held, other] = [
        await desk.receive({ state: 'held', heldReasons: 'links' }),
        await desk.receive(),
      ];
      const refused = await desk.send('POST', '/changes', { ids: [held], change: { state: 'closed' } });
      expect(refused.status).toBe(409);
      expect(await refused.json()).toMatchObject({ code: 'item_held' });
      expect(await change([held, other], { state: 'waiting' })).toMatchObject({ changed: 1 });
      expect(await change([held], { assigneeId: ada })).toMatchObject({ changed: 1 });
      desk.audits.length = 0;
      const released = await desk.send('POST', '/releases', { ids: [held, other] });
      expect(await released.json()).toEqual({ released: 1 });
      expect(desk.audits).toMatchObject([
        { actorId: ada, action: 'inbox.release', subject: `inbox.item:${held}` },
      ]);
      expect(await details(held)).toMatchObject({
        state: 'open',
        heldReasons: ['links'],
        history: [{ actorId: ada, state: { from: 'held', to: 'open' } }, {}],
      });
      expect(await (await desk.send('POST', '/releases', { ids: [held] })).json()).toEqual({ released: 0 });
    });

    it.each([
      { ids: [], change: { state: 'open' } },
      { ids: ['x'], change: { state: 'open' } },
      { ids: [ada], change: {} },
      { ids: [ada], change: { state: 'held' } },
      { ids: Array(101).fill(ada), change: { state: 'open' } },
      { ids: [ada], change: { assigneeId: '01890000-0000-7000-8000-000000000bad' } },
    ])('refuses %j', async (body) => {
      expect((await desk.send('POST', '/changes', body)).status).toBe(422);
    });

    it('adds notes, and lets only their author delete them', async () => {
      const id = await desk.receive();
      const created = await desk.send('POST', `/items/${id}/notes`, { text: ' She called again. ' });
      expect(created.status).toBe(201);
      const note = (await created.json()) as { id: string };
      expect(note).toMatchObject({ text: 'She called again.', authorId: ada });
      desk.signIn(bob);
      expect((await desk.send('DELETE', `/items/${id}/notes/${note.id}`)).status).toBe(404);
      desk.signIn(ada);
      expect(await details(id)).toMatchObject({ noteCount: 1, notes: [{ id: note.id }] });
      expect((await desk.send('DELETE', `/items/${id}/notes/${note.id}`)).status).toBe(204);
      expect(await details(id)).toMatchObject({ noteCount: 0, notes: [] });
      expect(JSON.stringify(desk.audits)).not.toContain('called');
      expect((await desk.send('POST', `/items/${bob}/notes`, { text: 'x' })).status).toBe(404);
    });
  },
  { services: testServices },
);
