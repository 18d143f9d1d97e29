import { describeDatabases } from '@foyer/database/testing';
import { uuidv7 } from '@foyer/runtime';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ada, bob, openDesk, testServices, type Desk } from './inbox-fixture.ts';

interface Page {
  items: { id: string; name: string; state: string; assigneeId: string | null }[];
  nextCursor: string | null;
}

describeDatabases(
  'the list',
  (open) => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await openDesk(open());
    });
    afterEach(() => desk.close());

    const page = async (query: string): Promise<Page> => {
      const response = await desk.get(`/items?${query}`);
      expect(response.status).toBe(200);
      return (await response.json()) as Page;
    };

    const found = async (query: string) => (await page(query)).items.map(({ name }) => name).toSorted();

    it('shows the newest first, with what a line needs and no more', async () => {
      await desk.receive({ name: 'Ada' });
      desk.clock.advance({ minutes: 1 });
      await desk.receive({ name: 'Bea', text: 'x'.repeat(5000), state: 'held', heldReasons: 'fast,links' });
      const { items, nextCursor } = await page('');
      expect(items.map(({ name }) => name)).toEqual(['Bea', 'Ada']);
      expect(items[0]).toMatchObject({
        state: 'held',
        heldReasons: ['fast', 'links'],
        assigneeId: null,
        preview: 'x'.repeat(160),
        receivedAt: '2026-11-25T12:01:00.000Z',
        noteCount: 0,
      });
      expect(nextCursor).toBeNull();
    });

    it('filters by state, kind, topic and assignee, each alone and all together', async () => {
      const mine = await desk.receive({ name: 'mine', topic: 'support' });
      const bobs = await desk.receive({ name: 'bobs' });
      await desk.receive({ name: 'held', state: 'held', heldReasons: 'links' });
      await desk.receive({ name: 'call', kind: 'callback' });
      await desk.send('POST', '/changes', { ids: [mine], change: { assigneeId: ada, state: 'waiting' } });
      await desk.send('POST', '/changes', { ids: [bobs], change: { assigneeId: bob } });
      expect(await found('state=held')).toEqual(['held']);
      expect(await found('state=open')).toEqual(['bobs', 'call']);
      expect(await found('kind=callback')).toEqual(['call']);
      expect(await found('topic=support')).toEqual(['mine']);
      expect(await found('assignee=me')).toEqual(['mine']);
      expect(await found(`assignee=${bob}`)).toEqual(['bobs']);
      expect(await found('assignee=none')).toEqual(['call', 'held']);
      expect(await found('assignee=me&state=waiting&kind=message&topic=support&q=network')).toEqual(['mine']);
      expect(await found('state=&kind=&topic=&assignee=&q=')).toHaveLength(4);
      expect(await (await desk.get('/counts')).json()).toEqual({
        open: 2,
        waiting: 1,
        closed: 0,
        held: 1,
        mine: 1,
        unassigned: 1,
      });
    });

    it.each([
      'state=new',
      'assignee=somebody',
      'limit=101',
      'limit=0',
      'cursor=AAAA',
      'kind=fax',
      'topic=a@b',
    ])('refuses ?%s', async (query) => {
      expect((await desk.get(`/items?${query}`)).status).toBe(422);
    });

    it('gives every item once, page by page, while others arrive', async () => {
      const minutes = fc.array(fc.nat(5), { minLength: 1, maxLength: 25 });
      await fc.assert(
        fc.asyncProperty(minutes, minutes, fc.integer({ min: 1, max: 7 }), async (before, during, limit) => {
          await sql`truncate inbox.item cascade`.execute(open().db);
          const start = desk.clock.now().getTime();
          const add = async (at: number) => {
            const receivedAt = new Date(start + at * 60_000);
            // Many in one moment: then the id decides.
            const item = { id: uuidv7(receivedAt), receivedAt };
            await desk.inbox.port.add(open().db, [{ ...line, ...item }]);
            return item.id;
          };
          const expected: string[] = [];
          for (const at of before) expected.push(await add(at));
          const seen: string[] = [];
          let cursor: string | null = '';
          const arriving = [...during];
          while (cursor !== null) {
            const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
            const { items, nextCursor } = await page(`limit=${limit}${after}`);
            seen.push(...items.map(({ id }) => id));
            cursor = nextCursor;
            const next = arriving.pop();
            // What arrives is newer than what was there: a source stamps it when it comes in.
            if (next !== undefined) await add(6 + next);
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(expected.filter((id) => !seen.includes(id))).toEqual([]);
        }),
        { numRuns: 15 },
      );
    });

    it('takes many items in one statement, and a corrected one again without losing its state', async () => {
      const id = await desk.receive();
      await desk.send('POST', '/changes', { ids: [id], change: { state: 'closed', assigneeId: bob } });
      const receivedAt = desk.clock.now();
      await desk.inbox.port.add(open().db, [
        { ...line, id, receivedAt, name: 'Corrected', searchText: 'Corrected' },
        ...Array.from({ length: 60 }, () => ({ ...line, id: uuidv7(receivedAt), receivedAt })),
      ]);
      expect((await page('q=corrected')).items).toMatchObject([{ id, state: 'closed', assigneeId: bob }]);
      expect((await page('limit=100')).items).toHaveLength(61);
    });

    it('reads one item with everything, and writes down who read it', async () => {
      const id = await desk.receive({ phone: '020 123 45 67', threadMessageIds: ['a@b'] });
      await desk.send('POST', `/items/${id}/notes`, { text: 'Called, nobody there.' });
      const response = await desk.get(`/items/${id}`);
      expect(await response.json()).toMatchObject({
        id,
        noteCount: 1,
        source: {
          email: 'zoe@example.org',
          phone: '020 123 45 67',
          text: 'We need a network.\nFor 120 people.',
          deleteOn: '2027-06-07',
          isRestricted: false,
        },
        notes: [{ text: 'Called, nobody there.', authorId: ada }],
        replies: [],
        history: [],
      });
      expect(desk.audits.at(-1)).toEqual({ actorId: ada, action: 'inbox.read', subject: `inbox.item:${id}` });
      expect((await desk.get(`/items/${uuidv7(desk.clock.now())}`)).status).toBe(404);
    });

    it('writes down a reading once, however often the page of that session keeps itself up to date', async () => {
      const id = await desk.receive();
      const other = await desk.receive();
      const readings = () => desk.audits.filter(({ action }) => action === 'inbox.read').length;
      const read = async (item: string, token = '') => {
        const response = await desk.server.fetch(`/desk/api/inbox/items/${item}`, {
          headers: { 'x-foyer-reading': token },
        });
        return ((await response.json()) as { readingToken: string }).readingToken;
      };
      const token = await read(id);
      const next = await read(id, token);
      await read(id, next);
      expect(readings()).toBe(1);
      // Nothing is read unseen: not another item, not by another person, not with what somebody made up.
      await read(other, token);
      await read(id, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`);
      await read(id, `9${token}`);
      await read(id);
      expect(readings()).toBe(5);
      desk.signIn(bob, 'inbox.read');
      await read(id, token);
      expect(readings()).toBe(6);
      desk.signIn(ada, 'inbox.read');
      desk.clock.advance({ hours: 12 });
      await read(id, token);
      expect(readings()).toBe(7);
    });

    it('names the topics in the language asked for', async () => {
      expect(await (await desk.get('/topics?language=nl')).json()).toContainEqual({
        id: 'sales',
        label: 'Producten en offertes',
      });
    });

    it('asks every route for its permission', async () => {
      const id = await desk.receive();
      desk.signIn(ada, 'session');
      for (const route of desk.inbox.deskRoutes) {
        const path = route.path.replace(/:\w+/g, id);
        const response = await desk.server.fetch(path, { method: route.method.toUpperCase() });
        expect([route.path, response.status]).toEqual([route.path, 403]);
      }
      expect(desk.inbox.deskRoutes.length).toBeGreaterThan(14);
    });
  },
  { services: testServices },
);

const line = {
  kind: 'message' as const,
  reference: 'FO-0000-0000',
  form: 'default',
  topic: 'sales',
  language: 'en',
  state: 'open' as const,
  heldReasons: '',
  name: 'Somebody',
  preview: 'A text',
  searchText: 'a text',
};
