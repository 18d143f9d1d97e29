import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPost } from './post.ts';
import { createFindTarget } from './target.ts';
import { startReceiver } from './webhooks-fixture.ts';

const message = { headers: { 'webhook-id': 'msg_1' }, body: '{}' };
const signal = new AbortController().signal;
const findTarget = createFindTarget({ allowLoopback: true });

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

it('connects to the address that was checked, whatever the name would mean a moment later', async () => {
  let connections = 0;
  let asked = 0;
  const server = await listen(() => (connections += 1));
  // The second answer would be another one, as in DNS rebinding.
  const resolveHost = async () => ((asked += 1) === 1 ? ['127.0.0.1'] : ['10.255.255.1']);
  const post = createPost({ findTarget: createFindTarget({ allowLoopback: true, resolveHost }) });
  // It speaks no TLS, so this is as far as it gets.
  expect(await post(`https://crm.example.org:${portOf(server)}/`, message, signal)).toEqual({
    isDelivered: false,
    status: null,
    failure: 'tls',
  });
  expect([connections, asked]).toEqual([1, 1]);
  await new Promise((resolve) => void server.close(resolve));
});

it('connects to nothing when the name leads inside', async () => {
  let connections = 0;
  const server = await listen(() => (connections += 1));
  const post = createPost({ findTarget: createFindTarget({ resolveHost: async () => ['127.0.0.1'] }) });
  const outcome = await post(`https://crm.example.org:${portOf(server)}/`, message, signal);
  expect([outcome, connections]).toEqual([
    { isDelivered: false, status: null, failure: 'address_refused' },
    0,
  ]);
  await new Promise((resolve) => void server.close(resolve));
});

it('gives up on who does not answer in time, and does not mind one that answers and then hangs', async () => {
  const impatient = createPost({ findTarget, timeoutSeconds: 0.1 });
  receiver.answerWith(() => undefined);
  expect(await impatient(receiver.url, message, signal)).toMatchObject({ failure: 'timeout' });
  // Long enough for the answer to come on a machine that is busy.
  const post = createPost({ findTarget, timeoutSeconds: 1.5 });
  receiver.answerWith((response) => void response.writeHead(202).write('one moment'));
  expect(await post(receiver.url, message, signal)).toEqual({ isDelivered: true, status: 202 });
});

it('tells classes of failure apart', async () => {
  const post = createPost({ findTarget });
  const { url } = receiver;
  receiver.answerWith((response) => void response.destroy());
  expect(await post(url, message, signal)).toMatchObject({ status: null, failure: 'connection' });
  receiver.answerWith(302);
  expect(await post(url, message, signal)).toMatchObject({ status: 302, failure: 'status' });
  const closed = await listen(() => undefined);
  const port = portOf(closed);
  await new Promise((resolve) => void closed.close(resolve));
  expect(await post(`http://127.0.0.1:${port}/`, message, signal)).toMatchObject({ failure: 'connection' });
  expect(await post('https://nowhere.invalid/', message, signal)).toMatchObject({ failure: 'dns' });
});

it('takes no way around by a proxy that the environment names', async () => {
  let connections = 0;
  const proxy = await listen(() => (connections += 1));
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'NODE_USE_ENV_PROXY'];
  const before = names.map((name) => process.env[name]);
  for (const name of names) process.env[name] = `http://127.0.0.1:${portOf(proxy)}`;
  process.env['NODE_USE_ENV_PROXY'] = '1';
  try {
    const outcome = await createPost({ findTarget })(receiver.url, message, signal);
    expect([outcome, connections]).toEqual([{ isDelivered: true, status: 200 }, 0]);
  } finally {
    for (const [index, name] of names.entries()) {
      const value = before[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await new Promise((resolve) => void proxy.close(resolve));
  }
});

/** A server that answers what no protocol knows, and hangs up. */
async function listen(onConnection: () => void): Promise<Server> {
  const server = createServer((socket) => {
    onConnection();
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end('what?\r\n'));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
