import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { silentLog } from '@foyer/runtime/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { allowMinutes } from './allow-minutes.ts';
import { DatabaseInUseError } from './data-folder-lock.ts';
import type { Database, DatabaseOrTx, OpenedDatabase } from './database.ts';
import { describeDatabases } from './describe-databases.ts';
import { openDatabase } from './open-database.ts';

describeDatabases('an open database', (open) => {
  it('reads every kind of column alike', async () => {
    const { rows } = await sql`
      select
        9007199254740991::int8 as "largest id", count(*) as count, 7::int4 as int, 1.5::float8 as float,
        1.10::numeric as numeric, '2026-11-22 21:19:03.123+02'::timestamptz as moment,
        '2026-02-28'::date as day, '\\x00ff10'::bytea as bytes, '{"a":[1,null]}'::jsonb as jsonb,
        '"text"'::json as json, true as yes, null::text as nothing,
        '0192d3a0-0000-7000-8000-000000000000'::uuid as uuid, '1 day 02:00'::interval as interval
    `.execute(open().db);
    expect(rows).toEqual([
      {
        'largest id': Number.MAX_SAFE_INTEGER,
        count: 1,
        int: 7,
        float: 1.5,
        numeric: '1.10',
        moment: new Date('2026-11-22T19:19:03.123Z'),
        day: '2026-02-28',
        bytes: new Uint8Array([0, 255, 16]),
        jsonb: { a: [1, null] },
        json: 'text',
        yes: true,
        nothing: null,
        uuid: '0192d3a0-0000-7000-8000-000000000000',
        interval: '1 day 02:00:00',
      },
    ]);
  });

  it('reads arrays alike, with quotes, nulls and nesting', async () => {
    const { rows } = await sql`
      select array['a', null, 'NULL', 'b,"c"', 'd\\e', '', '{}']::text[] as texts,
        array[1, 2]::int8[] as ids, array[array[1, 2], array[3, 4]] as nested, '{}'::int[] as empty,
        array['\\x01ff'::bytea] as bytes, array['{"a": 1}'::jsonb] as json,
        array['2026-11-22 21:19:03+00'::timestamptz] as moments
    `.execute(open().db);
    expect(rows).toEqual([
      {
        texts: ['a', null, 'NULL', 'b,"c"', String.raw`d\e`, '', '{}'],
        ids: [1, 2],
        nested: [
          [1, 2],
          [3, 4],
        ],
        empty: [],
        bytes: [new Uint8Array([1, 255])],
        json: [{ a: 1 }],
        moments: [new Date('2026-11-22T21:19:03Z')],
      },
    ]);
  });

  it('writes what it reads', async () => {
    const moment = new Date('2026-11-22T19:19:03.123Z');
    const bytes = new Uint8Array([0, 1, 254, 255]);
    const { rows } = await sql`
      select ${moment}::timestamptz as moment, ${bytes}::bytea as bytes, ${'{"a":"ä"}'}::jsonb as json,
        ${Number.MAX_SAFE_INTEGER}::int8 as id, ${['x', 'y']}::text[] as texts, ${true}::bool as yes,
        ${null}::text as nothing
    `.execute(open().db);
    const written = { moment, bytes, json: { a: 'ä' }, id: Number.MAX_SAFE_INTEGER, texts: ['x', 'y'] };
    expect(rows).toEqual([{ ...written, yes: true, nothing: null }]);
  });

  it('refuses to round a bigint that a number cannot hold', async () => {
    const query = sql`select 9007199254740993::int8 as id`.execute(open().db);
    await expect(query).rejects.toThrow('got 9007199254740993');
    await expect(open().ping()).resolves.toBeUndefined();
  });

  it('answers many callers at once and keeps transactions apart', async () => {
    const { db } = open();
    const sums = await Promise.all(
      Array.from({ length: 40 }, async (_, index) =>
        db.transaction().execute(async (trx) => {
          const { rows } = await sql<{ sum: number }>`select ${index}::int + 1 as sum`.execute(trx);
          return rows[0]?.sum;
        }),
      ),
    );
    expect(sums).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('takes back even the first statement of a transaction that failed', async () => {
    const { db } = open();
    const failing = db.transaction().execute(async (trx) => {
      await sql`create table first_statement (n integer)`.execute(trx);
      throw new Error('something else failed');
    });
    await expect(failing).rejects.toThrow('something else failed');
    const { rows } = await sql`select to_regclass('first_statement') as "table"`.execute(db);
    expect(rows).toEqual([{ table: null }]);
  });

  it('takes a transaction without a statement', async () => {
    await expect(
      open()
        .db.transaction()
        .execute(async () => 'nothing to do'),
    ).resolves.toBe('nothing to do');
    await expect(open().ping()).resolves.toBeUndefined();
  });

  it('goes on after a transaction that failed', async () => {
    const failing = open()
      .db.transaction()
      .execute(async (trx) => sql`select 1 / 0`.execute(trx));
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    await expect(open().ping()).resolves.toBeUndefined();
  });
});

describe('PGlite in a folder', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'foyer-database-'));
  const log = silentLog();
  let opened: OpenedDatabase;

  beforeAll(async () => {
    opened = await openDatabase({ dataDir, log, waitSeconds: 0.2 });
  });
  afterAll(async () => {
    await opened.close();
    rmSync(dataDir, { recursive: true });
  });

  it('tells who uses db inside a transaction to use trx', async () => {
    const { db } = opened;
    const wrong = db.transaction().execute(async () => sql`select 1`.execute(db));
    await expect(wrong).rejects.toMatchObject({
      code: 'database_busy',
      cause: { message: expect.stringContaining('inside a transaction use trx, never db') as string },
    });
    await expect(opened.ping()).resolves.toBeUndefined();
  });

  it('lets a query wait longer while a dump holds the connection', async () => {
    const dumping = opened.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async () => setTimeout(500));
    await expect(opened.ping()).resolves.toBeUndefined();
    await dumping;
  });

  it('refuses a second opening of the same folder and names the holder', async () => {
    const second = openDatabase({ dataDir, log });
    await expect(second).rejects.toThrow(DatabaseInUseError);
    await expect(second).rejects.toThrow(`is in use by process ${process.pid}`);
    await expect(second).rejects.toThrow('DATA_DIR');
  });

  it('keeps its rows over a clean close, which gives the folder back', async () => {
    await sql`create table public.kept (id int)`.execute(opened.db);
    await sql`insert into public.kept values (1)`.execute(opened.db);
    await opened.close();
    await opened.close();
    opened = await openDatabase({ dataDir, log });
    const { rows } = await sql`select id from public.kept`.execute(opened.db);
    expect(rows).toEqual([{ id: 1 }]);
  });
});

describe('a PostgreSQL that does not answer', () => {
  it('is named without its password', async () => {
    const opening = openDatabase({
      url: 'postgres://foyer:secret@127.0.0.1:1/foyer',
      dataDir: tmpdir(),
      log: silentLog(),
    });
    await expect(opening).rejects.toThrow(
      /^PostgreSQL at 127\.0\.0\.1:1\/foyer did not answer: .*ECONNREFUSED/,
    );
  });
});

const serverUrl = process.env['TEST_DATABASE_URL'];

describe.runIf(serverUrl !== undefined)('a PostgreSQL that cuts connections', () => {
  it('costs idle connections, and neither the process nor the next query', async () => {
    const log = silentLog();
    const opened = await openDatabase({ url: serverUrl, dataDir: tmpdir(), log, poolSize: 3 });
    const other = await openDatabase({ url: serverUrl, dataDir: tmpdir(), log });
    // Each holds its connection until all have one: three different ones.
    const all = Promise.withResolvers<void>();
    const pids: number[] = [];
    const noteConnection = async (connection: Database): Promise<void> => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection);
      pids.push(...rows.map(({ pid }) => pid));
      if (pids.length === 3) all.resolve();
      await all.promise;
    };
    await Promise.all([1, 2, 3].map(async () => await opened.db.connection().execute(noteConnection)));
    expect(new Set(pids).size).toBe(3);
    await sql`select pg_terminate_backend(pid) from unnest(${pids}::int[]) as pid`.execute(other.db);
    await vi.waitFor(() => expect(log.lines.length).toBeGreaterThan(0));
    await vi.waitFor(() => expect(opened.ping()).resolves.toBeUndefined());
    await Promise.all([opened.close(), other.close()]);
  });

  it('fails a transaction whose connection is lost before its commit, and goes on with another one', async () => {
    const opened = await openDatabase({ url: serverUrl, dataDir: tmpdir(), log: silentLog() });
    const failing = opened.db
      .transaction()
      .execute(async (trx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx));
    await expect(failing).rejects.toThrow();
    await expect(opened.ping()).resolves.toBeUndefined();
    await opened.close();
  });

  it('answers who waits in vain for a connection that they may come again', async () => {
    const options = { url: serverUrl, dataDir: tmpdir(), log: silentLog(), poolSize: 1, waitSeconds: 0.2 };
    const opened = await openDatabase(options);
    const ends = Promise.withResolvers<void>();
    const long = opened.db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      await ends.promise;
    });
    await expect(opened.ping()).rejects.toMatchObject({
      code: 'database_busy',
      status: 503,
      retryAfterSeconds: 5,
    });
    ends.resolve();
    await long;
    await expect(opened.ping()).resolves.toBeUndefined();
    await opened.close();
  });

  it('ends a statement that takes too long', async () => {
    const opened = await openDatabase({ url: serverUrl, dataDir: tmpdir(), log: silentLog() });
    const { rows } = await sql`
      select current_setting('statement_timeout') as statement,
        current_setting('idle_in_transaction_session_timeout') as idle
    `.execute(opened.db);
    expect(rows).toEqual([{ statement: '30s', idle: '30s' }]);
    await opened.close();
  });

  it('lets a statement take minutes where a transaction asks for it, and only there', async () => {
    const opened = await openDatabase({ url: serverUrl, dataDir: tmpdir(), log: silentLog(), poolSize: 1 });
    const within = await opened.db.transaction().execute(async (trx) => {
      await allowMinutes(trx, 4);
      return await statementTimeout(trx);
    });
    expect(within).toEqual([{ statement_timeout: '4min' }]);
    expect(await statementTimeout(opened.db)).toEqual([{ statement_timeout: '30s' }]);
    const tooLong = opened.db.transaction().execute(async (trx) => await allowMinutes(trx, 5));
    await expect(tooLong).rejects.toThrow('minutes must be 1 to 4, got 5');
    await opened.close();
  });
});

async function statementTimeout(db: DatabaseOrTx): Promise<unknown[]> {
  return (await sql`show statement_timeout`.execute(db)).rows;
}
