import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeDatabases } from '@foyer/database/testing';
import { createJobs, jobMigrations, type Jobs } from '@foyer/jobs';
import { untilNoJobIsDue } from '@foyer/jobs/testing';
import { createMail, listOutbox, readOutboxMail } from '@foyer/mail';
import { createMetrics, uuidv7 } from '@foyer/runtime';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDesk, type Browser, type Desk } from './desk-fixture.ts';
import { createPasskeyStore } from './passkey-store.ts';
import { noPost } from './post-fixture.ts';
import { staffMigrations } from './staff.ts';

const patience = { timeout: 15_000 };

describeDatabases(
  'the second factor of a colleague',
  (open) => {
    let desk: Desk;
    let jobs: Jobs;
    let outboxDir: string;
    let ada: Browser;
    let bert: Browser;
    beforeEach(async () => {
      const { db } = open();
      outboxDir = await mkdtemp(join(tmpdir(), 'foyer-staff-'));
      desk = await openDesk(db, {
        mail: (log) => createMail({ outboxDir, from: noPost.mailFrom, log }),
        outboxDir,
        enqueueMany: async (trx, list) => jobs.enqueueMany(trx, list),
        wakeJobs: () => jobs.wake(),
      });
      const { clock, log, bus, staff } = desk;
      const metrics = createMetrics();
      jobs = createJobs({ db, clock, log, metrics, bus, handlers: staff.jobs, pollSeconds: 0.02 });
      await jobs.start();
      ada = await desk.join('Ada', ['administrator']);
      bert = await desk.join('Bert', ['agent'], 'nine purple elephants');
    });
    afterEach(async () => {
      await jobs.stop();
      await desk.close();
      await rm(outboxDir, { recursive: true });
    });

    const switchOn = async (browser: Browser): Promise<void> => {
      const { secret } = (await browser.call('POST', 'me/totp')).body;
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
        timestamp: desk.clock.now().getTime(),
      });
      expect((await browser.call('POST', 'me/totp/confirm', { code })).status).toBe(200);
    };
    const givePasskey = async (browser: Browser, credentialId: string): Promise<void> => {
      const createdAt = desk.clock.now();
      await createPasskeyStore(desk.db).insert(desk.db, {
        id: uuidv7(createdAt),
        accountId: browser.staffId,
        credentialId,
        publicKey: new Uint8Array(8),
        counter: 0,
        transports: [],
        name: 'Key',
        createdAt,
      });
    };
    const remove = async (query = '') =>
      await ada.call('DELETE', `members/${bert.staffId}/second-factor${query}`);
    const isShown = async () =>
      (await ada.call('GET', 'members')).body.items.map(({ hasTotp }: { hasTotp: boolean }) => hasTotp);

    const copies = async () => (await listOutbox(outboxDir)).length;

    it('is removed by an administrator: sessions end, the log has it, and a mail tells the colleague', async () => {
      await switchOn(bert);
      await givePasskey(bert, 'AAAA');
      expect(await isShown()).toEqual([false, true]);
      expect(await remove()).toEqual({
        status: 200,
        body: { hadTotp: true, passkeysRemoved: 0, passkeysLeft: 1 },
      });
      expect((await bert.call('GET', 'me')).status).toBe(401);
      expect(await isShown()).toEqual([false, false]);
      const again = await desk.signIn(bert.staffId);
      expect((await again.call('GET', 'me')).body).toMatchObject({ hasTotp: false, recoveryCodesLeft: 0 });
      expect(await desk.deeds(ada)).toContain('staff.remove_second_factor');

      await expect.poll(copies, patience).toBe(1);
      // The copy lies there before the job is done; a leap meanwhile would send a second one.
      await untilNoJobIsDue(desk.db, desk.clock);
      const [entry] = await listOutbox(outboxDir);
      const mail = await readOutboxMail(outboxDir, entry?.id ?? '');
      expect(mail).toMatchObject({ to: 'bert@example.org', subject: 'Your second factor was removed' });
      expect(mail?.text).toContain(
        'Ada removed the second factor of your account at the desk on 2 March 2026',
      );
      expect(mail?.text).toContain('https://hall.nordlicht.example/desk');
      desk.clock.advance({ days: 31 });
      jobs.wake();
      await expect.poll(copies, patience).toBe(0);
    });

    it('takes the passkeys along when asked to', async () => {
      await givePasskey(bert, 'AAAA');
      await givePasskey(bert, 'BBBB');
      expect(await remove()).toMatchObject({ status: 409, body: { code: 'second_factor_not_asked' } });
      expect((await bert.call('GET', 'me')).status).toBe(200);
      expect(await remove('?passkeys=true')).toMatchObject({
        status: 200,
        body: { hadTotp: false, passkeysRemoved: 2, passkeysLeft: 0 },
      });
      expect((await remove('?passkeys=true')).status).toBe(409);
      expect((await remove('?passkeys=maybe')).status).toBe(422);
    });

    it('is not removed by who may not, not one’s own, and not of nobody', async () => {
      await switchOn(ada);
      const own = `members/${ada.staffId}/second-factor`;
      expect(await ada.call('DELETE', own)).toMatchObject({
        status: 409,
        body: { code: 'second_factor_own' },
      });
      expect((await bert.call('DELETE', own)).status).toBe(403);
      expect(await isShown()).toEqual([true, false]);
      const nobody = 'members/01890000-0000-7000-8000-00000000ada0/second-factor';
      expect((await ada.call('DELETE', nobody)).status).toBe(404);
    });
  },
  {
    services: [
      { name: 'jobs', migrations: jobMigrations },
      { name: 'staff', migrations: staffMigrations },
    ],
  },
);
