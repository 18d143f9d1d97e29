import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const database = new URL('../../shared/database/src/index.ts', import.meta.url).href;
const kysely = import.meta.resolve('kysely');

// Says which ids it finds, then inserts the next ones, in transactions of three, and says each id once the
// commit was acknowledged. writeSync, because a killed process flushes no stream.
const writer = `
  import { writeSync } from 'node:fs';
  import { sql } from ${JSON.stringify(kysely)};
  import { openDatabase } from ${JSON.stringify(database)};
  const log = { info() {}, warn() {} };
  const { db, close } = await openDatabase({ dataDir: process.argv[1], log });
  await sql\`create table if not exists public.kept (id int primary key, text text)\`.execute(db);
  const { rows } = await sql\`select id from public.kept order by id\`.execute(db);
  writeSync(1, JSON.stringify(rows.map(({ id }) => id)) + '\\n');
  if (process.argv[2] === 'look') await close();
  else for (let id = (rows.at(-1)?.id ?? 0) + 1; ; id += 3) {
    await db.transaction().execute(async (trx) => {
      for (const one of [id, id + 1, id + 2]) {
        await sql\`insert into public.kept values (\${one}, repeat('x', \${(one * 997) % 9000}))\`.execute(trx);
      }
    });
    writeSync(1, id + 2 + '\\n');
  }
`;

describe('the embedded database', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'foyer-kill-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  interface Round {
    found: number[];
    lastAcknowledged: number | undefined;
  }

  /** Kills the writer `afterMilliseconds` after its first acknowledged row. */
  async function writeAndKill(afterMilliseconds: number): Promise<Round> {
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    const isWriting = new Promise<void>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.split('\n').length > 2) resolve();
      });
      child.once('exit', () => reject(new Error('the writer ended by itself')));
    });
    await isWriting;
    await setTimeout(afterMilliseconds);
    child.kill('SIGKILL');
    await once(child.stdout, 'close');
    return read(output);
  }

  async function look(): Promise<Round> {
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer, dataDir, 'look'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await once(child.stdout, 'close');
    return read(output);
  }

  it(
    'keeps every acknowledged row over ten kills in the middle of writing',
    { timeout: 240_000 },
    async () => {
      let acknowledged = 0;
      for (let round = 0; round < 10; round += 1) {
        const { found, lastAcknowledged } = await writeAndKill(Math.random() * 300);
        expectWhole(found, acknowledged);
        acknowledged = lastAcknowledged ?? 0;
      }
      expectWhole((await look()).found, acknowledged);
      expect(acknowledged).toBeGreaterThan(30);
    },
  );

  it('starts anew after a first start that was killed halfway', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer, dataDir], {
      stdio: 'ignore',
    });
    while (!readdirSync(dataDir).includes('database.new')) await setTimeout(20);
    await setTimeout(Math.random() * 500);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await look()).found).toEqual([]);
  });
});

/** No gap, no half transaction, and nothing missing that was acknowledged. */
function expectWhole(found: number[], acknowledged: number): void {
  expect(found).toEqual(Array.from({ length: found.length }, (_, index) => index + 1));
  expect(found.length % 3).toBe(0);
  expect(found.length).toBeGreaterThanOrEqual(acknowledged);
}

function read(output: string): { found: number[]; lastAcknowledged: number | undefined } {
  // What follows the last line feed was cut off by the kill.
  const [first = '[]', ...lines] = output.split('\n').slice(0, -1);
  const found: unknown = JSON.parse(first);
  if (!Array.isArray(found)) throw new Error(`the writer said ${first}`);
  return { found: found.map(Number), lastAcknowledged: lines.map(Number).at(-1) };
}
