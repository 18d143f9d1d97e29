import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rawRequest } from './raw-request.ts';
import { route } from './route.ts';
import { startTestServer } from './test-server.ts';
import type { TestServer } from './test-server.ts';

const echo = route(
  {
    method: 'post',
    path: '/echo',
    summary: 'Gives the body back',
    body: z.record(z.string(), z.unknown()),
    bodyTypes: ['json', 'form', 'multipart'],
    maxBodyBytes: 1000,
    responses: { 200: z.record(z.string(), z.unknown()) },
  },
  ({ body }) => ({ status: 200, body }),
);
const strict = route(
  {
    method: 'post',
    path: '/strict',
    summary: 'Wants a name and an age',
    body: z.object({ name: z.string().min(1).max(5), age: z.int(), tags: z.array(z.string()).optional() }),
    bodyTypes: ['json', 'form'],
    responses: { 204: 'empty' },
  },
  () => ({ status: 204 }),
);
const roomy = route(
  {
    method: 'post',
    path: '/roomy',
    summary: 'Takes a megabyte',
    body: z.unknown(),
    bodyTypes: ['json', 'form'],
    maxBodyBytes: 1_000_000,
    responses: { 204: 'empty' },
  },
  () => ({ status: 204 }),
);

const asked = route(
  {
    method: 'get',
    path: '/asked',
    summary: 'Wants a page and a size',
    query: z.object({ page: z.string(), size: z.string() }),
    responses: { 204: 'empty' },
  },
  () => ({ status: 204 }),
);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer([echo, strict, roomy, asked]);
});
afterAll(() => server.close());

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function post(
  path: string,
  headers: Record<string, string>,
  body: RequestInit['body'],
): Promise<{ status: number; body: unknown }> {
  const response = await server.fetch(path, { method: 'POST', headers, body: body ?? null });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('reads', () => {
  it('JSON, a form and multipart alike', async () => {
    const fields = { name: 'Zoë & co', note: 'a=b+c%' };
    const multipart = new FormData();
    for (const [key, value] of Object.entries(fields)) multipart.set(key, value);
    expect(await post('/echo', json, JSON.stringify(fields))).toEqual({ status: 200, body: fields });
    expect(await post('/echo', form, new URLSearchParams(fields).toString())).toEqual({
      status: 200,
      body: fields,
    });
    expect(await post('/echo', {}, multipart)).toEqual({ status: 200, body: fields });
  });

  it('a form with empty pairs, bare keys and nested names, flat', async () => {
    expect(await post('/echo', form, '&&a&b=&c[d]=1&&e==&')).toEqual({
      status: 200,
      body: { a: '', b: '', 'c[d]': '1', e: '=' },
    });
  });

  it('a charset of UTF-8 in any spelling', async () => {
    const type = { 'content-type': 'Application/JSON; Charset="UTF-8"' };
    expect(await post('/echo', type, '{"a":1}')).toMatchObject({ status: 200 });
  });

  it('equal keys of different objects, and texts that look like keys', async () => {
    const body = { a: { a: '"a":1,' }, 'b"': [{ a: 1 }, { a: 2 }], c: '\\', d: '\\"', e: ':' };
    const spaced = JSON.stringify(body, undefined, '\t').replaceAll('": ', '" \r\n: ');
    expect(await post('/echo', json, spaced)).toEqual({ status: 200, body });
  });

  it('a chunked body', async () => {
    const chunks = '4\r\n{"a"\r\n3\r\n:1}\r\n0\r\n\r\n';
    const reply = await rawRequest(
      server.port,
      `POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
    );
    expect(reply).toContain('HTTP/1.1 200 OK');
    expect(reply).toContain('{"a":1}');
  });
});

describe('refuses', () => {
  it.each([
    ['broken JSON', '{"a":', 'body_malformed'],
    ['no JSON at all', '', 'body_malformed'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'body_malformed'],
    ['a NUL', '{"a":"\\u0000"}', 'body_malformed'],
    ['a NUL in a key', '{"\\u0000":1}', 'body_malformed'],
    ['half a surrogate pair', '{"a":"\\ud800"}', 'body_malformed'],
    ['a key that reaches for the prototype', '{"__proto__":{"admin":true}}', 'body_malformed'],
    ['a deep nest', '['.repeat(400) + ']'.repeat(400), 'body_too_complex'],
  ])('%s in JSON with 400', async (_, body, code) => {
    expect(await post('/echo', json, body)).toMatchObject({ status: 400, body: { status: 400, code } });
  });

  it.each([
    ['a lone percent sign', 'a=100%', 400, 'body_malformed'],
    ['percent-encoded bytes that are no UTF-8', 'a=%ff', 400, 'body_malformed'],
    ['raw bytes that are no UTF-8', Buffer.from([0x61, 0x3d, 0xff]), 400, 'body_malformed'],
    ['a NUL', 'a=%00', 400, 'body_malformed'],
    ['a key that reaches for the prototype', '__proto__=x', 400, 'body_malformed'],
    ['a key given twice', 'a=1&b=2&a=3', 422, 'validation_failed'],
  ])('%s in a form', async (_, body, status, code) => {
    expect(await post('/echo', form, body)).toMatchObject({ status, body: { code } });
  });

  it('a million keys without reading them into fields', async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `k${index}`);
    expect(await post('/roomy', form, many.join('&'))).toMatchObject({
      status: 400,
      body: { code: 'body_too_complex' },
    });
    const object = `{${many
      .slice(0, 50_000)
      .map((key) => `"${key}":1`)
      .join()}}`;
    expect(await post('/roomy', json, object)).toMatchObject({
      status: 400,
      body: { code: 'body_too_complex' },
    });
  });

  it.each([
    [{ 'content-type': 'text/plain' }],
    [{ 'content-type': 'application/json; charset=latin1' }],
    [{ 'content-type': 'multipart/mixed; boundary=x' }],
    [{ 'content-type': '' }],
    [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('what it cannot read with 415: %j', async (headers) => {
    expect(await post('/echo', headers, '{}')).toMatchObject({ status: 415 });
  });

  it('multipart that is broken, not UTF-8 or carries a file with 400', async () => {
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(await post('/echo', multipart, '--y\r\n')).toMatchObject({ status: 400 });
    expect(await post('/echo', multipart, Buffer.from([0xff]))).toMatchObject({ status: 400 });
    const withFile = new FormData();
    withFile.set('photo', new Blob(['x']), 'x.png');
    expect(await post('/echo', {}, withFile)).toMatchObject({ status: 400 });
  });

  it('one byte too much with 413, and takes exactly the limit', async () => {
    expect(await post('/echo', json, jsonOf(1000))).toMatchObject({ status: 200 });
    expect(await post('/echo', json, jsonOf(1001))).toMatchObject({
      status: 413,
      body: { code: 'body_too_large' },
    });
  });

  it('10 MB with an answer the client can read, and the connection goes on', async () => {
    expect(await post('/echo', json, 'x'.repeat(10_000_000))).toMatchObject({ status: 413 });
    expect(await post('/echo', json, '{"a":1}')).toMatchObject({ status: 200 });
  });

  it('an announced gigabyte at once', async () => {
    const head =
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n';
    const reply = await rawRequest(server.port, head);
    expect(reply).toContain('HTTP/1.1 413 Payload Too Large');
    expect(reply.toLowerCase()).toContain('connection: close');
  });

  it('a body that Expect: 100-continue announces before it is sent', async () => {
    expect(await rawRequest(server.port, waitingHead('/echo', 5000))).toMatch(/^HTTP\/1\.1 413/);
    expect(await rawRequest(server.port, waitingHead('/nowhere', 50))).toMatch(/^HTTP\/1\.1 404/);
    expect(await rawRequest(server.port, `${waitingHead('/echo', 7)}{"a":1}`)).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/,
    );
  });

  it('bad fields with 422 and one pointer each', async () => {
    const { status, body } = await post('/strict', json, '{"name":"too long","tags":[1,"x",2]}');
    expect(status).toBe(422);
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Some fields are not right',
      status: 422,
      detail: '4 fields are not as asked',
      code: 'validation_failed',
      errors: [
        { pointer: '/name', detail: expect.any(String), code: 'too_long' },
        { pointer: '/age', detail: 'must be given', code: 'required' },
        { pointer: '/tags/0', detail: expect.any(String), code: 'invalid_type' },
        { pointer: '/tags/2', detail: expect.any(String), code: 'invalid_type' },
      ],
      requestId: expect.any(String),
    });
  });

  it.each([
    ['in JSON', json, '{"name":"Ada","tags":[1],"name":"Bob"}'],
    ['in JSON, however it is written', json, '{"name":"Ada","\\u006eame" : [{"name":1}],"tags":[1]}'],
    ['in a form', form, 'name=Ada&tags=1&name=Bob'],
  ])('a field that comes twice %s beside all other bad fields', async (_, type, body) => {
    const answer = await post('/strict', type, body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
    expect(answer.body).toMatchObject({
      errors: [
        { pointer: '/name', code: 'repeated', detail: 'must be given once' },
        { pointer: '/age', code: 'required' },
        { pointer: expect.stringMatching(/^\/tags/), code: 'invalid_type' },
      ],
    });
  });

  it('a key of JSON that comes twice deep inside, with its pointer', async () => {
    const body = '{"a":[0,{"b":1,"c/d":{"~":1,"x":[],"~":2}}],"e":"\\"}';
    const fixed = body.replace('"\\"}', '"\\\\"}');
    expect(await post('/echo', json, fixed)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/a/1/c~1d/~0', code: 'repeated' }] },
    });
  });

  it('what hides behind a key that comes twice, however much it is', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `"k${index}":1`).join();
    expect(await post('/roomy', json, `{${many},${many}}`)).toMatchObject({
      status: 422,
      body: { errors: expect.objectContaining({ length: 100 }) },
    });
    for (const hidden of [
      `${'['.repeat(90_000)}${']'.repeat(90_000)}`,
      `{${many},${many},${many},${many}}`,
    ]) {
      expect(await post('/roomy', json, `{"a":${hidden},"a":1}`)).toMatchObject({
        status: 400,
        body: { code: 'body_too_complex' },
      });
    }
  });

  it('a parameter of the query that comes twice', async () => {
    const response = await server.fetch('/asked?page=1&page=2');
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      errors: [
        { pointer: '/page', code: 'repeated' },
        { pointer: '/size', code: 'required' },
      ],
    });
  });

  it.each(['null', '[]', '7', '"x"'])('%s where an object is wanted with 422', async (body) => {
    expect(await post('/strict', json, body)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '' }] },
    });
  });
});

it('logs nothing but a line when the client goes away in the middle of a body', async () => {
  const before = server.log.lines.length;
  await rawRequest(
    server.port,
    'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"a"',
    0.05,
  ).catch(() => undefined);
  await expect.poll(() => server.log.lines.length).toBeGreaterThan(before);
  expect(server.log.lines.slice(before)).toMatchObject([{ level: 'info', route: '/echo', status: 400 }]);
});

function jsonOf(length: number): string {
  return JSON.stringify({ a: 'x'.repeat(length - 8) });
}

function waitingHead(path: string, length: number): string {
  return [
    `POST ${path} HTTP/1.1`,
    'Host: x',
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${length}`,
    'Expect: 100-continue',
    '\r\n',
  ].join('\r\n');
}
