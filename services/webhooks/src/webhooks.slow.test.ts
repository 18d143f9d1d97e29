import { describeDatabases } from '@foyer/database/testing';
import { uuidv7 } from '@foyer/runtime';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { columnsWithoutPersonalData } from './personal-data.ts';
import { openFeed, startReceiver, testServices } from './webhooks-fixture.ts';

type Feed = Awaited<ReturnType<typeof openFeed>>;
type Receiver = Awaited<ReturnType<typeof startReceiver>>;

const subject = (): string => uuidv7(new Date());
const message = { reference: 'FY-1', name: 'Zoë', message: 'Good day' };

describeDatabases(
  'webhooks',
  (open) => {
    let feed: Feed;
    let receiver: Receiver;
    beforeEach(async () => {
      receiver = await startReceiver();
      feed = await openFeed(open());
    });
    afterEach(async () => {
      await feed.close();
      await receiver.close();
    });
    const accepts = (secret: string, index = 0): unknown => {
      const one = receiver.received[index];
      return one && new Webhook(secret).verify(one.body, one.headers);
    };

    it('sends what was published, signed so that the reference library accepts it', async () => {
      const { id, secret } = await feed.addEndpoint(receiver.url);
      const occurredAt = feed.clock.now().toISOString();
      await feed.publish(subject(), message);
      await feed.settle();
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect(accepts(secret)).toEqual({
        type: 'contact.message.received',
        timestamp: occurredAt,
        data: message,
      });
      expect(() => accepts(`whsec_${Buffer.alloc(32).toString('base64')}`)).toThrow('No matching signature');
      const [delivery] = await feed.deliveries();
      expect(delivery).toMatchObject({
        endpointId: id,
        state: 'delivered',
        attempts: 1,
        responseStatus: 200,
      });
      expect(delivery.webhookId).toBe(receiver.received[0]?.headers['webhook-id']);
      expect(feed.hints).toContain('webhooks');
    });

    it('publishes with the write or not at all, to those who listen, and stores ids only', async () => {
      await feed.addEndpoint(receiver.url);
      await feed.addEndpoint(receiver.url, ['callback.requested']);
      const id = subject();
      feed.subjects.set(id, message);
      const event = { type: 'contact.message.received', subjectId: id, occurredAt: feed.clock.now() };
      const { db } = open();
      const failing = db.transaction().execute(async (trx) => {
        await feed.webhooks.publishEvent(trx, event);
        throw new Error('the write failed');
      });
      await expect(failing).rejects.toThrow('the write failed');
      await feed.settle();
      expect(await feed.deliveries()).toEqual([]);
      await expect(feed.webhooks.publishEvent(db, { ...event, type: 'nobody.knows' })).rejects.toThrow(
        'nobody.knows',
      );
      await feed.publish(id);
      await feed.settle();
      expect(receiver.received).toHaveLength(1);
      const { rows } = await sql`select * from webhooks.delivery`.execute(db);
      expect(JSON.stringify(rows)).not.toContain('Zoë');
      expect(Object.keys(rows[0] ?? {}).map((column) => `webhooks.delivery.${column}`)).toEqual(
        columnsWithoutPersonalData.filter((column) => column.startsWith('webhooks.delivery.')),
      );
    });

    it('tells a new endpoint everything from the answer to its creation on, though nobody listened just before', async () => {
      await feed.publish(subject(), message);
      const { id } = await feed.addEndpoint(receiver.url);
      await feed.publish(subject(), message);
      // What still waits when an endpoint is disabled is cancelled.
      await feed.settle();
      await feed.call('patch', `/endpoints/${id}`, { isEnabled: false });
      await feed.publish(subject(), message);
      await feed.call('patch', `/endpoints/${id}`, { isEnabled: true });
      await feed.publish(subject(), message);
      await feed.settle();
      expect(receiver.received).toHaveLength(2);
    });

    it('tells an endpoint that another process added everything a second later', async () => {
      await feed.publish(subject(), message);
      const other = await openFeed(open());
      await other.addEndpoint(receiver.url);
      await other.close();
      feed.clock.advance({ seconds: 1 });
      await feed.publish(subject(), message);
      await feed.settle();
      expect(receiver.received).toHaveLength(1);
    });

    it('tells whoever was given a record what became of it, whatever else they listen to', async () => {
      const crm = await feed.addEndpoint(receiver.url);
      await feed.addEndpoint(receiver.url);
      const given = subject();
      feed.subjects.set(given, message);
      await feed.publish(given);
      await feed.settle();
      const [recipient, other] = await feed.webhooks.receivedBy([given, subject()]);
      expect(recipient?.subjectIds).toEqual([given]);
      expect([recipient?.endpointId, other?.endpointId]).toContain(crm.id);
      expect(await feed.webhooks.receivedBy([])).toEqual([]);

      receiver.received.length = 0;
      const about = subject();
      feed.subjects.set(about, { records: [given] });
      await feed.webhooks.publishEvent(open().db, {
        type: 'callback.requested',
        subjectId: about,
        occurredAt: feed.clock.now(),
        alsoTo: [crm.id],
      });
      await feed.settle();
      expect(receiver.received).toHaveLength(1);
      expect(receiver.received[0]?.body).toContain(given);
    });

    it('sends nothing about what is gone', async () => {
      await feed.addEndpoint(receiver.url);
      await feed.publish(subject());
      await feed.settle();
      expect(receiver.received).toEqual([]);
      expect(await feed.deliveries('?state=gone')).toHaveLength(1);
    });

    it('waits while its subject is restricted, longer than the log is kept, without an attempt', async () => {
      await feed.addEndpoint(receiver.url);
      const id = subject();
      feed.subjects.set(id, 'restricted');
      await feed.publish(id);
      await feed.settle();
      feed.clock.advance({ days: 40 });
      await feed.settle();
      await feed.jobs.enqueue(open().db, 'webhooks.purge', {});
      await feed.settle();
      expect(receiver.received).toEqual([]);
      expect(await feed.deliveries()).toMatchObject([{ state: 'pending', attempts: 0 }]);
      feed.subjects.set(id, message);
      feed.clock.advance({ hours: 1 });
      await feed.settle();
      expect(receiver.received).toHaveLength(1);
      expect(await feed.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    });

    it('retries with the same id and a new timestamp, and gives up after the policy’s last attempt', async () => {
      const { secret } = await feed.addEndpoint(receiver.url);
      receiver.answerWith(500);
      await feed.publish(subject(), message);
      await feed.settle();
      expect(await feed.deliveries()).toMatchObject([
        { state: 'retrying', error: 'status', responseStatus: 500 },
      ]);
      for (let attempt = 2; attempt <= 12; attempt += 1) {
        feed.clock.advance({ days: 1 });
        // A day is enough for any wait; the clock of the receiver's library stands still.
        await feed.settle();
      }
      expect(await feed.deliveries()).toMatchObject([{ state: 'failed', attempts: 12 }]);
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(12);
      expect(accepts(secret)).toBeDefined();
      expect(await feed.jobs.deadJobs()).toEqual([]);
      feed.clock.advance({ days: 2 });
      await feed.settle();
      expect(receiver.received).toHaveLength(12);
    });

    it('comes back no sooner than a busy receiver says, and keeps a log of all attempts', async () => {
      await feed.addEndpoint(receiver.url);
      const began = feed.clock.now();
      receiver.answerWith((response) => void response.writeHead(429, { 'retry-after': '7200' }).end());
      await feed.publish(subject(), message);
      await feed.settle();
      feed.clock.advance({ minutes: 119 });
      await feed.settle();
      expect(receiver.received).toHaveLength(1);
      const until = new Date(began.getTime() + 5 * 3_600_000).toUTCString();
      receiver.answerWith((response) => void response.writeHead(503, { 'retry-after': until }).end());
      feed.clock.advance({ minutes: 1 });
      await feed.settle();
      feed.clock.advance({ minutes: 170 });
      await feed.settle();
      expect(receiver.received).toHaveLength(2);
      receiver.answerWith(204);
      feed.clock.advance({ minutes: 10 });
      await feed.settle();
      const [delivery] = await feed.deliveries();
      expect(delivery).toMatchObject({
        state: 'delivered',
        attempts: 3,
        attemptLog: [
          { at: began.toISOString(), responseStatus: 429, error: 'status', durationMs: expect.any(Number) },
          { responseStatus: 503, error: 'status' },
          { responseStatus: 204, error: null },
        ],
      });
      feed.clock.advance({ days: 31 });
      await feed.jobs.enqueue(open().db, 'webhooks.purge', {});
      await feed.settle();
      const { rows } = await sql`select * from webhooks.attempt`.execute(open().db);
      expect(rows).toEqual([]);
    });

    it('disables an endpoint that answers 410 Gone, or fails for five days, and says why', async () => {
      const { id } = await feed.addEndpoint(receiver.url);
      receiver.answerWith(410);
      await feed.publish(subject(), message);
      await feed.settle();
      expect((await feed.call('get', '/endpoints')).body.items).toMatchObject([
        { id, isEnabled: false, note: 'gone' },
      ]);
      expect(feed.audited).toContain(`webhooks.endpoint_disabled webhooks.endpoint:${id} by null`);
      await feed.publish(subject(), message);
      await feed.settle();
      expect(receiver.received).toHaveLength(1);

      receiver.answerWith(503);
      expect((await feed.call('patch', `/endpoints/${id}`, { isEnabled: true })).body).toMatchObject({
        isEnabled: true,
        note: null,
      });
      await feed.publish(subject(), message);
      for (let day = 0; day < 12; day += 1) {
        await feed.settle();
        const { body } = await feed.call('get', '/endpoints');
        expect(body.items[0].isEnabled).toBe(day < 11);
        feed.clock.advance({ days: 1 });
      }
      expect((await feed.call('get', '/endpoints')).body.items).toMatchObject([{ note: 'failing' }]);
    });

    it('signs with both secrets for a day after a rotation', async () => {
      const { id, secret } = await feed.addEndpoint(receiver.url);
      const { body } = await feed.call('post', `/endpoints/${id}/secret`);
      await feed.publish(subject(), message);
      await feed.settle();
      expect([accepts(secret), accepts(body.secret)]).toEqual([expect.anything(), expect.anything()]);
      expect(receiver.received[0]?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
      feed.clock.advance({ hours: 24 });
      await feed.publish(subject(), message);
      await feed.settle();
      expect(receiver.received[1]?.headers['webhook-signature']).toMatch(/^v1,\S+$/);
    });

    it('keeps secrets encrypted, and shows them once', async () => {
      const { id, secret } = await feed.addEndpoint(receiver.url);
      const { rows } = await sql<{ secret: Uint8Array }>`select secret from webhooks.endpoint`.execute(
        open().db,
      );
      const stored = Buffer.from(rows[0]?.secret ?? []);
      expect(stored.includes(Buffer.from(secret.slice(6)))).toBe(false);
      expect(stored.includes(Buffer.from(secret.slice(6), 'base64'))).toBe(false);
      expect(JSON.stringify((await feed.call('get', '/endpoints')).body)).not.toContain('whsec_');
      // Another endpoint's secret put in its place signs nothing.
      const other = await feed.addEndpoint(receiver.url, ['callback.requested']);
      await sql`update webhooks.endpoint set secret = (select secret from webhooks.endpoint where id = ${other.id}::uuid)
        where id = ${id}::uuid`.execute(open().db);
      await feed.publish(subject(), message);
      await feed.settle();
      expect(receiver.received).toEqual([]);
      expect(await feed.deliveries()).toMatchObject([{ error: 'secret_unreadable', state: 'retrying' }]);
    });

    it('follows no redirection and forgets what the receiver says', async () => {
      await feed.addEndpoint(receiver.url);
      receiver.answerWith((response) => {
        response.writeHead(307, { location: `${receiver.url}/elsewhere` }).end('Zoë is not welcome');
      });
      await feed.publish(subject(), message);
      await feed.settle();
      expect(receiver.received).toHaveLength(1);
      const [delivery] = await feed.deliveries();
      expect(delivery).toMatchObject({ state: 'retrying', responseStatus: 307, error: 'status' });
      expect(JSON.stringify([delivery, feed.log.lines])).not.toContain('Zoë');
    });

    it('reads no more of an answer than it must', async () => {
      await feed.addEndpoint(receiver.url);
      let sent = 0;
      receiver.answerWith((response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        };
        response.on('drain', more);
        response.on('close', () => response.destroy());
        more();
      });
      await feed.publish(subject(), message);
      await feed.settle();
      expect(await feed.deliveries('?state=delivered')).toHaveLength(1);
      expect(sent).toBeLessThan(20_000_000);
    });

    it('sends a test, also to an endpoint that is disabled, and tries it once', async () => {
      const { id, secret } = await feed.addEndpoint(receiver.url);
      await feed.call('patch', `/endpoints/${id}`, { isEnabled: false });
      expect((await feed.call('post', `/endpoints/${id}/test`)).status).toBe(202);
      await feed.settle();
      expect(accepts(secret)).toMatchObject({ type: 'webhooks.test', data: { endpointId: id } });
      receiver.answerWith(500);
      await feed.call('post', `/endpoints/${id}/test`);
      await feed.settle();
      expect(await feed.deliveries()).toMatchObject([{ state: 'failed' }, { state: 'delivered' }]);
    });

    it('sends a delivery anew with the same webhook-id, instead of the one that waits', async () => {
      await feed.addEndpoint(receiver.url);
      receiver.answerWith(500);
      const id = subject();
      await feed.publish(id, message);
      await feed.settle();
      const [first] = await feed.deliveries();
      receiver.answerWith(204);
      feed.subjects.set(id, { ...message, name: 'Corrected' });
      expect((await feed.call('post', `/deliveries/${first.id}/resend`)).status).toBe(202);
      await feed.settle();
      expect(await feed.deliveries()).toMatchObject([
        { state: 'delivered', webhookId: first.webhookId },
        { state: 'cancelled', id: first.id },
      ]);
      expect(receiver.received[1]?.body).toContain('Corrected');
      feed.clock.advance({ days: 1 });
      await feed.settle();
      expect(receiver.received).toHaveLength(2);
    });

    it('leaves hands to other jobs while a receiver takes its time', async () => {
      await feed.addEndpoint(receiver.url);
      const held: (() => void)[] = [];
      receiver.answerWith((response) => void held.push(() => response.end()));
      for (let count = 0; count < 10; count += 1) await feed.publish(subject(), message);
      await expect.poll(() => held.length).toBe(4);
      await feed.jobs.enqueue(open().db, 'test.other', {});
      // Six wait for later, four hang, and the other job is done.
      await expect.poll(() => feed.jobs.stats()).toMatchObject({ claimed: 4, ready: 6 });
      receiver.answerWith(200);
      for (const release of held) release();
      await feed.settle();
      feed.clock.advance({ minutes: 1 });
      await feed.settle();
      feed.clock.advance({ minutes: 1 });
      await feed.settle();
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(10);
    });

    it('refuses endpoints that lead inside, hold a password or listen to what nobody tells', async () => {
      const attempt = (fields: object) =>
        feed.call('post', '/endpoints', {
          name: 'CRM',
          url: 'https://crm.example.org/',
          eventTypes: ['callback.requested'],
          ...fields,
        });
      for (const url of [
        'http://crm.example.org/',
        'https://10.0.0.1/',
        'https://a:b@crm.example.org/',
        'crm',
      ]) {
        expect(await attempt({ url })).toMatchObject({
          status: 422,
          body: { errors: [{ pointer: '/url' }] },
        });
      }
      expect(await attempt({ eventTypes: ['x'] })).toMatchObject({
        body: { errors: [{ pointer: '/eventTypes' }] },
      });
      expect((await attempt({ eventTypes: [] })).status).toBe(422);
      const unknown = subject();
      expect((await feed.call('patch', `/endpoints/${unknown}`, { name: 'x' })).status).toBe(404);
      expect((await feed.call('delete', `/endpoints/${unknown}`)).status).toBe(404);
      expect((await feed.call('post', `/endpoints/${unknown}/test`)).status).toBe(404);
      expect((await feed.call('post', `/deliveries/${unknown}/resend`)).status).toBe(404);
    });

    it('pages through the log, filters it, and forgets it after thirty days', async () => {
      const { id } = await feed.addEndpoint(receiver.url);
      for (let count = 0; count < 3; count += 1) await feed.publish(subject());
      await feed.settle();
      const first = (await feed.call('get', `/deliveries?endpoint=${id}&limit=2`)).body;
      const second = (await feed.call('get', `/deliveries?limit=2&cursor=${first.nextCursor}`)).body;
      expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
      expect(await feed.deliveries('?state=delivered')).toEqual([]);
      feed.clock.advance({ days: 31 });
      await feed.jobs.enqueue(open().db, 'webhooks.purge', {});
      await feed.settle();
      expect(await feed.deliveries()).toEqual([]);
      expect((await feed.call('delete', `/endpoints/${id}`)).status).toBe(204);
      expect(feed.audited.at(-1)).toMatch(/^webhooks\.endpoint_remove webhooks\.endpoint:\S+ by 0189/);
    });
  },
  { services: testServices },
);
