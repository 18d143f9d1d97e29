import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommand, startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { freePort } from '../support/free-port.ts';
import { putMadeCluster } from '../support/made-cluster.ts';

const addSite = ['site:add', '--name', 'A site', '--origin', 'https://www.example.org', '--json'];

describe('the process', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let started: FoyerProcess[];

  const start = async (env: Record<string, string> = {}): Promise<FoyerProcess> => {
    const foyer = await startFoyer({ dataDir: folder.path, env });
    started.push(foyer);
    return foyer;
  };

  beforeEach(async () => {
    folder = await temporaryFolder();
    started = [];
  });

  afterEach(async () => {
    for (const foyer of started) await foyer.end('SIGKILL');
    await folder.remove();
  });

  it('prints where the demo page, the API page and the outbox are', async () => {
    const foyer = await startFoyer({ dataDir: folder.path, isFirstStart: true });
    started.push(foyer);
    expect(foyer.output()).toMatch(/Demo page +http:\/\/localhost:\d+\//);
    expect(foyer.output()).toMatch(/API page +http:\/\/localhost:\d+\/docs/);
    expect(foyer.output()).toMatch(/Outbox +http:\/\/localhost:\d+\/dev\/outbox/);
    for (const path of ['/', '/docs', '/dev/outbox', '/openapi.json', '/livez', '/readyz']) {
      expect([path, (await fetch(foyer.url + path)).status]).toEqual([path, 200]);
    }
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'closes cleanly on %s, and starts again on the same data',
    async (signal) => {
      const first = await start();
      expect(await first.end(signal)).toBe(0);
      expect(await readdir(folder.path)).not.toContain('foyer.lock');
      const second = await start();
      expect(await second.end(signal)).toBe(0);
    },
  );

  it('names every wrong variable at once and exits with 78', async () => {
    const env = { DATA_DIR: folder.path, PORT: 'eighty', DATABASE_URL: 'mysql://nope', TRUST_PROXY: '-1' };
    await expect(startFoyer({ dataDir: folder.path, env })).rejects.toThrow(
      /ended with 78[\s\S]*PORT[\s\S]*DATABASE_URL[\s\S]*TRUST_PROXY/,
    );
  });

  it('takes a data folder over whose process died', async () => {
    const first = await start();
    await first.end('SIGKILL');
    const second = await start();
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
  });

  it('keeps its secrets and its data folder from other users, and the same secrets over a restart', async () => {
    const first = await start();
    const secrets = join(folder.path, 'secrets.json');
    expect((await stat(secrets)).mode & 0o777).toBe(0o600);
    expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
    const before = await stat(secrets);
    await first.end('SIGTERM');
    await start();
    expect((await stat(secrets)).mtimeMs).toBe(before.mtimeMs);
  });
});

describe('one running process', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path });
  });

  afterAll(async () => {
    await foyer.end('SIGKILL');
    await folder.remove();
  });

  it('describes its interface in a valid OpenAPI 3.1 document', async () => {
    const document = (await (await fetch(`${foyer.url}/openapi.json`)).json()) as Record<string, unknown>;
    expect(await new Validator().validate(document)).toEqual({ valid: true });
    expect(document['paths']).toHaveProperty(['/contact/messages', 'post']);
  });

  it('refuses a second process on the same data folder in words that say why', async () => {
    await expect(startFoyer({ dataDir: folder.path })).rejects.toThrow(
      /ended with 1[\s\S]*(in use|open|another)/,
    );
  });

  it('keeps the outbox for this machine: a request that came through a proxy does not see it', async () => {
    const throughProxy = await fetch(`${foyer.url}/dev/outbox`, {
      headers: { 'X-Forwarded-For': '192.0.2.1' },
    });
    expect(throughProxy.status).toBe(404);
  });

  it('adds a site beside the running server, which issues puzzles for it at once', async () => {
    const added = await runCommand(addSite, foyer.env);
    expect([added.code, added.stderr]).toEqual([0, '']);
    const site = JSON.parse(added.stdout) as Record<string, unknown>;
    expect(Object.keys(site)).toEqual(['siteKey', 'secret']);
    expect((await fetch(`${foyer.url}/api/v1/puzzle?sitekey=${String(site['siteKey'])}`)).status).toBe(200);
  });

  it('doctor sees that requests come through a proxy nobody told it of', async () => {
    for (let i = 0; i < 20; i++) {
      await fetch(`${foyer.url}/`, { headers: { 'X-Forwarded-For': '192.0.2.1' } });
    }
    const doctor = await runCommand(['doctor'], foyer.env);
    expect(doctor.stdout).toMatch(/FAIL {2}proxy: .*TRUST_PROXY is not set/);
  });
});

describe('the command line', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess | undefined;

  beforeEach(async () => {
    folder = await temporaryFolder();
    await putMadeCluster(folder.path);
  });

  afterEach(async () => {
    await foyer?.end('SIGKILL');
    foyer = undefined;
    await folder.remove();
  });

  it('adds a site without a running server', async () => {
    const added = await runCommand(addSite, { DATA_DIR: folder.path });
    expect([added.code, added.stderr]).toEqual([0, '']);
    foyer = await startFoyer({ dataDir: folder.path });
    const { siteKey } = JSON.parse(added.stdout) as { siteKey: string };
    expect((await fetch(`${foyer.url}/api/v1/puzzle?sitekey=${siteKey}`)).status).toBe(200);
  });

  it('says what to type when an option is missing or a command is unknown', async () => {
    const missing = await runCommand(['site:add', '--name', 'A site'], { DATA_DIR: folder.path });
    expect([missing.code, missing.stderr]).toEqual([64, expect.stringContaining('--origin')]);
    const unknown = await runCommand(['site:remove'], { DATA_DIR: folder.path });
    expect([unknown.code, unknown.stderr]).toEqual([64, expect.stringContaining('site:add')]);
  });

  it('backs up beside the running server and restores into an empty folder, secrets included', async () => {
    foyer = await startFoyer({ dataDir: folder.path });
    const site = JSON.parse((await runCommand(addSite, foyer.env)).stdout) as { siteKey: string };
    const puzzle = (await (
      await fetch(`${foyer.url}/api/v1/puzzle?sitekey=${site.siteKey}`)
    ).json()) as unknown;
    expect(puzzle).toHaveProperty('data.puzzle');
    const file = join(folder.path, 'backup.jsonl.gz');
    const backup = await runCommand(['backup', '--to', file], foyer.env);
    expect([backup.code, backup.stderr]).toEqual([0, '']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await foyer.end('SIGTERM');

    const other = await temporaryFolder();
    try {
      const restored = await runCommand(['restore', '--from', file], { DATA_DIR: other.path });
      expect([restored.code, restored.stderr]).toEqual([0, '']);
      foyer = await startFoyer({ dataDir: other.path });
      expect((await fetch(`${foyer.url}/api/v1/puzzle?sitekey=${site.siteKey}`)).status).toBe(200);
      await foyer.end('SIGKILL');
    } finally {
      await rm(other.path, { recursive: true, force: true });
    }
  });

  it('doctor finds a public outbox, a folder others can read, and a silent mail server', async () => {
    await writeFile(join(folder.path, 'secrets.json'), '{}', { mode: 0o644 });
    const nobody = await freePort();
    const doctor = await runCommand(['doctor'], {
      DATA_DIR: folder.path,
      SMTP_URL: `smtp://127.0.0.1:${nobody}`,
    });
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toMatch(/FAIL {2}secrets: .*can be read by other users/);
    expect(doctor.stdout).toMatch(/FAIL {2}mail: .*refuses or is silent/);
    expect(doctor.stdout).toMatch(/FAIL {2}MAIL_FROM: .*@localhost/);
  });
});
