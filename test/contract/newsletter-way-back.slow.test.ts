import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mailboxUrl, mailWith } from '../support/bounce-mailbox.ts';
import { resultsOf, sendCampaign } from '../support/desk-campaigns.ts';
import { startDovecot, type MailboxServer } from '../support/dovecot.ts';
import { emptyDatabase } from '../support/empty-database.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { newsletterReaders, setPacing, takeReadersOver } from '../support/newsletter-readers.ts';
import { messageIdOf, reportAbout } from '../support/report.ts';
import { startRedis } from '../support/servers.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { becomeAdministrator, invite, type StaffMember } from '../support/staff-desk.ts';

const [anna = '', ...others] = newsletterReaders;

interface Setting {
  title: string;
  open: () => Promise<{ env: Record<string, string>; close: () => Promise<void> }>;
}

const settings: Setting[] = [
  {
    title: 'with the embedded database',
    open: async () => await Promise.resolve({ env: {}, close: async () => await Promise.resolve() }),
  },
];
if (process.env['TEST_DATABASE_URL'] !== undefined) {
  settings.push({
    title: 'with PostgreSQL and Redis',
    open: async () => {
      const [database, redis] = await Promise.all([emptyDatabase('way_back'), startRedis()]);
      return {
        env: { DATABASE_URL: database.url, REDIS_URL: redis.url, AUTO_MIGRATE: 'true' },
        close: async () => {
          await redis.stop();
          await database.drop();
        },
      };
    },
  });
}

// Together: most of it is waiting for the next full minute, at which the mailbox is read.
describe.concurrent.each(settings)('a newsletter that comes back into a mailbox, $title', ({ open }) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let setting: Awaited<ReturnType<Setting['open']>>;
  let sink: SmtpSink;
  let mailbox: MailboxServer;
  let foyer: FoyerProcess | undefined;
  let writer: StaffMember;
  let releaser: StaffMember;

  beforeAll(async () => {
    [folder, setting, sink, mailbox] = await Promise.all([
      temporaryFolder(),
      open(),
      startSmtpSink(),
      startDovecot(),
    ]);
    const env = { ...setting.env, SMTP_URL: sink.url, BOUNCE_IMAP_URL: mailboxUrl(mailbox) };
    const started = await startFoyer({ dataDir: folder.path, env });
    foyer = started;
    releaser = await becomeAdministrator(started);
    const marketing = { name: 'Willem', email: 'w@example.org', roles: ['marketing'] };
    writer = await invite(started, releaser, marketing);
    await setPacing(releaser, { returnDomain: 'news.nordlicht.example' });
    await takeReadersOver(started, releaser);
    // As long as other tests that start processes may take.
  }, 120_000);

  afterAll(async () => {
    await foyer?.end('SIGTERM');
    await mailbox.close();
    await sink.close();
    await setting.close();
    await folder.remove();
  });

  it('takes its reader off the list, counts in the results, and goes to the others the next time', async () => {
    const spring = await sendCampaign({ writer, releaser }, 'Spring');
    expect(readersOf('Spring')).toEqual(newsletterReaders);
    const of = mailTo(anna, 'Spring');
    expect(of.returnPath).toMatch(/^bounce\+.*@news\.nordlicht\.example$/);

    mailbox.deliverUnreadable();
    mailbox.deliver([mailWith('a letter'), reportAbout('postfix-unknown', of)]);
    const counts = { accepted: others.length, bounced: 1 };
    await vi.waitFor(
      async () => expect((await resultsOf(writer, spring)).progress.counts).toMatchObject(counts),
      { timeout: 90_000, interval: 500 },
    );

    expect((await resultsOf(writer, spring)).reasons).toEqual({ 'bounced.hard': 1 });
    const found = await releaser.call('POST', '/desk/api/privacy/suppressions/search', { email: anna });
    expect(await found.json()).toMatchObject({ items: [{ scope: 'mail', reason: 'bounce' }] });
    // What is not ours stays as it was, and one mail that nobody can read has kept nothing from being read.
    const left = [
      { source: '', isRead: false },
      { source: mailWith('a letter'), isRead: false },
    ];
    await vi.waitFor(() => expect(mailbox.mails()).toEqual(left), { timeout: 30_000, interval: 100 });

    const summer = await sendCampaign({ writer, releaser }, 'Summer');
    expect(readersOf('Summer')).toEqual(others);
    expect((await resultsOf(writer, summer)).progress.counts).toMatchObject({ accepted: others.length });
  }, 180_000);

  function readersOf(subject: string): string[] {
    return newsletterReaders.filter((email) => findMail(email, subject) !== -1);
  }

  function mailTo(email: string, subject: string): { returnPath: string; messageId: string } {
    const index = findMail(email, subject);
    const source = sink.sources[index] ?? '';
    return { returnPath: sink.returnPaths[index] ?? '', messageId: messageIdOf(source) };
  }

  function findMail(email: string, subject: string): number {
    return sink.sources.findIndex(
      (source) => source.includes(`<${email}>`) && source.includes(`\r\nSubject: ${subject}\r\n`),
    );
  }
});
