import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { describeFeed, message, newSubject } from './webhooks-fixture.ts';

describeFeed('endpoints', ({ accepts, database, feed, receiver }) => {
  it('disables an endpoint that answers 410 Gone, or fails for five days, and says why', async () => {
    const { id } = await feed().addEndpoint(receiver().url);
    receiver().answerWith(410);
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect((await feed().call('get', '/endpoints')).body.items).toMatchObject([
      { id, isEnabled: false, note: 'gone' },
    ]);
    expect(feed().audited).toContain(`webhooks.endpoint_disabled webhooks.endpoint:${id} by null`);
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect(receiver().received).toHaveLength(1);

    receiver().answerWith(503);
    expect((await feed().call('patch', `/endpoints/${id}`, { isEnabled: true })).body).toMatchObject({
      isEnabled: true,
      note: null,
    });
    await feed().publish(newSubject(), message);
    for (let day = 0; day < 12; day += 1) {
      await feed().settle();
      const { body } = await feed().call('get', '/endpoints');
      expect(body.items[0].isEnabled).toBe(day < 11);
      feed().clock.advance({ days: 1 });
    }
    expect((await feed().call('get', '/endpoints')).body.items).toMatchObject([{ note: 'failing' }]);
  });

  it('signs with both secrets for a day after a rotation', async () => {
    const { id, secret } = await feed().addEndpoint(receiver().url);
    const { body } = await feed().call('post', `/endpoints/${id}/secret`);
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect([accepts(secret), accepts(body.secret)]).toEqual([expect.anything(), expect.anything()]);
    expect(receiver().received[0]?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    feed().clock.advance({ hours: 24 });
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect(receiver().received[1]?.headers['webhook-signature']).toMatch(/^v1,\S+$/);
  });

  it('keeps secrets encrypted, and shows them once', async () => {
    const { id, secret } = await feed().addEndpoint(receiver().url);
    const { rows } = await sql<{ secret: Uint8Array }>`select secret from webhooks.endpoint`.execute(
      database().db,
    );
    const stored = Buffer.from(rows[0]?.secret ?? []);
    expect(stored.includes(Buffer.from(secret.slice(6)))).toBe(false);
    expect(stored.includes(Buffer.from(secret.slice(6), 'base64'))).toBe(false);
    expect(JSON.stringify((await feed().call('get', '/endpoints')).body)).not.toContain('whsec_');
    // Another endpoint's secret put in its place signs nothing.
    const other = await feed().addEndpoint(receiver().url, ['callback.requested']);
    await sql`update webhooks.endpoint set secret = (select secret from webhooks.endpoint where id = ${other.id}::uuid)
      where id = ${id}::uuid`.execute(database().db);
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect(receiver().received).toEqual([]);
    expect(await feed().deliveries()).toMatchObject([{ error: 'secret_unreadable', state: 'retrying' }]);
  });

  it('refuses endpoints that lead inside, hold a password or listen to what nobody tells', async () => {
    const attempt = (fields: object) =>
      feed().call('post', '/endpoints', {
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
    const unknown = newSubject();
    expect((await feed().call('patch', `/endpoints/${unknown}`, { name: 'x' })).status).toBe(404);
    expect((await feed().call('delete', `/endpoints/${unknown}`)).status).toBe(404);
    expect((await feed().call('post', `/endpoints/${unknown}/test`)).status).toBe(404);
    expect((await feed().call('post', `/deliveries/${unknown}/resend`)).status).toBe(404);
  });
});
