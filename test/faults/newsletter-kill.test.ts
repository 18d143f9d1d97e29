import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { freePort } from '../support/free-port.ts';
import { emptyDatabase } from '../support/empty-database.ts';
import { prepareCampaign, readLedger } from '../support/prepared-campaign.ts';
import { startRedis, type RedisServer } from '../support/servers.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

// The promise: whatever dies in between, nobody is lost, nobody gets it twice, and everybody of whom nobody knows is listed.

const kills = 5;

interface Setting {
  title: string;
  recipients: number;
  open: () => Promise<{ env: Record<string, string>; redis?: RedisServer; close: () => Promise<void> }>;
}

const settings: Setting[] = [
  {
    title: 'with the embedded database',
    recipients: Number(process.env['FAULT_RECIPIENTS'] ?? 1500),
    open: async () => await Promise.resolve({ env: {}, close: async () => await Promise.resolve() }),
  },
];

if (process.env['TEST_DATABASE_URL'] !== undefined) {
  settings.push({
    title: 'with PostgreSQL and a Redis that is flushed',
    recipients: Number(process.env['FAULT_RECIPIENTS'] ?? 6000),
    open: async () => {
      const database = await emptyDatabase('newsletter');
      const redis = await startRedis();
      return {
        env: { DATABASE_URL: database.url, REDIS_URL: redis.url },
        redis,
        close: async () => {
          await redis.stop();
          await database.drop();
        },
      };
    },
  });
}

describe.each(settings)('a campaign while the server is killed, $title', ({ recipients, open }) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let sink: SmtpSink;
  let setting: Awaited<ReturnType<Setting['open']>>;
  let foyer: FoyerProcess | undefined;
  let port: number;

  const start = async (): Promise<FoyerProcess> =>
    await beginFoyer({ dataDir: folder.path, port, env: { ...setting.env, SMTP_URL: sink.url } });

  beforeAll(async () => {
    folder = await temporaryFolder();
    sink = await startSmtpSink();
    setting = await open();
    port = await freePort();
    await prepareCampaign({ url: setting.env['DATABASE_URL'], dataDir: folder.path, recipients });
  });

  afterAll(async () => {
    await foyer?.end('SIGKILL');
    await setting.close();
    await sink.close();
    await folder.remove();
  });

  it(`loses none of ${recipients}, writes to none twice, and lists each of whom nobody knows`, async () => {
    let running = await start();
    foyer = running;
    for (let kill = 1; kill <= kills; kill++) {
      // By count, in the moment of the mail that makes it full, so that a slow machine is killed as often and as early;
      // not so late that the last life has nothing to do.
      const moment = ((kill - 0.5 + 0.4 * Math.random()) * recipients) / (kills + 1);
      await sink.untilAccepted(moment, 240);
      await running.end('SIGKILL');
      await sink.untilAlone(60);
      if (kill === 3) await setting.redis?.flush();
      running = await start();
      foyer = running;
    }
    await running.untilSaid('its ledger adds up', 240);
    await running.end('SIGTERM');

    const ledger = await readLedger({ url: setting.env['DATABASE_URL'], dataDir: folder.path });
    const inSink = new Set(sink.sources.map((source) => /^To: .*?<(\S+)>/ms.exec(source)?.[1] ?? source));
    expect(sink.sources).toHaveLength(inSink.size);
    expect(ledger.state).toBe('finished');
    expect(ledger.lines).toHaveLength(recipients);
    expect(Object.values(ledger.counts).reduce((sum, count) => sum + count, 0)).toBe(recipients);
    const uncertain = ledger.lines.filter(({ state }) => state === 'uncertain');
    const accepted = ledger.lines.filter(({ state }) => state === 'accepted');
    expect(accepted.length + uncertain.length).toBe(recipients);
    // Whom the ledger calls accepted has it, and who has it and is not called so is among the uncertain.
    expect(accepted.filter(({ email }) => !inSink.has(email))).toEqual([]);
    const named = new Set(ledger.lines.map(({ email }) => email));
    expect([...inSink].filter((email) => !named.has(email))).toEqual([]);
    process.stdout.write(
      `${accepted.length} accepted, ${uncertain.length} uncertain of ${recipients}; ${inSink.size} in the sink\n`,
    );
    // At most what one process has in its hands at a time, for each time it died.
    expect(uncertain.length).toBeLessThanOrEqual(kills * 300);
  }, 480_000);
});
