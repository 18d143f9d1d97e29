import { createMetrics } from '@foyer/runtime';
import { silentLog } from '@foyer/runtime/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHttpApp } from './create-http-app.ts';
import { httpError } from './errors.ts';
import { html, redirect } from './responses.ts';
import { route } from './route.ts';
import { startTestServer } from './test-server.ts';
import type { TestServer } from './test-server.ts';

const Thing = z.object({ id: z.string() });
const get = { method: 'get', summary: 'Reads' } as const;
const post = { method: 'post', summary: 'Writes' } as const;

const routes = [
  route(
    { ...get, path: '/things/:id', params: z.object({ id: z.string().max(9) }), responses: { 200: Thing } },
    ({ params }) => ({
      status: 200,
      body: { id: params.id },
    }),
  ),
  route({ ...get, path: '/things/new', responses: { 200: 'text' } }, () => ({ status: 200, text: 'new' })),
  route(
    { ...get, path: '/query', query: z.object({ q: z.string() }), responses: { 200: z.unknown() } },
    ({ query }) => ({
      status: 200,
      body: query,
    }),
  ),
  route({ ...get, path: '/page', responses: { 200: 'html' } }, () =>
    html('<!doctype html><title>Hall</title>'),
  ),
  route(
    {
      ...post,
      path: '/form',
      body: z.object({ name: z.string() }),
      bodyTypes: ['form'],
      responses: { 303: 'redirect' },
    },
    () => redirect('/thanks?é=1%20'),
  ),
  route({ ...get, path: '/file', responses: { 200: 'file' } }, () => ({
    status: 200,
    file: new TextEncoder().encode('export {}'),
    type: 'text/javascript; charset=utf-8',
    // Written as people write them, unlike the server's own.
    headers: { 'Cache-Control': 'public, max-age=60', 'Content-Security-Policy': "script-src 'self'" },
  })),
  route({ ...get, path: '/crash', responses: { 200: 'empty' } }, () => {
    throw new Error('password is hunter2');
  }),
  route({ ...get, path: '/busy', responses: { 200: 'empty' } }, () => {
    throw httpError('unavailable', 'come back later', { retryAfterSeconds: 7 });
  }),
  route({ ...get, path: '/leak', responses: { 200: Thing } }, () => {
    const row = { id: '1', email: 'x' };
    return { status: 200, body: row };
  }),
  route(
    { ...get, path: '/puzzle', cors: { allowHeaders: ['x-frc-client'] }, responses: { 200: Thing } },
    () => ({
      status: 200,
      body: { id: 'p' },
    }),
  ),
  route(
    {
      ...post,
      path: '/verify',
      body: Thing,
      bodyTypes: ['json', 'form'],
      responses: { 200: Thing, 400: z.object({ success: z.literal(false), code: z.string() }) },
      answerError: (error) => ({ status: 400, body: { success: false, code: error.code } }),
    },
    ({ body }) => {
      if (body.id === 'crash') throw new Error('crash');
      return { status: 200, body };
    },
  ),
  route({ ...get, path: '/address', responses: { 200: 'text' } }, ({ address, log }) => {
    log.info('asked');
    return { status: 200, text: address };
  }),
  route({ ...get, path: '/cookies', responses: { 204: 'empty' } }, () => ({
    status: 204,
    headers: { 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'] },
  })),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(routes, {
    trustProxy: 1,
    publicUrl: 'https://hall.example.nl',
    languages: ['en', 'nl'],
    renderProblemPage: (problem, language) => `<html lang="${language}"><p>${problem.code}</p>`,
  });
});
afterAll(() => server.close());

describe('routing', () => {
  it('prefers a path without parameters, whatever the order', async () => {
    expect(await (await server.fetch('/things/new')).text()).toBe('new');
    expect(await (await server.fetch('/things/a%2Fb')).json()).toEqual({ id: 'a/b' });
  });

  it('answers 404 for an unknown path and for a parameter that does not fit', async () => {
    for (const path of ['/nowhere', '/things/0123456789', '/Things/new', '/__proto__', '/..%2f..']) {
      const response = await server.fetch(path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    }
  });

  it('answers 405 with Allow', async () => {
    const response = await server.fetch('/page', { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  it.each(['/a%', '/%ff', '/things/%00', '/%E0%A4%A'])(
    'answers 400 for the malformed path %s',
    async (path) => {
      const response = await server.fetch(path);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'path_malformed' });
    },
  );

  it('reads the query strictly, and only where a route wants one', async () => {
    expect(await (await server.fetch('/query?q=a+b%20c&x=1')).json()).toEqual({ q: 'a b c' });
    expect((await server.fetch('/query?q=1&q=2')).status).toBe(422);
    expect((await server.fetch('/query?q=%ff')).status).toBe(400);
    expect(await (await server.fetch('/query')).json()).toMatchObject({
      errors: [{ pointer: '/q', code: 'required' }],
    });
    expect((await server.fetch('/page?q=%ff')).status).toBe(200);
  });

  it('answers HEAD like GET without a body', async () => {
    for (const path of ['/page', '/file', '/things/1']) {
      const [head, full] = [await server.fetch(path, { method: 'HEAD' }), await server.fetch(path)];
      expect(head.status).toBe(200);
      expect(head.headers.get('content-length')).toBe(String((await full.arrayBuffer()).byteLength));
      expect(await head.text()).toBe('');
    }
  });
});

describe('answers', () => {
  it('a page with a strict policy, and nothing cached', async () => {
    const { headers } = await server.fetch('/page');
    expect(headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('a file with the headers it was given, instead of ours', async () => {
    const { headers } = await server.fetch('/file');
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(headers.get('content-security-policy')).toBe("script-src 'self'");
  });

  it('a redirection after a form', async () => {
    const response = await server.fetch('/form', {
      method: 'POST',
      body: new URLSearchParams({ name: 'x' }),
    });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/thanks?%C3%A9=1%20']);
  });

  it('a header that stands there twice', async () => {
    const { headers } = await server.fetch('/cookies');
    expect(headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
  });

  it('500 for a body with a key that its route does not declare', async () => {
    expect((await server.fetch('/leak')).status).toBe(500);
    expect(JSON.stringify(server.log.lines)).toContain('has keys that are not declared');
  });
});

describe('problems', () => {
  it('tell nothing of an unforeseen error, and log it', async () => {
    const response = await server.fetch('/crash');
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('hunter2');
    const { requestId } = JSON.parse(text);
    expect(response.headers.get('x-request-id')).toBe(requestId);
    expect(server.log.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        requestId,
        err: expect.objectContaining({ message: 'password is hunter2' }),
      }),
    );
  });

  it('say when to come back', async () => {
    const response = await server.fetch('/busy');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
  });

  it('are a page for a browser, in the language of the form or of the browser', async () => {
    const browser = {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'accept-language': 'nl-NL,nl;q=0.9',
    };
    const page = await server.fetch('/nowhere', { headers: browser });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toBe('<html lang="nl"><p>not_found</p>');
    const body = new URLSearchParams({ language: 'en' });
    const posted = await server.fetch('/form', { method: 'POST', body, headers: browser });
    expect(posted.status).toBe(422);
    expect(await posted.text()).toBe('<html lang="en"><p>validation_failed</p>');
    const unknown = await server.fetch('/nowhere', { headers: { ...browser, 'accept-language': 'xx' } });
    expect(await unknown.text()).toContain('lang="en"');
  });

  it('take the shape of the protocol where a route has its own', async () => {
    expect(await verify('{')).toEqual([400, { success: false, code: 'body_malformed' }]);
    expect(await verify('{}')).toEqual([400, { success: false, code: 'validation_failed' }]);
    expect(await verify('{}', 'text/plain')).toEqual([
      400,
      { success: false, code: 'body_type_unsupported' },
    ]);
    expect(await verify('{"id":"crash"}')).toEqual([400, { success: false, code: 'internal_error' }]);
    expect(await verify('{"id":"1"}')).toEqual([200, { id: '1' }]);
  });
});

describe('other origins', () => {
  it('may call an open route and send its headers', async () => {
    const preflight = await server.fetch('/puzzle', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://x.nl',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'x-frc-client',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-frc-client');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET');
    expect(preflight.headers.get('access-control-max-age')).toBe('86400');
    const { headers } = await server.fetch('/puzzle');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('may not read a route that is not open', async () => {
    const preflight = await server.fetch('/page', { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, null]);
    expect((await server.fetch('/page')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('records', () => {
  it('write one line a request, with the pattern and without path, query or address', async () => {
    const before = server.log.lines.length;
    await server.fetch('/things/secret7?token=secret8', { headers: { 'x-forwarded-for': '203.0.113.99' } });
    const lines = server.log.lines.slice(before);
    expect(lines).toMatchObject([
      { level: 'info', msg: 'request', method: 'GET', route: '/things/:id', status: 200 },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/secret|203\.0\.113/);
  });

  it('observe the time by pattern', async () => {
    const text = await server.metrics.registry.metrics();
    expect(text).toMatch(
      /foyer_http_request_seconds_count\{method="GET",route="\/things\/:id",status="200"\} \d/,
    );
    expect(text).not.toContain('secret');
  });

  it('carry the id of the caller only if it is well-formed', async () => {
    expect(await idFor('0123456789abcdef-01')).toBe('0123456789abcdef-01');
    for (const bad of ['short', 'jan@example.nl-0123456789', '203.0.113.7.0.0.0.0', 'a'.repeat(65)]) {
      expect(await idFor(bad)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    }
  });

  it('give the handler the visitor behind the proxy', async () => {
    const response = await server.fetch('/address', {
      headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.7' },
    });
    expect(await response.text()).toBe('203.0.113.7');
  });
});

it('refuses two routes of one shape', () => {
  const options = { log: silentLog(), trustProxy: 0, publicUrl: 'http://x' };
  const make = (...some: typeof routes) =>
    createHttpApp({ ...options, metrics: createMetrics(), routes: some });
  const one = route({ ...get, path: '/a', responses: { 204: 'empty' } }, () => ({ status: 204 }));
  expect(() => make(one, one)).toThrow('route get /a is there twice');
});

async function verify(body: string, type = 'application/json'): Promise<unknown> {
  const response = await server.fetch('/verify', { method: 'POST', body, headers: { 'content-type': type } });
  return [response.status, await response.json()];
}

async function idFor(given: string): Promise<string | null> {
  return (await server.fetch('/page', { headers: { 'x-request-id': given } })).headers.get('x-request-id');
}
