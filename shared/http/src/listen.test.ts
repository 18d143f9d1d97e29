import { connect } from 'node:net';
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
  ['garbage', 'garbage\r\n\r\n', 400],
  ['a TLS hello', '\u0016\u0003\u0001\u0002\u0000\u0001', 400],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
  [
    'length and chunks',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    400,
  ],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['a huge header', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ['a huge path', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404],
  ['a whole URL', 'GET http://127.0.0.1/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 200],
  ['a URL without a path', 'GET ?x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
])('answers %s plainly and closes', async (_, bytes, status) => {
  const reply = await rawRequest((await start()).port, bytes);
  expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(reply.toLowerCase()).toContain('connection: close');
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
  expect(await rawRequest(server.port, 'GET / HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /);
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
