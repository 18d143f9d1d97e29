import { connect } from 'node:net';
import { Problem } from '@foyer/contracts';
import { afterEach, expect, it } from 'vitest';
import { listen } from './listen.ts';
import { rawRequest } from './raw-request.ts';
import { route } from './route.ts';
import { startTestServer } from './test-server.ts';
import type { TestServer, TestServerOptions } from './test-server.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(options: TestServerOptions = {}, answer = async () => {}): Promise<TestServer> {
  const hello = route(
    { method: 'get', path: '/', summary: 'Says hello', responses: { 200: 'text' } },
    async () => {
      await answer();
      return { status: 200, text: 'hello' };
    },
  );
  const server = await startTestServer([hello], options);
  servers.push(server);
  return server;
}

it.each([
  ['garbage', 'garbage\r\n\r\n', 400, 'request_malformed'],
  ['a TLS hello', '\u0016\u0003\u0001\u0002\u0000\u0001', 400, 'request_malformed'],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    400,
    'request_malformed',
  ],
  [
    'length and chunks',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    400,
    'request_malformed',
  ],
  [
    'a huge chunk extension',
    `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}\r\n`,
    413,
    'body_too_large',
  ],
  [
    'an expectation that nobody keeps',
    'POST / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nContent-Length: 0\r\n\r\n',
    417,
    'expectation_failed',
  ],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400, 'request_malformed'],
  [
    'a huge header',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers_too_large',
  ],
  ['a huge path', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 'headers_too_large'],
  ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404, 'not_found'],
  [
    'a URL without a path',
    'GET ?x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    400,
    'request_malformed',
  ],
])('answers %s with a problem and closes', async (_, bytes, status, code) => {
  const reply = await rawRequest((await start()).port, bytes);
  expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(reply.toLowerCase()).toContain('connection: close');
  expectProblem(reply, { status, code });
});

it('answers a whole URL as its path', async () => {
  const bytes = 'GET http://127.0.0.1/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  expect(await rawRequest((await start()).port, bytes)).toMatch(/^HTTP\/1\.1 200 /);
});

it('notes what it could not read under the id that it answered with', async () => {
  const server = await start();
  const reply = await rawRequest(server.port, 'garbage about zoe@example.org\r\n\r\n');
  const requestId = /x-request-id: (\S+)/.exec(reply)?.[1];
  expect(server.log.lines).toMatchObject([
    { level: 'info', requestId, status: 400, code: 'request_malformed' },
  ]);
  expect(JSON.stringify(server.log.lines) + reply).not.toContain('zoe');
});

it('answers what was asked before it refuses what follows', async () => {
  const leave = Promise.withResolvers<void>();
  let arrived = 0;
  const server = await start({}, () => {
    arrived += 1;
    if (arrived === 2) leave.resolve();
    return leave.promise;
  });
  const hello = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
  const reply = await rawRequest(server.port, `${hello}${hello}garbage\r\n\r\n`);
  expect(reply.match(/HTTP\/1\.1 \d+|hello/g)).toEqual([
    'HTTP/1.1 200',
    'hello',
    'HTTP/1.1 200',
    'hello',
    'HTTP/1.1 400',
  ]);
});

it('answers 408 to a header that does not end', async () => {
  const server = await start({ headersTimeoutSeconds: 0.1, requestTimeoutSeconds: 0.2 });
  const reply = await rawRequest(server.port, 'GET / HTTP/1.1\r\nHost: x\r\n');
  expect(reply).toMatch(/^HTTP\/1\.1 408 /);
  expectProblem(reply, { status: 408, code: 'request_timeout' });
});

it('lets a running request end with Connection: close, and idle connections go at once', async () => {
  const arrived = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  const server = await start({}, () => {
    arrived.resolve();
    return leave.promise;
  });
  const idle = connect(server.port, '127.0.0.1');
  const idleClosed = new Promise((resolve) => idle.once('close', resolve));
  const running = server.fetch('/');
  await arrived.promise;
  const closing = server.close();
  await idleClosed;
  leave.resolve();
  const response = await running;
  expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
  await closing;
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
});

it('cuts off what does not end in time', async () => {
  const arrived = Promise.withResolvers<void>();
  const server = await start({ graceSeconds: 0.05 }, () => {
    arrived.resolve();
    return new Promise(() => undefined);
  });
  const running = server.fetch('/').catch((error: unknown) => error);
  await arrived.promise;
  await server.close();
  expect(await running).toBeInstanceOf(Error);
});

it('rejects when the port is taken', async () => {
  const { port } = await start();
  await expect(listen({ callback: () => () => undefined }, { host: '127.0.0.1', port })).rejects.toThrow(
    'EADDRINUSE',
  );
});

function expectProblem(reply: string, expected: { status: number; code: string }): void {
  const [head = '', body = ''] = reply.split('\r\n\r\n');
  expect(head.toLowerCase()).toContain('content-type: application/problem+json; charset=utf-8');
  expect(head.toLowerCase()).toContain(`content-length: ${body.length}`);
  expect(Problem.strict().parse(JSON.parse(body))).toMatchObject(expected);
}
