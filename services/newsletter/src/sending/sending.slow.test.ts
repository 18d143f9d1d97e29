import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { expect, it, vi } from 'vitest';
import { describeOffice } from './sending-fixture.ts';

const redisUrl = process.env['TEST_REDIS_URL'];

describeOffice('sending a campaign', ({ office, db }) => {
  it('brings it to each subscriber once, in their own words, and adds up', async () => {
    await office().subscribe(60);
    await office().subscribe(3, { domain: 'paused.example', paused: true });
    await office().subscribe(2, { domain: 'suppressed.example' });
    office().suppressed.add('person1@suppressed.example');
    office().withoutConsent.add('person0@suppressed.example');
    // Begun in the middle of a minute, whose sum begins before.
    office().clock.advance({ seconds: 40 });
    const campaign = await office().start();
    await office().untilState(campaign, 'finished');

    expect(await office().counts(campaign)).toEqual({ accepted: 60, excluded: 5 });
    const { peer } = office();
    expect(new Set(peer.mails.map(({ to }) => to[0])).size).toBe(60);
    expect(peer.mails).toHaveLength(60);
    const mail = peer.mails.find(({ to }) => to[0] === 'person7@example.org');
    const read = await PostalMime.parse(mail?.source ?? '');
    expect(read.subject).toBe('News for Zoë 7');
    expect(read.text).toMatch(/^Hello Zoë 7, leave: https:\/\/hall\.example\/newsletter\/unsubscribe\//);
    const names = read.headers.map(({ key }) => key);
    expect(names).toContain('dkim-signature');
    expect(names).toContain('list-unsubscribe-post');

    const results = await office().desk.fetch(`/desk/api/newsletter/sendings/${campaign}/results`);
    expect(await results.json()).toMatchObject({
      progress: { state: 'finished', candidates: 65 },
      reasons: { 'excluded.paused': 3, 'excluded.suppressed': 1, 'excluded.no_consent': 1 },
      acceptedByMinute: [{ minute: '2026-11-28T12:00:00.000Z', accepted: 60 }],
    });
  });

  it('does not write to whoever leaves, is erased or is suppressed while it runs', async () => {
    await office().subscribe(60);
    await office().untilState(await office().start(), 'finished');
    office().peer.mails.length = 0;
    office().settings.perSecond = 1;
    const campaign = await office().start();
    await vi.waitUntil(() => office().peer.mails.length === 1, { timeout: 10_000 });
    await sql`update newsletter.subscriber set state = 'unsubscribed', unsubscribed_at = now(), delete_on = now()
      where email = 'person20@example.org'`.execute(db());
    await sql`delete from newsletter.subscriber where email = 'person21@example.org'`.execute(db());
    office().suppressed.add('person22@example.org');
    office().settings.perSecond = 10_000;
    office().clock.advance({ seconds: 1 });
    await office().untilState(campaign, 'finished');

    expect(await office().counts(campaign)).toEqual({ accepted: 57, excluded: 3 });
    const written = office().peer.mails.map(({ to }) => to[0]);
    for (const number of [20, 21, 22]) expect(written).not.toContain(`person${number}@example.org`);
  });

  it('stops when it is paused, goes on when it is told to, and ends for good when it is cancelled', async () => {
    await office().subscribe(400);
    office().settings.perSecond = 20;
    const campaign = await office().start();
    await vi.waitUntil(() => office().peer.mails.length > 0, { timeout: 10_000 });
    const paused = await office().desk.fetch(`/desk/api/newsletter/sendings/${campaign}/pause`, {
      method: 'POST',
    });
    expect(await paused.json()).toMatchObject({ state: 'paused' });
    await office().untilAtRest();
    office().settings.perSecond = 10_000;
    office().clock.advance({ seconds: 10 });
    const sent = office().peer.mails.length;
    await office().runJob('newsletter.tend_sendings', {});
    await office().runJob('newsletter.send_chunks', { campaign: 1, slot: 0 });
    expect(office().peer.mails).toHaveLength(sent);
    expect(sent).toBeLessThan(400);

    await office().desk.fetch(`/desk/api/newsletter/sendings/${campaign}/resume`, { method: 'POST' });
    office().settings.perSecond = 40;
    await vi.waitUntil(() => office().peer.mails.length > sent, { timeout: 10_000 });
    await office().desk.fetch(`/desk/api/newsletter/sendings/${campaign}/cancel`, { method: 'POST' });
    await office().untilState(campaign, 'cancelled');
    const { accepted = 0, excluded = 0, ...others } = await office().counts(campaign);
    expect(others).toEqual({});
    expect(accepted).toBe(office().peer.mails.length);
    expect(accepted + excluded).toBe(400);
    const again = await office().desk.fetch(`/desk/api/newsletter/sendings/${campaign}/resume`, {
      method: 'POST',
    });
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ code: 'sending_state' });
  });

  it('adds up at every look, whoever has a part of it in hand just then', async () => {
    await office().subscribe(30);
    office().settings.perSecond = 20;
    const campaign = await office().start();
    await vi.waitUntil(() => office().peer.mails.length > 0, { timeout: 10_000 });
    await office().desk.fetch(`/desk/api/newsletter/sendings/${campaign}/pause`, { method: 'POST' });
    await vi.waitFor(async () => {
      const { rows } = await sql`select from newsletter.delivery_chunk where slot is not null`.execute(db());
      expect(rows).toEqual([]);
    });
    const looked = new AbortController();
    const handing = (async () => {
      while (!looked.signal.aborted) {
        await sql`update newsletter.delivery_chunk set slot = case when slot is null then 0 end`.execute(
          db(),
        );
      }
    })();
    try {
      for (let look = 0; look < 100; look++) {
        const counts = Object.values(await office().counts(campaign));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
      }
    } finally {
      looked.abort();
      await handing;
    }
  });

  it('says who got it, line by line, and why others did not', async () => {
    await office().subscribe(3);
    await sql`update newsletter.subscriber set email = '=cmd@example.org' where email = 'person1@example.org'`.execute(
      db(),
    );
    office().withoutConsent.add('person2@example.org');
    const campaign = await office().start();
    await office().untilState(campaign, 'finished');
    const path = `/desk/api/newsletter/sendings/${campaign}/recipients.csv`;
    const text = await (await office().desk.fetch(path)).text();
    expect(text.split('\r\n')).toHaveLength(5);
    expect(text).toContain('"person0@example.org","accepted",""');
    expect(text).toContain(`"'=cmd@example.org","accepted"`);
    expect(text).toContain('"person2@example.org","excluded","no_consent"');
    const some = await (await office().desk.fetch(`${path}?state=excluded`)).text();
    expect(some.split('\r\n')).toHaveLength(3);
    expect((await office().desk.fetch(`${path}?state=lost`)).status).toBe(422);
  });

  it('freezes its audience once, also when the job for it runs several times at once', async () => {
    await office().subscribe(30);
    const campaign = await office().start();
    const freeze = async () => office().runJob('newsletter.freeze_audience', { campaign: 1 });
    await Promise.all([freeze(), freeze(), freeze()]);
    await freeze();
    await office().untilState(campaign, 'finished');
    expect(await office().counts(campaign)).toEqual({ accepted: 30 });
    expect(office().peer.mails).toHaveLength(30);
  });

  it('leaves out whom the suppression list names before their turn comes, also beyond what is read at once', async () => {
    await office().subscribe(10_020);
    for (const number of [3, 10_019]) office().suppressed.add(`person${number}@example.org`);
    // The first try may meet a database that is busy with the ledger.
    office().failing.sieves = 1;
    // The clock stands still: one mail leaves, and no other has its turn.
    office().settings.perSecond = 1;
    const campaign = await office().start();
    await office().untilState(campaign, 'sending');
    expect(await office().counts(campaign)).toMatchObject({ excluded: 2 });
  });

  it('gives its ledger minutes where a statement else ends after half a minute', async () => {
    await office().subscribe(3);
    await sql`create table newsletter.seen_limit (place text, given text)`.execute(db());
    await sql`
      create function newsletter.see_limit() returns trigger language plpgsql as $$ begin
        insert into newsletter.seen_limit values (tg_table_name, current_setting('statement_timeout'));
        return null;
      end $$`.execute(db());
    try {
      for (const table of ['delivery', 'delivery_chunk']) {
        await sql`
          create trigger see_limit before insert on ${sql.table(`newsletter.${table}`)}
          for each statement execute function newsletter.see_limit()`.execute(db());
      }
      await office().untilState(await office().start(), 'finished');
      const { rows } =
        await sql`select distinct place, given from newsletter.seen_limit order by place`.execute(db());
      expect(rows).toEqual([
        { place: 'delivery', given: '4min' },
        { place: 'delivery_chunk', given: '4min' },
      ]);
    } finally {
      await sql`drop function newsletter.see_limit() cascade`.execute(db());
      await sql`drop table newsletter.seen_limit`.execute(db());
    }
  });

  it('knows no campaign that was never started', async () => {
    const unknown = '/desk/api/newsletter/sendings/01890000-0000-7000-8000-000000000000';
    expect((await office().desk.fetch(unknown)).status).toBe(404);
    expect((await office().desk.fetch(`${unknown}/pause`, { method: 'POST' })).status).toBe(404);
  });
});

describeOffice(
  'sending a campaign through Redis',
  ({ office }) => {
    it.skipIf(redisUrl === undefined)('brings it to each subscriber once', async () => {
      await office().subscribe(150);
      const campaign = await office().start();
      await office().untilState(campaign, 'finished');
      expect(await office().counts(campaign)).toEqual({ accepted: 150 });
      expect(new Set(office().peer.mails.map(({ to }) => to[0])).size).toBe(150);
      expect(office().peer.mails).toHaveLength(150);
    });
  },
  { redisUrl },
);
