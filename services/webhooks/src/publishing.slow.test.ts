import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { columnsWithoutPersonalData } from './personal-data.ts';
import { describeFeed, message, openFeed, newSubject } from './webhooks-fixture.ts';

describeFeed('what other systems are told', ({ accepts, database, feed, receiver }) => {
  it('sends what was published, signed so that the reference library accepts it', async () => {
    const { id, secret } = await feed().addEndpoint(receiver().url);
    const occurredAt = feed().clock.now().toISOString();
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(accepts(secret)).toEqual({
      type: 'contact.message.received',
      timestamp: occurredAt,
      data: message,
    });
    expect(() => accepts(`whsec_${Buffer.alloc(32).toString('base64')}`)).toThrow('No matching signature');
    const [delivery] = await feed().deliveries();
    expect(delivery).toMatchObject({
      endpointId: id,
      state: 'delivered',
      attempts: 1,
      responseStatus: 200,
    });
    expect(delivery.webhookId).toBe(receiver().received[0]?.headers['webhook-id']);
    expect(feed().hints).toContain('webhooks');
  });

  it('publishes with the write or not at all, to those who listen, and stores ids only', async () => {
    await feed().addEndpoint(receiver().url);
    await feed().addEndpoint(receiver().url, ['callback.requested']);
    const id = newSubject();
    feed().subjects.set(id, message);
    const event = { type: 'contact.message.received', subjectId: id, occurredAt: feed().clock.now() };
    const { db } = database();
    const failing = db.transaction().execute(async (trx) => {
      await feed().webhooks.publishEvent(trx, event);
      throw new Error('the write failed');
    });
    await expect(failing).rejects.toThrow('the write failed');
    await feed().settle();
    expect(await feed().deliveries()).toEqual([]);
    await expect(feed().webhooks.publishEvent(db, { ...event, type: 'nobody.knows' })).rejects.toThrow(
      'nobody.knows',
    );
    await feed().publish(id);
    await feed().settle();
    expect(receiver().received).toHaveLength(1);
    const { rows } = await sql`select * from webhooks.delivery`.execute(db);
    expect(JSON.stringify(rows)).not.toContain('Zoë');
    expect(Object.keys(rows[0] ?? {}).map((column) => `webhooks.delivery.${column}`)).toEqual(
      columnsWithoutPersonalData.filter((column) => column.startsWith('webhooks.delivery.')),
    );
  });

  it('tells a new endpoint everything from the answer to its creation on, though nobody listened just before', async () => {
    await feed().publish(newSubject(), message);
    const { id } = await feed().addEndpoint(receiver().url);
    await feed().publish(newSubject(), message);
    // What still waits when an endpoint is disabled is cancelled.
    await feed().settle();
    await feed().call('patch', `/endpoints/${id}`, { isEnabled: false });
    await feed().publish(newSubject(), message);
    await feed().call('patch', `/endpoints/${id}`, { isEnabled: true });
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect(receiver().received).toHaveLength(2);
  });

  it('tells an endpoint that another process added everything a second later', async () => {
    await feed().publish(newSubject(), message);
    const other = await openFeed(database());
    await other.addEndpoint(receiver().url);
    await other.close();
    feed().clock.advance({ seconds: 1 });
    await feed().publish(newSubject(), message);
    await feed().settle();
    expect(receiver().received).toHaveLength(1);
  });

  it('tells whoever was given a record what became of it, whatever else they listen to', async () => {
    const crm = await feed().addEndpoint(receiver().url);
    await feed().addEndpoint(receiver().url);
    const given = newSubject();
    feed().subjects.set(given, message);
    await feed().publish(given);
    await feed().settle();
    const [recipient, other] = await feed().webhooks.receivedBy([given, newSubject()]);
    expect(recipient?.subjectIds).toEqual([given]);
    expect([recipient?.endpointId, other?.endpointId]).toContain(crm.id);
    expect(await feed().webhooks.receivedBy([])).toEqual([]);

    receiver().received.length = 0;
    const about = newSubject();
    feed().subjects.set(about, { records: [given] });
    await feed().webhooks.publishEvent(database().db, {
      type: 'callback.requested',
      subjectId: about,
      occurredAt: feed().clock.now(),
      alsoTo: [crm.id],
    });
    await feed().settle();
    expect(receiver().received).toHaveLength(1);
    expect(receiver().received[0]?.body).toContain(given);
  });

  it('sends nothing about what is gone', async () => {
    await feed().addEndpoint(receiver().url);
    await feed().publish(newSubject());
    await feed().settle();
    expect(receiver().received).toEqual([]);
    expect(await feed().deliveries('?state=gone')).toHaveLength(1);
  });

  it('waits while its subject is restricted, longer than the log is kept, without an attempt', async () => {
    await feed().addEndpoint(receiver().url);
    const id = newSubject();
    feed().subjects.set(id, 'restricted');
    await feed().publish(id);
    await feed().settle();
    feed().clock.advance({ days: 40 });
    await feed().settle();
    await feed().jobs.enqueue(database().db, 'webhooks.purge', {});
    await feed().settle();
    expect(receiver().received).toEqual([]);
    expect(await feed().deliveries()).toMatchObject([{ state: 'pending', attempts: 0 }]);
    feed().subjects.set(id, message);
    feed().clock.advance({ hours: 1 });
    await feed().settle();
    expect(receiver().received).toHaveLength(1);
    expect(await feed().deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });
});
