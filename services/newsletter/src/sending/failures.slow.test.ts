import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { describeOffice } from './sending-fixture.ts';

describeOffice('mails that do not simply arrive', ({ office, db }) => {
  const reasons = async (campaign: string): Promise<unknown> => {
    const answer = await office().desk.fetch(`/desk/api/newsletter/sendings/${campaign}/results`);
    const { reasons: found } = (await answer.json()) as { reasons: unknown };
    return found;
  };
  const tendAndSend = async (): Promise<void> => {
    await office().runJob('newsletter.tend_sendings', {});
    office().jobs.wake();
  };

  const attempts = async (): Promise<number> => {
    const { rows } = await sql<{
      n: number;
    }>`select max(attempts) as n from newsletter.delivery_note`.execute(db());
    return rows[0]?.n ?? 0;
  };

  /** Of a campaign that has one part. */
  const chunk = async (): Promise<{ fence: number; slot: number }> => {
    const { rows } = await sql<{ fence: number; slot: number | null }>`
      select fence, slot from newsletter.delivery_chunk`.execute(db());
    return { fence: rows[0]?.fence ?? 0, slot: rows[0]?.slot ?? 0 };
  };

  it('are refused for good when the server says so, with its words and without the address', async () => {
    await office().subscribe(5);
    office().peer.behaviour.refuseRecipient = 550;
    const campaign = await office().start();
    await office().untilState(campaign, 'finished');
    expect(await office().counts(campaign)).toEqual({ refused: 5 });
    expect(await reasons(campaign)).toEqual({ 'refused.refused': 5 });
    const csv = await (
      await office().desk.fetch(`/desk/api/newsletter/sendings/${campaign}/recipients.csv`)
    ).text();
    expect(csv).toContain('550');
    expect(csv.match(/person1@example\.org/g)).toHaveLength(1);
  });

  it('wait when the recipient’s domain asks to, and go to other domains meanwhile', async () => {
    await office().subscribe(20, { domain: 'busy.example' });
    await office().subscribe(20, { domain: 'idle.example' });
    office().peer.behaviour.refuseRecipientOf = { domain: 'busy.example', code: 451 };
    const campaign = await office().start();
    await vi.waitFor(async () => {
      await tendAndSend();
      // One look: between two a part of the campaign may be claimed.
      const { accepted, delayed = 0, waiting = 0 } = await office().counts(campaign);
      expect([accepted, delayed + waiting]).toEqual([20, 20]);
      // Not each of them was tried: the first answers spoke for all.
      expect(delayed).toBeGreaterThan(0);
      expect(waiting).toBeGreaterThan(0);
    }, 15_000);

    office().peer.behaviour.refuseRecipientOf = undefined;
    await office().leap(campaign, { minutes: 20 });
    await office().untilState(campaign, 'finished');
    expect(await office().counts(campaign)).toEqual({ accepted: 40 });
    expect(new Set(office().peer.mails.map(({ to }) => to[0])).size).toBe(40);
  });

  it('are given up after a day of delays', async () => {
    await office().subscribe(1);
    office().peer.behaviour.refuseRecipient = 451;
    const campaign = await office().start();
    for (let attempt = 1; attempt < 8; attempt++) {
      await vi.waitFor(async () => expect(await office().counts(campaign)).toEqual({ delayed: 1 }), 15_000);
      await vi.waitFor(async () => expect((await office().jobs.stats()).claimed).toBe(0), 15_000);
      await office().leap(campaign, { hours: 7 });
      await tendAndSend();
      await vi.waitFor(async () => expect(await attempts()).toBe(attempt + 1), 15_000);
    }
    await office().untilState(campaign, 'finished');
    expect(await reasons(campaign)).toEqual({ 'refused.gave_up': 1 });
  });

  it('wait for a mail server that is away, and nobody is taken for refused', async () => {
    await office().subscribe(10);
    await office().peer.close();
    const campaign = await office().start();
    await vi.waitUntil(() => office().log.lines.some(({ msg }) => msg === 'no mail can leave now'), {
      timeout: 15_000,
    });
    await vi.waitFor(async () => expect(await office().counts(campaign)).toEqual({ waiting: 10 }), 15_000);
  });

  it('are held as uncertain when the process died over them, and sent again only by policy', async () => {
    await office().subscribe(30);
    office().settings.perSecond = 0.1;
    for (const [crashPolicy, expected] of [
      ['hold', { accepted: 20, uncertain: 10 }],
      ['resend', { accepted: 30 }],
    ] as const) {
      const campaign = await office().start({ crashPolicy });
      await office().untilState(campaign, 'sending');
      await office().sending.pause(db(), campaign);
      await office().untilAtRest();
      const { campaignNumber = 0 } = (await office().sending.progress(campaign)) ?? {};
      // As a process leaves it that is killed: claimed, and in the hands of a slot.
      await sql`
        update newsletter.delivery set state = 1, claim = 1
        where campaign_number = ${campaignNumber} and state = 0 and subscriber_number in (
          select subscriber_number from newsletter.delivery
          where campaign_number = ${campaignNumber} and state = 0 order by 1 desc limit 10)`.execute(db());
      await sql`
        update newsletter.delivery_chunk set slot = 0, fence = fence + 1
        where campaign_number = ${campaignNumber}`.execute(db());
      office().settings.perSecond = 10_000;
      office().clock.advance({ minutes: 1 });
      await office().sending.resume(db(), campaign);
      await office().untilState(campaign, 'finished');
      expect(await office().counts(campaign)).toEqual(expected);
      office().settings.perSecond = 0.1;
      office().clock.advance({ minutes: 1 });
    }
  });

  it('go out once when two runs believe they have the same part, of which one goes on', async () => {
    await office().subscribe(200);
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    office().peer.behaviour.answersAfter = first.promise;
    const campaign = await office().start();
    // As many as one run sends at a time.
    await vi.waitUntil(() => office().peer.texts() === 8, { timeout: 15_000 });
    office().peer.behaviour.answersAfter = second.promise;
    const { slot } = await chunk();
    // Whoever looks while the other one writes finds nothing to take, and ends.
    let twin: Promise<void> | undefined;
    const beTwin = async (): Promise<void> => {
      await office()
        .runJob('newsletter.send_chunks', { campaign: 1, slot })
        .catch(() => undefined);
      twin = undefined;
    };
    await vi.waitFor(async () => {
      twin ??= beTwin();
      expect((await chunk()).fence).toBe(2);
    }, 15_000);
    await vi.waitUntil(() => office().peer.texts() === 16, { timeout: 15_000 });
    // The first run may not know yet, and go on with what it has.
    office().peer.behaviour.answersAfter = undefined;
    first.resolve();
    await vi.waitFor(async () => expect((await office().jobs.stats()).claimed).toBe(0), 15_000);
    expect(await chunk()).toEqual({ fence: 2, slot });
    second.resolve();
    await twin;
    await office().untilState(campaign, 'finished');
    const written = office().peer.mails.map(({ to }) => to[0]);
    expect(new Set(written).size).toBe(written.length);
    const { accepted = 0, uncertain = 0 } = await office().counts(campaign);
    expect(accepted + uncertain).toBe(200);
    expect(written.length).toBeGreaterThanOrEqual(accepted);
  });
});

describeOffice('an answer that comes after others took the part over', ({ office, db }) => {
  it('counts, also when the campaign is called finished by then', async () => {
    await office().subscribe(3);
    const answer = Promise.withResolvers<void>();
    office().peer.behaviour.answersAfter = answer.promise;
    const campaign = await office().start();
    await vi.waitFor(async () => expect(await office().counts(campaign)).toEqual({ claimed: 3 }), 15_000);
    await vi.waitUntil(() => office().peer.texts() === 3, { timeout: 15_000 });
    await sql`update newsletter.delivery_chunk set slot = 5, fence = fence + 1`.execute(db());
    await office().runJob('newsletter.send_chunks', { campaign: 1, slot: 5 });
    await office().untilState(campaign, 'finished');
    expect(await office().counts(campaign)).toEqual({ uncertain: 3 });
    answer.resolve();
    await vi.waitFor(async () => expect(await office().counts(campaign)).toEqual({ accepted: 3 }), 15_000);
    const { rows } = await sql`
      select c.counts ->> 'accepted' as chunk, s.counts -> 'reasons' as reasons,
        (select sum(accepted) from newsletter.sending_minute) as minutes,
        (select count(*) from newsletter.delivery where state = 2 and reason is null) as ledger
      from newsletter.sending as s join newsletter.delivery_chunk as c using (campaign_number)`.execute(db());
    expect(rows).toEqual([{ chunk: '3', reasons: {}, minutes: 3, ledger: 3 }]);
  });
});

describeOffice(
  'mails of which nobody knows whether they arrived',
  ({ office }) => {
    it('are uncertain when the connection breaks after the text, listed, and not sent again', async () => {
      await office().subscribe(1);
      office().peer.behaviour.hangUpAfterText = true;
      const campaign = await office().start();
      await office().untilState(campaign, 'finished');
      expect(await office().counts(campaign)).toEqual({ uncertain: 1 });
      const path = `/desk/api/newsletter/sendings/${campaign}/recipients.csv?state=uncertain`;
      expect(await (await office().desk.fetch(path)).text()).toContain('"uncertain","connection_lost"');
    });

    it('are sent again when the campaign says so, with the same message id', async () => {
      await office().subscribe(1);
      office().peer.behaviour.isSilentAfterText = true;
      const campaign = await office().start({ crashPolicy: 'resend' });
      await vi.waitFor(async () => expect(await office().counts(campaign)).toEqual({ delayed: 1 }), 15_000);
      office().peer.behaviour.isSilentAfterText = false;
      await office().leap(campaign, { minutes: 16 });
      await office().untilState(campaign, 'finished');
      expect(await office().counts(campaign)).toEqual({ accepted: 1 });
    });
  },
  { sendSeconds: 2 },
);
