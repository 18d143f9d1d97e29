import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addEasySite, type Site } from '../support/easy-site.ts';
import { emptyDatabase, type EmptyDatabase } from '../support/empty-database.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { becomeAdministrator } from '../support/staff-desk.ts';
import { freshSolution } from '../support/solve-puzzle.ts';

const isAvailable =
  process.env['TEST_DATABASE_URL'] !== undefined && process.env['TEST_REDIS_URL'] !== undefined;

describe.runIf(isAvailable)('two processes on one PostgreSQL and one Redis', () => {
  const folders: Awaited<ReturnType<typeof temporaryFolder>>[] = [];
  const processes: FoyerProcess[] = [];
  let database: EmptyDatabase;
  let site: Site;

  beforeAll(async () => {
    database = await emptyDatabase('replay');
    const keys = { PUZZLE_KEY: 'a1'.repeat(32), ADDRESS_KEY: 'b2'.repeat(32) };
    for (let i = 0; i < 2; i++) {
      const folder = await temporaryFolder();
      folders.push(folder);
      const env = {
        DATABASE_URL: database.url,
        REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
        AUTO_MIGRATE: 'true',
        ...keys,
      };
      processes.push(await startFoyer({ dataDir: folder.path, env }));
    }
    const [first] = processes;
    if (first === undefined) throw new Error('no process');
    site = await addEasySite(first);
  });

  afterAll(async () => {
    for (const foyer of processes) await foyer.end('SIGTERM');
    for (const folder of folders) await folder.remove();
    await database.drop();
  });

  it('accept one solution, posted 200 times at once to both, exactly once; 50 rounds', async () => {
    for (let round = 0; round < 50; round++) {
      const solution = await freshSolution(processes[round % 2]?.url ?? '', site.siteKey);
      const answers = await Promise.all(
        Array.from({ length: 200 }, async (_, i) => {
          const response = await fetch(`${processes[i % 2]?.url}/api/v1/siteverify`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ solution, secret: site.secret }),
          });
          expect(response.status).toBe(200);
          return (await response.json()) as { success: boolean; errors?: string[] };
        }),
      );
      expect(answers.filter(({ success }) => success)).toHaveLength(1);
      expect(answers.filter(({ errors }) => errors?.[0] === 'solution_timeout_or_duplicate')).toHaveLength(
        199,
      );
    }
  }, 240_000);

  it('show a change of the forms at once in the other process too', async () => {
    const [one, two] = processes;
    if (one === undefined || two === undefined) throw new Error('two processes are needed');
    // The link of the process that started last: it replaced the one before.
    const administrator = await becomeAdministrator(two);
    const address = '/desk/api/settings/contact.forms';
    const { value, version } = (await (await administrator.call('GET', address)).json()) as {
      value: { default: { topics: { labels: { en: string } }[] } };
      version: number;
    };
    const [topic] = value.default.topics;
    if (topic === undefined) throw new Error('a form has topics');
    topic.labels.en = 'Changed while it runs';
    const saved = await administrator.call('PUT', address, { value, basedOnVersion: version });
    expect(saved.status).toBe(200);
    // Sooner than the look every five seconds that stands in for a lost hint.
    for (const { url } of [one, two]) {
      await expect
        .poll(async () => await (await fetch(`${url}/contact/forms/default?language=en`)).text(), {
          timeout: 2000,
          interval: 50,
        })
        .toContain('Changed while it runs');
    }
  });
});
