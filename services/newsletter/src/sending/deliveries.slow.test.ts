import { liveThroughCanaries, purgeAll } from '@foyer/service/testing';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { describeOffice } from './sending-fixture.ts';

const noneHeld = { held: [], language: 'en' as const };

describeOffice('deliveries as personal data', ({ office, db }) => {
  const holding = () => {
    const [first] = office().part.personalData;
    if (first === undefined) throw new Error('there is no holding');
    return first;
  };
  const ledger = async (): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from newsletter.delivery`.execute(db());
    return rows[0]?.n ?? 0;
  };

  it('are found by the address, shown, and gone after an erasure', async () => {
    await office().subscribe(3);
    office().peer.behaviour.refuseRecipient = 550;
    const campaign = await office().start();
    await office().untilState(campaign, 'finished');
    const subject = { email: 'Person1@example.org' };
    expect(await holding().find(subject)).toHaveLength(1);
    const [record] = await holding().export(subject);
    expect(record?.fields).toMatchObject({ campaign: 1, state: 'refused', reason: 'refused' });
    expect(await holding().find({ phone: '+31201234567' })).toEqual([]);
    expect(await holding().erase(subject, noneHeld)).toEqual({ erased: 1, retained: [] });
    expect(await holding().find(subject)).toEqual([]);
    expect(await ledger()).toBe(2);
    // What was counted stays counted.
    expect(await office().counts(campaign)).toEqual({ refused: 3 });
  });

  it('stop waiting when their subject is erased while the campaign runs, and the sums still match', async () => {
    await office().subscribe(5);
    office().settings.perSecond = 0.1;
    const campaign = await office().start();
    await vi.waitFor(async () => {
      expect(await office().sending.progress(campaign)).toMatchObject({ state: 'sending', candidates: 5 });
    }, 10_000);
    await office().sending.pause(db(), campaign);
    await office().untilAtRest();
    await holding().erase({ email: 'person4@example.org' }, noneHeld);
    office().settings.perSecond = 10_000;
    await office().leap(campaign, { minutes: 1 });
    await office().untilState(campaign, 'finished');
    expect(await office().counts(campaign)).toEqual({ accepted: 4, excluded: 1 });
  });

  it('go 90 days after the campaign, and leave its counts', async () => {
    await office().subscribe(4);
    const campaign = await office().start();
    await office().untilState(campaign, 'finished');
    const days = (count: number) => new Date(office().clock.now().getTime() + count * 86_400_000);
    expect(await holding().due({ now: days(89), held: [] })).toBe(0);
    expect(await holding().due({ now: days(91), held: [] })).toBe(4);
    const [kept = ''] = await holding().find({ email: 'person0@example.org' });
    expect(await holding().purge({ now: days(91), limit: 2, held: [kept] })).toEqual({
      purged: 2,
      more: true,
    });
    expect(await holding().purge({ now: days(91), limit: 2, held: [kept] })).toEqual({
      purged: 1,
      more: false,
    });
    expect(await ledger()).toBe(1);
    await purgeAll([holding()], days(91));
    expect(await ledger()).toBe(0);
    expect(await holding().oldest()).toBeNull();
    expect(await office().counts(campaign)).toEqual({ accepted: 4 });
    const csv = await office().desk.fetch(`/desk/api/newsletter/sendings/${campaign}/recipients.csv`);
    expect(csv.status).toBe(410);
  });

  it('prove by made-up ones that they go on their day', async () => {
    const lives = await liveThroughCanaries(office().part.personalData, office().clock.now());
    expect(lives).toEqual({ 'newsletter.deliveries': { marks: 2, before: 0, onTheDay: 1, after: 0 } });
  });
});
