import { describeDatabases } from '@foyer/database/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDesk, type Browser, type Desk } from './desk-fixture.ts';
import { staffMigrations } from './staff.ts';

const events = '/desk/api/events';

const isWorse = ({ level }: { level: string }): boolean => ['warn', 'error', 'fatal'].includes(level);

/** What a page hears, in pieces that may come together; undefined: the stream is over. */
async function openPage(browser: Browser) {
  const leaving = new AbortController();
  const response = await browser.fetch(events, { signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hearMore = async (): Promise<boolean> => {
    const piece = await reader?.read();
    heard += piece?.value ?? '';
    return piece?.done === false;
  };
  return {
    response,
    leave: () => leaving.abort(),
    hearUntil: async (text: string): Promise<string> => {
      while (!heard.includes(text)) {
        if (!(await hearMore())) throw new Error(`the stream ended after ${heard}`);
      }
      return heard;
    },
    hearAll: async (): Promise<string> => {
      while (await hearMore());
      return heard;
    },
  };
}

describeDatabases(
  'events',
  (open) => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await openDesk(open().db);
    });
    afterEach(() => desk.close());

    it('tells open pages what changes, as server-sent events', async () => {
      const page = await openPage(await desk.join('Ada', ['agent']));
      expect(page.response.headers.get('content-type')).toBe('text/event-stream');
      desk.staff.notifyDesk('inbox', ['one', 'two']);
      expect(await page.hearUntil('two')).toContain(
        'event: change\ndata: {"topic":"inbox","ids":["one","two"]}\n\n',
      );
      desk.staff.notifyDesk(
        'callback',
        Array.from({ length: 201 }, (_, index) => String(index)),
      );
      await page.hearUntil('data: {"topic":"callback","ids":[]}\n\n');
    });

    it('tells nobody of what they may not see', async () => {
      const administrator = await openPage(await desk.join('Ada', ['administrator']));
      const agent = await openPage(await desk.join('Bert', ['agent']));
      const marketing = await openPage(await desk.join('Carl', ['marketing']));
      for (const topic of ['webhooks', 'staff', 'inbox', 'callback', 'settings'] as const) {
        desk.staff.notifyDesk(topic, [topic]);
      }
      const topicsOf = async ({ hearUntil }: typeof agent): Promise<string[]> =>
        [...(await hearUntil('"settings"]')).matchAll(/"topic":"(\w+)"/g)].map(([, topic = '']) => topic);
      expect(await topicsOf(administrator)).toEqual(['webhooks', 'staff', 'inbox', 'callback', 'settings']);
      expect(await topicsOf(agent)).toEqual(['inbox', 'callback', 'settings']);
      expect(await topicsOf(marketing)).toEqual(['settings']);
    });

    it('needs somebody who is signed in', async () => {
      expect((await desk.server.fetch(events)).status).toBe(401);
    });

    it('ends at once where a session is ended from elsewhere, and stays for everybody else', async () => {
      const ada = await desk.join('Ada', ['administrator']);
      const phone = await desk.signIn(ada.staffId);
      const [page, pageOfPhone] = [await openPage(ada), await openPage(phone)];
      await ada.call('DELETE', `me/sessions/${phone.sessionId}`);
      await pageOfPhone.hearAll();
      desk.staff.notifyDesk('inbox', ['still here']);
      await page.hearUntil('still here');
    });

    it('ends at once for who signs out, but not on their other devices', async () => {
      const ada = await desk.join('Ada', ['agent']);
      const phone = await desk.signIn(ada.staffId);
      const [page, pageOfPhone] = [await openPage(ada), await openPage(phone)];
      expect(await ada.signOut()).toBe(204);
      await page.hearAll();
      desk.staff.notifyDesk('inbox', ['still here']);
      await pageOfPhone.hearUntil('still here');
    });

    it('ends at once for who is disabled or gets other roles', async () => {
      const ada = await desk.join('Ada', ['administrator']);
      const bert = await desk.join('Bert', ['agent']);
      for (const change of [{ roles: ['marketing'] }, { isDisabled: true }]) {
        const page = await openPage(await desk.signIn(bert.staffId));
        await ada.call('PATCH', `members/${bert.staffId}`, change);
        await page.hearAll();
      }
    });

    it('gives signs of life, which do not count as requests, and ends when the session does', async () => {
      const busy = await openDesk(open().db, { heartbeatSeconds: 0.01 });
      const page = await openPage(await busy.join('Ada', ['agent']));
      await page.hearUntil(':\n\n:\n\n');
      busy.clock.advance({ hours: 11 });
      await page.hearUntil(':\n\n'.repeat(8));
      busy.clock.advance({ hours: 1 });
      await page.hearAll();
      await busy.close();
    });

    it('opens five streams for a session, and another one when a page was closed', async () => {
      const ada = await desk.join('Ada', ['agent']);
      const pages = await Promise.all([1, 2, 3, 4, 5].map(() => openPage(ada)));
      const sixth = await ada.fetch(events);
      expect(sixth.status).toBe(429);
      expect(await sixth.json()).toMatchObject({ code: 'too_many_streams' });
      expect((await openPage(await desk.signIn(ada.staffId))).response.status).toBe(200);
      pages[0]?.leave();
      await expect.poll(async () => (await openPage(ada)).response.status).toBe(200);
      expect([...desk.log.lines, ...desk.server.log.lines].filter(isWorse)).toEqual([]);
    });

    it('ends all streams when the server closes, so that nothing holds it open, and takes no new ones', async () => {
      const ada = await desk.join('Ada', ['agent']);
      const page = await openPage(ada);
      await desk.staff.closeEvents();
      await page.hearAll();
      expect((await ada.fetch(events)).status).toBe(503);
    });
  },
  { services: [{ name: 'staff', migrations: staffMigrations }] },
);
