import { createMetrics } from '@foyer/runtime';
import { silentLog } from '@foyer/runtime/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createHttpApp } from './create-http-app.ts';
import { deskRoute } from './desk-route.ts';
import { authorizeAs, testActor } from './test-actor.ts';
import { startTestServer } from './test-server.ts';
import type { TestServer } from './test-server.ts';

const asked: string[] = [];
const actor = testActor('things.read', 'things.work');
const read = deskRoute(
  {
    method: 'get',
    path: '/desk/api/things/:id',
    summary: 'Read a thing',
    permission: 'things.read',
    params: z.object({ id: z.string() }),
    responses: { 200: z.object({ id: z.string(), by: z.string(), requestId: z.string() }) },
  },
  ({ params, actor: caller, requestId }) => ({
    status: 200,
    body: { id: params.id, by: caller.staffId, requestId },
  }),
);
const work = deskRoute(
  {
    method: 'post',
    path: '/desk/api/things',
    summary: 'Make a thing',
    permission: 'things.work',
    body: z.object({ id: z.string() }),
    responses: { 204: 'empty' },
  },
  () => ({ status: 204 }),
);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer([read, work], {
    authorize: async (request, permission) => {
      asked.push(`${request.method} ${permission}`);
      const { cookie } = request.headers;
      const caller = cookie === 'other' ? testActor('things.read') : actor;
      const check = authorizeAs(cookie === undefined ? undefined : caller);
      return check(request, permission);
    },
  });
});
afterAll(() => server.close());

it('tells the handler who is calling', async () => {
  const response = await server.fetch('/desk/api/things/7', { headers: { cookie: 'me' } });
  expect(await response.json()).toEqual({
    id: '7',
    by: actor.staffId,
    requestId: response.headers.get('x-request-id'),
  });
});

it('asks for the permission before it reads the body', async () => {
  expect((await sendNonsense({})).status).toBe(401);
  expect((await sendNonsense({ cookie: 'other' })).status).toBe(403);
  expect((await sendNonsense({ cookie: 'me' })).status).toBe(415);
  expect((await sendNonsense({ cookie: 'me', 'content-type': 'application/json' })).status).toBe(400);
});

it('names permission and method to authorize, HEAD as the GET that serves it', async () => {
  asked.length = 0;
  await server.fetch('/desk/api/things/7', { method: 'HEAD', headers: { cookie: 'me' } });
  await server.fetch('/desk/api/things', { method: 'POST', headers: { cookie: 'me' } });
  expect(asked).toEqual(['get things.read', 'post things.work']);
});

it('lets nobody in where an app has no authorize', async () => {
  const options = { log: silentLog(), metrics: createMetrics(), trustProxy: 0, publicUrl: 'http://x' };
  expect(() => createHttpApp({ ...options, routes: [read] })).toThrow("needs 'things.read'");
});

it('refuses a path outside of /desk/api/', () => {
  const spec = { method: 'get', summary: 'x', permission: 'x', responses: { 204: 'empty' } } as const;
  expect(() => deskRoute({ ...spec, path: '/things' }, () => ({ status: 204 }))).toThrow("'/desk/api/'");
});

it('does not compile without a permission, or with an answer that is not declared', () => {
  const spec = { method: 'get', path: '/desk/api/x', summary: 'x', responses: { 204: 'empty' } } as const;
  // @ts-expect-error: no permission
  deskRoute(spec, () => ({ status: 204 }));
  // @ts-expect-error: 200 is not declared
  deskRoute({ ...spec, permission: 'x' }, () => ({ status: 200 }));
  // @ts-expect-error: pages of other origins have no business at the desk
  deskRoute({ ...spec, permission: 'x', cors: true }, () => ({ status: 204 }));
});

function sendNonsense(headers: Record<string, string>): Promise<Response> {
  return server.fetch('/desk/api/things', { method: 'POST', body: 'not JSON', headers });
}
