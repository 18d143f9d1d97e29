import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addEasySite, type Site } from '../support/easy-site.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { freePort } from '../support/free-port.ts';
import { startRedis, type RedisServer } from '../support/servers.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { emptyDatabase } from '../support/empty-database.ts';
import { freshSolution } from '../support/solve-puzzle.ts';
import { storedReferences } from '../support/stored-references.ts';

// The promise: what was answered with 201 is stored and its mails leave, whatever dies in between.

const messages = Number(process.env['FAULT_MESSAGES'] ?? 1000);
const kills = 10;
const submitters = 8;
// So many jobs of one process run at once: a kill can leave as many mails sent and not yet written down as sent.
const sendersAtOnce = 8;
// A restart on a busy machine takes a while.
const deliverSeconds = 120;

interface Setting {
  title: string;
  environment: (sink: SmtpSink) => Promise<{
    env: Record<string, string>;
    redis: RedisServer | undefined;
    close: () => Promise<void>;
  }>;
}

const settings: Setting[] = [
  {
    title: 'with the embedded database',
    environment: async () =>
      await Promise.resolve({ env: {}, redis: undefined, close: async () => await Promise.resolve() }),
  },
];

if (process.env['TEST_DATABASE_URL'] !== undefined) {
  settings.push({
    title: 'with PostgreSQL and a Redis that is flushed twice',
    environment: async () => {
      const database = await emptyDatabase('faults');
      const redis = await startRedis();
      return {
        env: { DATABASE_URL: database.url, REDIS_URL: redis.url, AUTO_MIGRATE: 'true' },
        redis,
        close: async () => {
          await redis.stop();
          await database.drop();
        },
      };
    },
  });
}

describe.each(settings)(
  `${messages} messages while the server is killed ${kills} times, $title`,
  ({ environment }) => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let sink: SmtpSink;
    let setting: Awaited<ReturnType<Setting['environment']>>;
    let foyer: FoyerProcess;
    let site: Site;
    let port: number;

    const start = async (): Promise<FoyerProcess> =>
      await startFoyer({
        dataDir: folder.path,
        port,
        env: {
          ...setting.env,
          SMTP_URL: sink.url,
        },
      });

    beforeAll(async () => {
      folder = await temporaryFolder();
      sink = await startSmtpSink();
      setting = await environment(sink);
      port = await freePort();
      // A thousand acknowledgements are the point here; their limits have tests of their own.
      const limits = { domain: { count: 100_000, hours: 1 } };
      await writeFile(join(folder.path, 'settings.json'), JSON.stringify({ contact: { limits } }));
      foyer = await start();
      site = await addEasySite(foyer);
    });

    afterAll(async () => {
      await foyer.end('SIGKILL');
      await setting.close();
      await sink.close();
      await folder.remove();
    });

    it('loses none that was answered with 201, and sends each of its mails', async () => {
      const acknowledged: string[] = [];
      const livesEndedAt: number[] = [];
      let isDone = false;
      let next = 0;

      const submit = async (): Promise<void> => {
        while (next < messages) {
          const number = next++;
          acknowledged.push(await deliver(() => foyer.url, site.siteKey, number));
        }
      };

      const killer = async (): Promise<void> => {
        for (let kill = 1; kill <= kills; kill++) {
          // A random moment within each tenth of the run; by count, so that a slow machine is killed as often.
          const moment = ((kill - 1 + 0.2 + 0.6 * Math.random()) * messages) / kills;
          await until(() => isDone || acknowledged.length >= moment);
          await foyer.end('SIGKILL');
          // What it had sent to its end is in the sink when its connections are closed.
          await until(() => sink.connections() === 0);
          livesEndedAt.push(sink.accepted.length);
          if (setting.redis !== undefined && (kill === 3 || kill === 7)) await setting.redis.flush();
          foyer = await start();
        }
      };

      await Promise.all([
        Promise.all(Array.from({ length: submitters }, submit)).then(() => (isDone = true)),
        killer(),
      ]);
      expect(acknowledged).toHaveLength(messages);

      // Counted as they come: the sink lives in this process, and a test that keeps it busy measures itself.
      const mailed = countReferences(sink);
      await until(() => {
        mailed.update();
        return acknowledged.every((reference) => mailed.count(reference) >= 2);
      }, 120);

      // A mail goes out again only because the process died over it: no life of a process sends it twice, and each death
      // doubles no more mails than were under way.
      const lives = [0, ...livesEndedAt].map((from, life) => sink.accepted.slice(from, livesEndedAt[life]));
      expect(lives).toHaveLength(kills + 1);
      for (const sent of lives) expect(sent.filter((id, index) => sent.indexOf(id) !== index)).toEqual([]);
      const sentBefore = new Set<string>();
      const doubled = lives.map((sent) => {
        const again = sent.filter((id) => sentBefore.has(id)).length;
        for (const id of sent) sentBefore.add(id);
        return again;
      });
      process.stdout.write(`duplicates: ${doubled.join(', ')} of ${sentBefore.size} mails, by kill\n`);
      // In sum: a lease may run out only lives later.
      const total = (life: number): number =>
        doubled.slice(0, life + 1).reduce((sum, count) => sum + count, 0);
      expect(doubled.filter((_count, life) => total(life) > life * sendersAtOnce)).toEqual([]);

      await foyer.end('SIGTERM');
      const stored = await storedReferences(foyer.env);
      expect(acknowledged.filter((reference) => !stored.has(reference))).toEqual([]);
    }, 480_000);
  },
);

/** Tries, with a new puzzle each time, until the server answers 201. @returns the reference */
async function deliver(url: () => string, siteKey: string, number: number): Promise<string> {
  const deadline = Date.now() + deliverSeconds * 1000;
  for (let attempt = 0; Date.now() < deadline; attempt++) {
    try {
      const response = await fetch(`${url()}/contact/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          name: `Visitor ${number}`,
          email: `visitor.${number}@example.org`,
          topic: 'general',
          message: `Message ${number}, attempt ${attempt}.`,
          'frc-captcha-solution': await freshSolution(url(), siteKey),
        }),
        signal: AbortSignal.timeout(10_000),
      });
      if (response.status === 201) {
        const receipt = (await response.json()) as { reference: string };
        return receipt.reference;
      }
      throw new Error(`status ${response.status}: ${await response.text()}`);
    } catch (error) {
      // fetch fails with TypeError while the server is down; anything else is a finding.
      if (!(error instanceof TypeError) && !(error instanceof DOMException)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`message ${number} was never taken`);
}

function countReferences(sink: SmtpSink): { update: () => void; count: (reference: string) => number } {
  const counts = new Map<string, number>();
  let seen = 0;
  return {
    update: () => {
      for (; seen < sink.sources.length; seen++) {
        const reference = /\bFO-[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(sink.sources[seen] ?? '')?.[0];
        if (reference !== undefined) counts.set(reference, (counts.get(reference) ?? 0) + 1);
      }
    },
    count: (reference) => counts.get(reference) ?? 0,
  };
}

async function until(condition: () => boolean, seconds = 300): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!condition()) {
    if (Date.now() > deadline)
      throw new Error(`did not come true within ${seconds} s: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
