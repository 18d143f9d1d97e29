import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { describeFeed, message, newSubject } from './webhooks-fixture.ts';

describeFeed('deliveries', ({ accepts, database, feed, receiver }) => {
  it('retries with the same id and a new timestamp, and gives up after the policy’s last attempt', async () => {
    const { secret } = await feed().addEndpoint(receiver().url);
    receiver().answerWith(500);
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect(await feed().deliveries()).toMatchObject([
      { state: 'retrying', error: 'status', responseStatus: 500 },
    ]);
    for (let attempt = 2; attempt <= 12; attempt += 1) {
      feed().clock.advance({ days: 1 });
      // A day is enough for any wait; the clock of the receiver's library stands still.
      await feed().settle();
    }
    expect(await feed().deliveries()).toMatchObject([{ state: 'failed', attempts: 12 }]);
    expect(new Set(receiver().received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver().received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(12);
    expect(accepts(secret)).toBeDefined();
    expect(await feed().jobs.deadJobs()).toEqual([]);
    feed().clock.advance({ days: 2 });
    await feed().settle();
    expect(receiver().received).toHaveLength(12);
  });

  it('comes back no sooner than a busy receiver says, and keeps a log of all attempts', async () => {
    await feed().addEndpoint(receiver().url);
    const began = feed().clock.now();
    receiver().answerWith((response) => void response.writeHead(429, { 'retry-after': '7200' }).end());
    await feed().publish(newSubject(), message);
    await feed().settle();
    feed().clock.advance({ minutes: 119 });
    await feed().settle();
    expect(receiver().received).toHaveLength(1);
    const until = new Date(began.getTime() + 5 * 3_600_000).toUTCString();
    receiver().answerWith((response) => void response.writeHead(503, { 'retry-after': until }).end());
    feed().clock.advance({ minutes: 1 });
    await feed().settle();
    feed().clock.advance({ minutes: 170 });
    await feed().settle();
    expect(receiver().received).toHaveLength(2);
    receiver().answerWith(204);
    feed().clock.advance({ minutes: 10 });
    await feed().settle();
    const [delivery] = await feed().deliveries();
    expect(delivery).toMatchObject({
      state: 'delivered',
      attempts: 3,
      attemptLog: [
        { at: began.toISOString(), responseStatus: 429, error: 'status', durationMs: expect.any(Number) },
        { responseStatus: 503, error: 'status' },
        { responseStatus: 204, error: null },
      ],
    });
    feed().clock.advance({ days: 31 });
    await feed().jobs.enqueue(database().db, 'webhooks.purge', {});
    await feed().settle();
    const { rows } = await sql`select * from webhooks.attempt`.execute(database().db);
    expect(rows).toEqual([]);
  });

  it('follows no redirection and forgets what the receiver says', async () => {
    await feed().addEndpoint(receiver().url);
    receiver().answerWith((response) => {
      response.writeHead(307, { location: `${receiver().url}/elsewhere` }).end('Zoë is not welcome');
    });
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect(receiver().received).toHaveLength(1);
    const [delivery] = await feed().deliveries();
    expect(delivery).toMatchObject({ state: 'retrying', responseStatus: 307, error: 'status' });
    expect(JSON.stringify([delivery, feed().log.lines])).not.toContain('Zoë');
  });

  it('reads no more of an answer than it must', async () => {
    await feed().addEndpoint(receiver().url);
    let sent = 0;
    receiver().answerWith((response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on('drain', more);
      response.on('close', () => response.destroy());
      more();
    });
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect(await feed().deliveries('?state=delivered')).toHaveLength(1);
    expect(sent).toBeLessThan(20_000_000);
  });

  it('sends a test, also to an endpoint that is disabled, and tries it once', async () => {
    const { id, secret } = await feed().addEndpoint(receiver().url);
    await feed().call('patch', `/endpoints/${id}`, { isEnabled: false });
    expect((await feed().call('post', `/endpoints/${id}/test`)).status).toBe(202);
    await feed().settle();
    expect(accepts(secret)).toMatchObject({ type: 'webhooks.test', data: { endpointId: id } });
    receiver().answerWith(500);
    await feed().call('post', `/endpoints/${id}/test`);
    await feed().settle();
    expect(await feed().deliveries()).toMatchObject([{ state: 'failed' }, { state: 'delivered' }]);
  });

  it('sends a delivery anew with the same webhook-id, instead of the one that waits', async () => {
    await feed().addEndpoint(receiver().url);
    receiver().answerWith(500);
    const id = newSubject();
    await feed().publish(id, message);
    await feed().settle();
    const [first] = await feed().deliveries();
    receiver().answerWith(204);
    feed().subjects.set(id, { ...message, name: 'Corrected' });
    expect((await feed().call('post', `/deliveries/${first.id}/resend`)).status).toBe(202);
    await feed().settle();
    expect(await feed().deliveries()).toMatchObject([
      { state: 'delivered', webhookId: first.webhookId },
      { state: 'cancelled', id: first.id },
    ]);
    expect(receiver().received[1]?.body).toContain('Corrected');
    feed().clock.advance({ days: 1 });
    await feed().settle();
    expect(receiver().received).toHaveLength(2);
  });

  it('leaves hands to other jobs while a receiver takes its time', async () => {
    await feed().addEndpoint(receiver().url);
    const held: (() => void)[] = [];
    receiver().answerWith((response) => void held.push(() => response.end()));
    for (let count = 0; count < 10; count += 1) await feed().publish(newSubject(), message);
    await expect.poll(() => held.length).toBe(4);
    await feed().jobs.enqueue(database().db, 'test.other', {});
    // Six wait for later, four hang, and the other job is done.
    await expect.poll(() => feed().jobs.stats()).toMatchObject({ claimed: 4, ready: 6 });
    receiver().answerWith(200);
    for (const release of held) release();
    await feed().settle();
    feed().clock.advance({ minutes: 1 });
    await feed().settle();
    feed().clock.advance({ minutes: 1 });
    await feed().settle();
    expect(new Set(receiver().received.map(({ headers }) => headers['webhook-id'])).size).toBe(10);
  });

  it('pages through the log, filters it, and forgets it after thirty days', async () => {
    const { id } = await feed().addEndpoint(receiver().url);
    for (let count = 0; count < 3; count += 1) await feed().publish(newSubject());
    await feed().settle();
    const first = (await feed().call('get', `/deliveries?endpoint=${id}&limit=2`)).body;
    const second = (await feed().call('get', `/deliveries?limit=2&cursor=${first.nextCursor}`)).body;
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect(await feed().deliveries('?state=delivered')).toEqual([]);
    feed().clock.advance({ days: 31 });
    await feed().jobs.enqueue(database().db, 'webhooks.purge', {});
    await feed().settle();
    expect(await feed().deliveries()).toEqual([]);
    expect((await feed().call('delete', `/endpoints/${id}`)).status).toBe(204);
    expect(feed().audited.at(-1)).toMatch(/^webhooks\.endpoint_remove webhooks\.endpoint:\S+ by 0189/);
  });
});
