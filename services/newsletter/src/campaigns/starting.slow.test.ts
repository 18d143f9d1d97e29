import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { brakeIfRefused, countRefused, releaseBrake } from '../sending/brake-store.ts';
import { noCounts } from '../sending/delivery-state.ts';
import { createSendingStore } from '../sending/sending-store.ts';
import { describeCampaigns, eve, goodMjml, goodValue } from './campaigns-fixture.ts';

describeCampaigns('campaigns, started', ({ database, desk }) => {
  it('starts once, with the released content, whatever its parts become', async () => {
    const { body: part } = await desk().call('post', '/parts', {
      value: { name: 'hello', mjml: '<mj-text>Released</mj-text>' },
    });
    const { id, number } = await desk().released({
      mjml: goodMjml.replace('<mj-button', '{{> hello}}<mj-button'),
      replyTo: 'answers@company.example',
    });
    await desk().call('put', `/parts/${part.id}`, {
      value: { name: 'hello', mjml: '<mj-text>Changed</mj-text>' },
      basedOnVersion: 1,
    });
    const start = () => desk().call('post', `/campaigns/${id}/start`, { basedOnVersion: 1 }, eve);
    expect(await start()).toMatchObject({ status: 409, body: { code: 'audience_empty' } });
    await desk().subscribe({}, { paused: true });
    const [one, other] = await Promise.all([start(), start()]);
    expect(new Set([one.status, other.status])).toEqual(new Set([200, 409]));
    expect(desk().sendings).toHaveLength(1);
    expect(desk().sendings[0]).toMatchObject({
      campaignId: id,
      campaignNumber: number,
      from: '"A company" <news@company.example>',
      replyTo: 'answers@company.example',
      listId: 'news.hall.example',
      listName: 'News',
      crashPolicy: 'hold',
      audience: { topics: ['news'] },
    });
    const html = JSON.stringify(desk().sendings[0]?.mail.html);
    expect(html).toContain('Released');
    expect(html).toContain('https://hall.example/l/');
    expect(html).not.toContain('shop.example');
    for (const [method, path, body] of [
      ['put', '', { value: goodValue, basedOnVersion: 1 }],
      ['delete', '', undefined],
      ['post', '/schedule', { basedOnVersion: 1, localTime: '2026-12-01T09:00', timeZone: 'UTC' }],
    ] as const) {
      expect(await desk().call(method, `/campaigns/${id}${path}`, body)).toMatchObject({
        status: 409,
        body: { code: 'campaign_started' },
      });
    }
    expect((await desk().call('post', `/campaigns/${id}/clone`)).body).toMatchObject({
      state: 'draft',
      release: null,
      version: 1,
    });
  });

  it('says how far it is on its way once it is started, and is found by that', async () => {
    const { db } = database();
    await desk().subscribe({});
    const { id } = await desk().released();
    const now = desk().clock.now();
    const sendings = createSendingStore(db);
    const standing = async () => {
      const { body } = await desk().call('get', `/campaigns/${id}`);
      const { body: found } = await desk().call('get', `/campaigns?sending=${body.sending}`);
      const { body: others } = await desk().call('get', '/campaigns?sending=cancelled');
      expect([found.items?.map((one: { id: string }) => one.id), others.items]).toEqual([[id], []]);
      return [body.state, body.sending];
    };
    expect((await desk().call('get', `/campaigns/${id}`)).body).toMatchObject({ sending: null });
    await desk().call('post', `/campaigns/${id}/start`, { basedOnVersion: 1 });
    const [started] = desk().sendings;
    if (started === undefined) throw new Error('nothing was started');
    await sendings.insert(db, started, now);
    expect(await standing()).toEqual(['started', 'preparing']);
    await sendings.start(db, started.campaignNumber, 30, now);
    expect(await standing()).toEqual(['started', 'sending']);
    await sendings.move(db, id, ['sending'], 'paused', now);
    expect(await standing()).toEqual(['started', 'paused']);
    await countRefused(db, started.campaignNumber, 30, now);
    await brakeIfRefused(db, started.campaignNumber, now);
    expect(await standing()).toEqual(['started', 'braked']);
    await releaseBrake(db, id, now);
    await sendings.finish(db, started.campaignNumber, { states: noCounts(), reasons: {} }, now);
    expect(await standing()).toEqual(['started', 'finished']);
  });

  it('starts at its time of its zone', async () => {
    await desk().subscribe({});
    const { id } = await desk().released();
    const schedule = (localTime: string, timeZone: string) =>
      desk().call('post', `/campaigns/${id}/schedule`, { basedOnVersion: 1, localTime, timeZone });
    expect(await schedule('2027-03-28T02:30', 'Europe/Berlin')).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/localTime', code: 'time_not_there' }] },
    });
    expect(await schedule('2026-11-28T12:00', 'Europe/Berlin')).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'time_past' }] },
    });
    expect(await schedule('2026-12-01T09:00', 'Mars/Phobos')).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/timeZone' }] },
    });
    await schedule('2026-11-30T09:00', 'Europe/Berlin');
    const { body } = await schedule('2026-12-01T09:00', 'Europe/Berlin');
    expect(body).toMatchObject({
      state: 'scheduled',
      schedule: {
        at: '2026-12-01T08:00:00.000Z',
        localTime: '2026-12-01T09:00',
        timeZone: 'Europe/Berlin',
      },
    });
    desk().clock.set(new Date('2026-11-30T08:00:01Z'));
    await desk().settle();
    expect(desk().sendings).toHaveLength(0);
    desk().clock.set(new Date('2026-12-01T08:00:01Z'));
    await desk().settle();
    expect(desk().sendings).toHaveLength(1);
    expect((await desk().call('get', `/campaigns/${id}`)).body).toMatchObject({
      state: 'started',
      startedAt: '2026-12-01T08:00:01.000Z',
    });
    expect(desk().audited.at(-1)).toBe('newsletter.campaign_start by nobody');
  });

  it('asks instead of starting when its time is long past', async () => {
    await desk().subscribe({});
    const { id } = await desk().released();
    await desk().call('post', `/campaigns/${id}/schedule`, {
      basedOnVersion: 1,
      localTime: '2026-12-01T09:00',
      timeZone: 'UTC',
    });
    desk().clock.set(new Date('2026-12-01T09:31:00Z'));
    await desk().settle();
    expect(desk().sendings).toHaveLength(0);
    expect((await desk().call('get', `/campaigns/${id}`)).body).toMatchObject({ state: 'late' });
    expect(await desk().call('post', `/campaigns/${id}/start`, { basedOnVersion: 1 })).toMatchObject({
      status: 200,
    });
    expect(desk().sendings).toHaveLength(1);
  });

  it('does not start what was changed, taken back or deleted after it was scheduled', async () => {
    await desk().subscribe({});
    const time = { basedOnVersion: 1, localTime: '2026-12-01T09:00', timeZone: 'UTC' };
    const [changed, takenBack, deleted] = [
      await desk().released(),
      await desk().released(),
      await desk().released(),
    ];
    for (const { id } of [changed, takenBack, deleted])
      await desk().call('post', `/campaigns/${id}/schedule`, time);
    await desk().call('put', `/campaigns/${changed.id}`, { value: goodValue, basedOnVersion: 1 });
    await desk().call('post', `/campaigns/${takenBack.id}/unschedule`, { basedOnVersion: 1 });
    expect(await desk().call('delete', `/campaigns/${deleted.id}`)).toMatchObject({ status: 204 });
    desk().clock.set(new Date('2026-12-01T09:00:01Z'));
    await desk().settle();
    expect(desk().sendings).toHaveLength(0);
    expect((await desk().call('get', `/campaigns/${takenBack.id}`)).body).toMatchObject({
      state: 'released',
    });
    const { rows } = await sql`select 1 from jobs.job`.execute(database().db);
    expect(rows).toEqual([]);
  });
});
