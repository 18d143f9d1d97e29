import { createServer, type ServerResponse } from 'node:http';
import type { OpenedDatabase, ServiceMigrations } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { authorizeAs, startTestServer, testActor } from '@foyer/http/testing';
import { jobMigrations, type JsonObject } from '@foyer/jobs';
import { testRunner } from '@foyer/jobs/testing';
import { createMetrics, uuidv7 } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach } from 'vitest';
import { z } from 'zod';
import type { WebhooksDeps } from './ports.ts';
import { createWebhooks, webhooksMigrations } from './webhooks.ts';

const testServices: ServiceMigrations[] = [
  { name: 'jobs', migrations: jobMigrations },
  { name: 'webhooks', migrations: webhooksMigrations },
];

export const newSubject = (): string => uuidv7(new Date());
export const message = { reference: 'FY-1', name: 'Zoë', message: 'Good day' };

const Shown = z.object({ id: z.string(), secret: z.string() });

interface Received {
  headers: Record<string, string>;
  body: string;
}

type Feed = Awaited<ReturnType<typeof openFeed>>;
type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** Tests on every engine there is, each with a feed and a receiver of its own. */
export function describeFeed(
  name: string,
  tests: (its: {
    feed: () => Feed;
    receiver: () => Receiver;
    database: () => OpenedDatabase;
    /** What the reference library makes of what was received; throws when the signature is another's. */
    accepts: (secret: string) => unknown;
  }) => void,
): void {
  describeDatabases(
    name,
    (database) => {
      let current: { feed: Feed; receiver: Receiver } | undefined;
      const open = () => {
        if (current === undefined) throw new Error('the feed is open inside a test only');
        return current;
      };
      beforeEach(async () => {
        current = { receiver: await startReceiver(), feed: await openFeed(database()) };
      });
      afterEach(async () => {
        await current?.feed.close();
        await current?.receiver.close();
        current = undefined;
      });
      tests({
        feed: () => open().feed,
        receiver: () => open().receiver,
        database,
        accepts: (secret) => {
          const [first] = open().receiver.received;
          return first && new Webhook(secret).verify(first.body, first.headers);
        },
      });
    },
    { services: testServices },
  );
}

/** A receiver of webhooks on loopback, as another system would be one. */
export async function startReceiver() {
  const received: Received[] = [];
  let answer: (response: ServerResponse) => void = thank;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => (body += text));
    request.on('end', () => {
      received.push({ headers: textsOf(request.headers), body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/foyer`,
    received,
    answerWith: (next: number | ((response: ServerResponse) => void)) => {
      answer = typeof next === 'function' ? next : (response) => response.writeHead(next).end();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

/** The webhooks service with real jobs, on the given database. */
export async function openFeed({ db, engine }: OpenedDatabase, deps: Partial<WebhooksDeps> = {}) {
  const clock = fakeClock(new Date());
  const log = silentLog();
  const metrics = createMetrics();
  const runner = testRunner({ db, engine }, { clock, log, metrics });
  const subjects = new Map<string, JsonObject | 'restricted'>();
  const audited: string[] = [];
  const hints: string[] = [];
  const webhooks = createWebhooks({
    db,
    clock,
    log,
    metrics,
    ...runner.ports,
    audit: async (_trx, { action, actorId, subject }) => {
      audited.push(`${action} ${subject} by ${actorId}`);
    },
    notifyDesk: (topic) => void hints.push(topic),
    secretKey: new Uint8Array(32).fill(9),
    eventTypes: ['contact.message.received', 'callback.requested'],
    readEvent: async (_type, id) => subjects.get(id),
    allowLoopback: true,
    ...deps,
  });
  const running = await runner.start({
    handlers: { ...webhooks.jobs, 'test.other': async () => undefined },
    random: () => 1,
  });
  const server = await startTestServer(webhooks.deskRoutes, {
    authorize: authorizeAs(testActor('webhooks.manage')),
  });

  async function call(method: string, path: string, body?: object) {
    const response = await server.fetch(`/desk/api/webhooks${path}`, {
      method: method.toUpperCase(),
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  return {
    webhooks,
    jobs: running,
    clock,
    log,
    subjects,
    audited,
    hints,
    call,
    settle: runner.settle,
    addEndpoint: async (url: string, eventTypes = ['contact.message.received']) => {
      const { status, body } = await call('post', '/endpoints', { name: 'CRM', url, eventTypes });
      if (status !== 201) throw new Error(`the endpoint was not taken: ${JSON.stringify(body)}`);
      return Shown.parse(body);
    },
    publish: async (subjectId: string, data?: JsonObject) => {
      if (data) subjects.set(subjectId, data);
      const event = { type: 'contact.message.received', subjectId, occurredAt: clock.now() };
      await db.transaction().execute(async (trx) => webhooks.publishEvent(trx, event));
    },
    deliveries: async (query = '') => (await call('get', `/deliveries${query}`)).body.items,
    close: async () => {
      await server.close();
      await runner.close();
    },
  };
}

function textsOf(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function thank(response: ServerResponse): void {
  response.end('thanks');
}
