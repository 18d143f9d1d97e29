import { describeDatabases } from '@foyer/database/testing';
import { createBulkTransport, type BulkTransport, type ReturnListener } from '@foyer/mail';
import { startSmtpPeer, type SmtpPeer } from '@foyer/mail/testing';
import { systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAllServices, type AllServices } from '../support/all-services.ts';
import { finishNews, openNews, setPace, startNews, subscribeAgreed } from '../support/newsletter-hall.ts';
import { messageIdOf, reportAbout } from '../support/report.ts';

const people = ['anna@example.org', 'bea@example.org', 'carl@example.net'];
const [anna = '', bea = '', carl = ''] = people;

describeDatabases(
  'what comes back of a newsletter',
  (open) => {
    let hall: AllServices;
    let peer: SmtpPeer;
    let listener: ReturnListener | undefined;
    let sender: BulkTransport;
    let campaigns = 0;

    beforeEach(async () => {
      peer = await startSmtpPeer();
      hall = await openAllServices(
        open(),
        '2026-11-23T10:00:00Z',
        {},
        { env: { BOUNCE_SMTP_PORT: '0' }, smtpUrl: peer.url },
      );
      campaigns = 0;
      await openNews(hall);
      await setPace(hall);
      await subscribeAgreed(hall, open().db, people);
      listener = await hall.services.newsletter.returns.listen();
      sender = createBulkTransport({ smtpUrl: `smtp://127.0.0.1:${listener?.port}`, outboxDir: '/nowhere' });
    });
    afterEach(async () => {
      await sender.close();
      await listener?.close();
      await hall.close();
      await peer.close();
    });

    it('ends all mails to a mailbox that is not there, and says so in the results', async () => {
      const campaign = await send();
      await comeBack('postfix-unknown', anna);
      await comeBack('postfix-unknown', anna);
      expect(await results(campaign)).toMatchObject({
        progress: { counts: { accepted: 2, bounced: 1 } },
        reasons: { 'bounced.hard': 1 },
      });
      expect(await suppressed()).toEqual([anna]);
      expect(await stateOf(anna)).toEqual({ state: 'unsubscribed', unsubscribe_reason: 'bounced' });
      const returns = await hall.desk('GET', `newsletter/sendings/${campaign}/returns`);
      expect(await returns.json()).toEqual({
        returned: [{ verdict: 'hard', reason: 'mailbox_unknown', provider: 'other', count: 1 }],
      });
      const csv = await (await hall.desk('GET', `newsletter/sendings/${campaign}/recipients.csv`)).text();
      expect(csv).toMatch(/anna@example\.org","bounced","hard",.*Recipient address rejected/);
      expect(await send().then(counts)).toMatchObject({ accepted: 2 });
    });

    it('takes nobody off the list when we are the ones who are refused, and says what to do', async () => {
      const campaign = await send();
      await comeBack('outlook-dmarc', anna);
      await comeBack('gmail-unauthenticated', bea);
      expect(await suppressed()).toEqual([]);
      expect(await counts(campaign)).toMatchObject({ accepted: 1, bounced: 2 });
      const overview = (await (await hall.desk('GET', 'newsletter/returns')).json()) as {
        refusals: { provider: string; status: string; advice: string; says: string }[];
      };
      expect(overview).toMatchObject({
        verdicts: { policy: 2, hard: 0 },
        ways: { port: true, mailbox: false, returnDomain: 'news.example.com' },
      });
      const microsoft = overview.refusals.find(({ provider }) => provider === 'microsoft');
      expect(microsoft).toMatchObject({
        status: '5.7.515',
        advice: expect.stringMatching(/^Microsoft .*DMARC/),
      });
      expect(await hall.metrics.registry.metrics()).toMatch(/^foyer_newsletter_policy_refusals 2$/m);
      expect(await send().then(counts)).toMatchObject({ accepted: 3 });
    });

    it('counts what a server refuses at once the same way', async () => {
      peer.behaviour.refuseRecipientOf = {
        domain: 'example.net',
        code: 550,
        text: '5.1.1 <x@y.example> no such user',
      };
      await send();
      expect(await suppressed()).toEqual([carl]);
      expect(await stateOf(carl)).toMatchObject({ state: 'unsubscribed' });
      peer.behaviour.refuseRecipientOf = {
        domain: 'example.org',
        code: 550,
        text: '5.7.1 listed at spamhaus',
      };
      const campaign = await send();
      expect(await counts(campaign)).toMatchObject({ refused: 2 });
      expect(await suppressed()).toEqual([carl]);
    });

    it('lets a full mailbox be full for a while, and counts anew after a mail that stayed there', async () => {
      for (let week = 0; week < 3; week += 1) await sendAndReturn('dovecot-lmtp-quota');
      expect(await suppressed()).toEqual([]);
      await send();
      hall.clock.advance({ days: 7 });
      for (let week = 0; week < 3; week += 1) await sendAndReturn('gmail-full');
      expect(await suppressed()).toEqual([]);
      await sendAndReturn('icloud-full');
      expect(await suppressed()).toEqual([anna]);
    });

    it('never writes again to who called it spam, and takes no other report for that', async () => {
      const campaign = await send();
      await complain('not-spam', bea);
      await complain('auth-failure', bea);
      expect(await suppressed()).toEqual([]);
      await complain('generic-complaint-redacted', anna);
      await complain('microsoft-jmrp', carl);
      expect(await suppressed()).toEqual([anna, carl]);
      expect(await counts(campaign)).toMatchObject({ accepted: 1, complained: 2 });
      expect(await stateOf(anna)).toMatchObject({ state: 'unsubscribed' });
      const consent = await hall.services.privacy.consent.hasConsent(
        open().db,
        { email: anna },
        'newsletter',
      );
      expect(consent).toBe(false);
    });

    it('leaves a delay, an answer of a program and a stranger’s mail without consequences', async () => {
      const campaign = await send();
      await comeBack('postfix-delay', anna);
      await comeBack('out-of-office', bea);
      await comeBack('person-writes-back', carl);
      expect(await counts(campaign)).toMatchObject({ accepted: 3 });
      expect(await suppressed()).toEqual([]);
      const { verdicts } = (await (await hall.desk('GET', 'newsletter/returns')).json()) as {
        verdicts: Record<string, number>;
      };
      expect(verdicts).toMatchObject({ unclear: 1, hard: 0, soft: 0 });
      await expect(
        deliver('postfix-unknown', 'bounce+1-1-0123456789abcdef@news.example.com'),
      ).rejects.toThrow('550');
    });

    it('unsubscribes by a mail to the address of List-Unsubscribe, and by its token in the subject', async () => {
      await send();
      await leave(`LEAVE+${tokenOf(anna).toUpperCase()}@news.example.com`, '');
      await leave('leave@news.example.com', `Re: unsubscribe ${tokenOf(bea)}`);
      await leave('leave@news.example.com', 'unsubscribe me please');
      expect([(await stateOf(anna)).state, (await stateOf(bea)).state, (await stateOf(carl)).state]).toEqual([
        'unsubscribed',
        'unsubscribed',
        'active',
      ]);
    });

    it('moves the sums of a campaign that is still being sent, so that they match at its end', async () => {
      peer.behaviour.refuseRecipientOf = { domain: 'example.net', code: 451 };
      const campaign = await send({ finish: false });
      await comeBack('postfix-unknown', anna);
      await comeBack('yahoo-complaint', anna);
      expect(await counts(campaign)).toMatchObject({ accepted: 1, complained: 1, delayed: 1 });
      peer.behaviour.refuseRecipientOf = undefined;
      hall.clock.advance({ minutes: 20 });
      await finishNews(hall, campaign);
      expect(await results(campaign)).toMatchObject({
        progress: { state: 'finished', candidates: 3, counts: { accepted: 2, bounced: 0, complained: 1 } },
        reasons: { 'complained.complaint': 1 },
      });
    });

    it('has who floods complaints@ come again later, and hears of the others meanwhile', async () => {
      await send();
      for (let count = 0; count < 120; count += 1) await flood();
      await expect(flood()).rejects.toThrow(/451 4\.7\.1/);
      await comeBack('postfix-unknown', anna);
      expect(await suppressed()).toEqual([anna]);
      expect(await hall.metrics.registry.metrics()).toMatch(
        /^foyer_newsletter_returns_put_off_total{limit="open"} 1$/m,
      );
      hall.clock.advance({ minutes: 20 });
      await complain('yahoo-complaint', carl);
      expect(await suppressed()).toEqual([anna, carl]);
    });

    it('is shown to whom it is about, goes with them, and otherwise after 180 days', async () => {
      const holdings = hall.services.newsletter.personalData;
      const returns = holdings.find(({ name }) => name === 'newsletter.returns');
      await send();
      await comeBack('exim-plain-full', anna);
      await comeBack('exim-plain-full', bea);
      expect(await returns?.export({ email: anna })).toMatchObject([
        {
          fields: {
            verdict: 'soft',
            reason: 'mailbox_full',
            diagnostic: expect.not.stringContaining('anna'),
          },
        },
      ]);
      for (const holding of holdings) await holding.erase({ email: anna }, { held: [], language: 'en' });
      expect([await countRows('returned'), await countRows('delivery')]).toEqual([1, 2]);
      hall.clock.advance({ days: 181 });
      const now = hall.clock.now();
      expect(await returns?.due({ now, held: [] })).toBe(1);
      expect(await returns?.purge({ now, limit: 10, held: [] })).toEqual({ purged: 1, more: false });
      expect(await countRows('returned')).toBe(0);
    });

    async function flood(): Promise<void> {
      await deliver('person-writes-back', 'complaints@news.example.com');
    }

    async function complain(name: string, email: string): Promise<void> {
      await comeBack(name, email, 'complaints@news.example.com');
    }

    async function leave(to: string, subject: string): Promise<void> {
      const source = Buffer.from(`From: x@example.org\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\n`);
      await sender.send({ messageId: 'x', returnPath: 'x@example.org', to, source });
    }

    function tokenOf(email: string): string {
      return /<mailto:leave\+([\w.]+)@/.exec(sourceTo(email))?.[1] ?? '';
    }

    async function countRows(table: 'returned' | 'delivery'): Promise<number> {
      const found = await sql`select 1 as one from ${sql.table(`newsletter.${table}`)}`.execute(open().db);
      return found.rows.length;
    }

    /** @returns the id of the campaign */
    async function send(options = { finish: true }): Promise<string> {
      peer.mails.length = 0;
      campaigns += 1;
      const campaignId = await startNews(hall, open().db, campaigns);
      await hall.settleJobs();
      if (options.finish) await finishNews(hall, campaignId);
      return campaignId;
    }

    async function sendAndReturn(name: string): Promise<void> {
      await send();
      await comeBack(name, anna);
      hall.clock.advance({ days: 7 });
    }

    function sourceTo(email: string): string {
      return peer.mails.find(({ to }) => to.includes(email))?.source ?? '';
    }

    /** A report as its server would write it about the mail that somebody got just now. */
    async function comeBack(name: string, email: string, to?: string): Promise<void> {
      const sent = peer.mails.find((one) => one.to.includes(email));
      const about = { returnPath: sent?.from ?? '', messageId: messageIdOf(sourceTo(email)) };
      await deliver(name, to ?? about.returnPath, about);
    }

    async function deliver(
      name: string,
      to: string,
      about = { returnPath: to, messageId: 'x' },
    ): Promise<void> {
      const source = Buffer.from(reportAbout(name, about));
      await sender.send({ messageId: 'x', returnPath: '', to, source });
    }

    async function results(campaignId: string): Promise<unknown> {
      return await (await hall.desk('GET', `newsletter/sendings/${campaignId}/results`)).json();
    }

    async function counts(campaignId: string): Promise<unknown> {
      return (await hall.services.newsletter.sending.progress(campaignId))?.counts;
    }

    async function suppressed(): Promise<string[]> {
      const { suppression } = hall.services.privacy;
      const contacts = people.map((email) => ({ email }));
      const free = await suppression.notSuppressed(open().db, contacts, 'mail');
      return people.filter((email) => !free.some((one) => one.email === email));
    }

    async function stateOf(email: string): Promise<{ state: string; unsubscribe_reason: string | null }> {
      const { rows } = await sql<{ state: string; unsubscribe_reason: string | null }>`
        select state, unsubscribe_reason from newsletter.subscriber where email = ${email}`.execute(
        open().db,
      );
      return rows[0] ?? { state: 'gone', unsubscribe_reason: null };
    }
  },
  { services: systemMigrations },
);
