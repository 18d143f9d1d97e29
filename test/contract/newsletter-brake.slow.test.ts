import { describeDatabases } from '@foyer/database/testing';
import { startSmtpPeer, type SmtpPeer } from '@foyer/mail/testing';
import { uuidv7 } from '@foyer/runtime';
import { systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAllServices, type AllServices } from '../support/all-services.ts';
import { openNews, setPace, startNews, subscribeAgreed } from '../support/newsletter-hall.ts';

const redisUrl = process.env['TEST_REDIS_URL'] ?? '';
const unknown = { code: 550, text: '5.1.1 no such user here' };

describeDatabases(
  'a campaign of which too much is refused at once',
  (open) => {
    let hall: AllServices;
    let peer: SmtpPeer;
    let campaigns = 0;
    let through: { redisUrl?: string; redisPrefix?: string };

    beforeEach(async () => {
      peer = await startSmtpPeer();
      hall = await openAllServices(open(), '2026-11-23T10:00:00Z', {}, { smtpUrl: peer.url });
      campaigns = 0;
      through = {};
      await openNews(hall);
      await setPace(hall);
    });
    afterEach(async () => {
      await hall.close();
      await peer.close();
    });

    decisive();

    describe.skipIf(redisUrl === '')('through Redis, by several workers at once', () => {
      beforeEach(async () => {
        through = { redisUrl, redisPrefix: `test-${uuidv7(new Date())}` };
        await setPace(hall, { parallel: 4, basedOnVersion: 1 });
      });

      decisive();
    });

    it('is stopped anew when the relay is as wrong as before', async () => {
      await subscribe(10, 'gone.example');
      peer.behaviour.refuseRecipientOf = { domain: 'gone.example', ...unknown };
      const campaign = await send();
      await command(campaign, 'repeat-refused');
      await work(campaign);
      expect(await progress(campaign)).toMatchObject({ state: 'paused', brake: { accepted: 0 } });
      expect(await suppressed()).toBe(0);
    });

    it('takes them off the list when somebody says that the refusals are right, and goes on', async () => {
      await subscribe(20, 'gone.example');
      await subscribe(10, 'there.example');
      peer.behaviour.refuseRecipientOf = { domain: 'gone.example', ...unknown };
      const campaign = await send();
      expect((await progress(campaign)).state).toBe('paused');
      expect((await command(campaign, 'believe-refusals')).status).toBe(200);
      await finish(campaign);
      expect(await progress(campaign)).toMatchObject({ counts: { accepted: 10, refused: 20 } });
      expect(await suppressed()).toBe(20);
      expect((await command(campaign, 'repeat-refused')).status).toBe(409);
    });

    it('takes nobody off the list when it is cancelled instead', async () => {
      await subscribe(30, 'gone.example');
      peer.behaviour.refuseRecipientOf = { domain: 'gone.example', ...unknown };
      const campaign = await send();
      await command(campaign, 'cancel');
      await work(campaign);
      await hall.run('newsletter.settle_returns');
      expect(await progress(campaign)).toMatchObject({ state: 'cancelled', finishedAt: expect.any(String) });
      expect(await suppressed()).toBe(0);
      expect(await stopped()).toBe(0);
    });

    it('goes its way when some are gone, as some always are, and these are off the list at its end', async () => {
      await subscribe(12, 'gone.example');
      await subscribe(60, 'there.example');
      peer.behaviour.refuseRecipientOf = { domain: 'gone.example', ...unknown };
      const campaign = await send({ finish: true });
      expect(await progress(campaign)).toMatchObject({
        state: 'finished',
        counts: { accepted: 60, refused: 12 },
      });
      expect(await suppressed()).toBe(12);
    });

    it('takes them off the list at its end also while the job that does so waits for another try', async () => {
      await subscribe(12, 'gone.example');
      await subscribe(60, 'there.example');
      peer.behaviour.refuseRecipientOf = { domain: 'gone.example', ...unknown };
      const later = new Date(hall.clock.now().getTime() + 3_600_000);
      const name = 'newsletter.settle_returns';
      await sql`
        insert into jobs.job (id, name, key, payload, run_at, created_at)
        values (${uuidv7(new Date())}::uuid, ${name}, ${name}, '{}', ${later}, ${later})`.execute(open().db);
      await send({ finish: true });
      expect(await suppressed()).toBe(12);
    });

    it('is stopped as well when we are the ones who are refused', async () => {
      await subscribe(30, 'gone.example');
      peer.behaviour.refuseRecipientOf = {
        domain: 'gone.example',
        code: 554,
        text: '5.7.1 relay access denied',
      };
      const campaign = await send();
      expect(await progress(campaign)).toMatchObject({ state: 'paused', brake: { accepted: 0 } });
      peer.behaviour.refuseRecipientOf = undefined;
      await command(campaign, 'repeat-refused');
      await finish(campaign);
      expect(await progress(campaign)).toMatchObject({ counts: { accepted: 30 } });
    });

    it('tells the audit log what was decided about it, and whatever else is said to a campaign', async () => {
      await subscribe(30, 'gone.example');
      peer.behaviour.refuseRecipientOf = { domain: 'gone.example', ...unknown };
      const campaign = await send();
      const acts = ['repeat-refused', 'pause', 'resume', 'cancel'];
      for (const act of acts) expect([act, (await command(campaign, act)).status]).toEqual([act, 200]);
      const other = await send();
      expect((await command(other, 'believe-refusals')).status).toBe(200);
      expect((await actionsOn(campaign)).toSorted()).toEqual(acts.toSorted());
      expect(await actionsOn(other)).toEqual(['believe-refusals']);
    });

    /** What must hold whoever carries the jobs. */
    function decisive(): void {
      it('is stopped, says why, and takes nobody off the list', async () => {
        await subscribe(30, 'gone.example');
        peer.behaviour.refuseRecipientOf = { domain: 'gone.example', ...unknown };
        const campaign = await send();
        expect(await progress(campaign)).toMatchObject({
          state: 'paused',
          brake: { accepted: 0, refused: expect.any(Number), says: expect.stringContaining('no such user') },
        });
        expect(await stopped()).toBe(1);
        await hall.run('newsletter.settle_returns');
        expect(await suppressed()).toBe(0);
        const resumed = await command(campaign, 'resume');
        expect(resumed.status).toBe(409);
        expect(await resumed.text()).toContain('say whether the refusals are right');
        expect((await progress(campaign)).state).toBe('paused');
      });

      it('sends the mails again to all who were refused, once the relay is put right', async () => {
        await subscribe(30, 'gone.example');
        peer.behaviour.refuseRecipientOf = { domain: 'gone.example', ...unknown };
        const campaign = await send();
        peer.behaviour.refuseRecipientOf = undefined;
        expect((await command(campaign, 'repeat-refused')).status).toBe(200);
        expect(await stopped()).toBe(0);
        await finish(campaign);
        expect(await progress(campaign)).toMatchObject({
          state: 'finished',
          brake: null,
          counts: { accepted: 30, refused: 0, waiting: 0 },
        });
        expect(new Set(peer.mails.map(({ to }) => to[0])).size).toBe(30);
        expect(peer.mails).toHaveLength(30);
        expect(await suppressed()).toBe(0);
      });

      it('is stopped in its middle when the relay breaks after many were accepted', async () => {
        await subscribe(300, 'there.example');
        await subscribe(100, 'gone.example');
        peer.behaviour.refuseRecipientOf = { domain: 'gone.example', ...unknown };
        const campaign = await send();
        const { state, counts } = await progress(campaign);
        expect(state).toBe('paused');
        expect(counts.accepted).toBe(300);
        expect(counts.refused).toBeGreaterThan(20);
        expect(await suppressed()).toBe(0);
      });
    }

    async function subscribe(count: number, domain: string): Promise<void> {
      const emails = Array.from({ length: count }, (_, index) => `person${index}@${domain}`);
      await subscribeAgreed(hall, open().db, emails);
    }

    /** @returns the id of the campaign */
    async function send(options = { finish: false }): Promise<string> {
      campaigns += 1;
      const campaignId = await startNews(hall, open().db, campaigns);
      await (options.finish ? finish(campaignId) : work(campaignId));
      return campaignId;
    }

    /** Until it stands still. */
    async function work(campaignId: string): Promise<void> {
      for (let tries = 0; tries < 20; tries += 1) {
        await hall.settleJobs(through);
        await hall.run('newsletter.tend_sendings');
        const { state, finishedAt } = await progress(campaignId);
        if (state === 'paused' || finishedAt !== null) break;
      }
      await hall.settleJobs(through);
    }

    async function finish(campaignId: string): Promise<void> {
      await work(campaignId);
      expect((await progress(campaignId)).state).toBe('finished');
    }

    async function command(campaignId: string, name: string): Promise<Response> {
      return await hall.desk('POST', `newsletter/sendings/${campaignId}/${name}`);
    }

    async function progress(
      campaignId: string,
    ): Promise<{ state: string; finishedAt: string | null; counts: { accepted: number; refused: number } }> {
      const answer = await hall.desk('GET', `newsletter/sendings/${campaignId}`);
      return (await answer.json()) as Awaited<ReturnType<typeof progress>>;
    }

    /** As the audit log has it. */
    async function actionsOn(campaignId: string): Promise<string[]> {
      const subject = `newsletter.campaign:${campaignId}`;
      const { rows } = await sql<{ action: string }>`
        select action from staff.audit_waiting where subject = ${subject}
        union all select action from staff.audit_entry where subject = ${subject}`.execute(open().db);
      return rows.map(({ action }) => action.replace('newsletter.sending.', '').replace('_', '-'));
    }

    /** As Prometheus is told. */
    async function stopped(): Promise<number> {
      const metrics = await hall.metrics.registry.metrics();
      return Number(/^foyer_newsletter_campaigns_stopped (\d+)$/m.exec(metrics)?.[1]);
    }

    async function suppressed(): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from newsletter.subscriber where state = 'unsubscribed'`.execute(open().db);
      return rows[0]?.count ?? 0;
    }
  },
  { services: systemMigrations },
);
