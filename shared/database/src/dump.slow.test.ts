import { once } from 'node:events';
import { PassThrough, Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Database, OpenedDatabase } from './database.ts';
import { describeDatabases } from './describe-databases.ts';
import { DumpError } from './dump-format.ts';
import type { Migration } from './migrate.ts';
import { migrate } from './migrate.ts';
import { readDump } from './read-dump.ts';
import { openTestPglite, openTestPostgres } from './test-databases.ts';
import { writeDump } from './write-dump.ts';

const first: Migration = {
  name: '0001-odd',
  async up(trx) {
    await sql`
      create table odd.value (
        id bigint generated always as identity primary key,
        text text, bytes bytea, moment timestamptz, local timestamp, day date, big bigint, exact numeric,
        float double precision, yes boolean, jsonb jsonb, json json, span interval, texts text[], uuid uuid,
        doubled bigint generated always as (big / 2) stored
      )
    `.execute(trx);
    await sql`
      create table odd.person (
        name text primary key,
        boss text references odd.person (name),
        desk int
      )
    `.execute(trx);
    await sql`create table odd.desk (id int primary key, owner text references odd.person (name))`.execute(
      trx,
    );
    await sql`alter table odd.person add foreign key (desk) references odd.desk (id)`.execute(trx);
    await sql`create table odd.secret (key text primary key)`.execute(trx);
    await sql`create table odd."Without Key" ("a b" text)`.execute(trx);
    await sql`insert into odd.secret values ('seeded by a migration')`.execute(trx);
  },
};
const second: Migration = {
  name: '0002-colour',
  async up(trx) {
    await sql`alter table odd.person add column colour text not null default 'green'`.execute(trx);
  },
};
const services = [{ name: 'odd', migrations: [first] }];

async function dump(db: Database, exceptTables: string[] = [], secrets?: unknown): Promise<Buffer> {
  const destination = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(destination),
    writeDump(db, { exceptTables, ...(secrets === undefined ? {} : { secrets }) }, destination),
  ]);
  return bytes;
}

function source(dumped: Buffer): Readable {
  return Readable.from([dumped]);
}

function changed(dumped: Buffer, change: (text: string) => string): Readable {
  return source(gzipSync(change(gunzipSync(dumped).toString('utf8'))));
}

/** Every value as PostgreSQL prints it: what must be equal before and after. */
async function contents(db: Database): Promise<unknown[]> {
  const values = await sql`
    select id, text, bytes::text, moment::text, local::text, day::text, big::text, exact::text, float::text,
      yes, jsonb::text, json::text, span::text, texts::text, uuid, doubled::text
    from odd.value order by id
  `.execute(db);
  const people = await sql`select name, boss, desk from odd.person order by name`.execute(db);
  const desks = await sql`select * from odd.desk order by id`.execute(db);
  const bare = await sql`select "a b" from odd."Without Key" order by 1`.execute(db);
  return [values.rows, people.rows, desks.rows, bare.rows];
}

async function insertOddValues(db: Database): Promise<void> {
  await sql`
    insert into odd.value (text, bytes, moment, local, day, big, exact, float, yes, jsonb, json, span, texts, uuid)
    values
      (e'line\nbreak\t"quote" \\\\ \u2028 😀', '\\x000a0dff', '2026-11-22 21:19:03.123456+05:30',
        '2026-11-22 21:19:03.000001', '0044-03-15 BC', 9223372036854775807, 'NaN', 'Infinity', true,
        'null', e'{"a":\n 1, "a": 2}', '1 mon -2 days 03:04:05.678901', array['a', null, 'NULL', '{"'],
        '0192d3a0-0000-7000-8000-000000000000'),
      ('', '', 'infinity', '-infinity', '5874897-12-31', -9223372036854775808,
        123456789012345678901234567890.12345678901234567890, -0.0, false, '{"big": 12345678901234567890.5}',
        '"text"', '-1 years', '{}', null),
      (null, null, null, null, null, null, null, 0.1, null, null, null, null, null, null)
  `.execute(db);
  await sql`insert into odd.person (name) values ('ada'), ('bob')`.execute(db);
  await sql`insert into odd.desk values (1, 'ada'), (2, null)`.execute(db);
  await sql`update odd.person set boss = 'bob', desk = 1 where name = 'ada'`.execute(db);
  await sql`update odd.person set boss = 'ada', desk = 2 where name = 'bob'`.execute(db);
  await sql`insert into odd."Without Key" values ('x'), (null)`.execute(db);
}

async function withEmptyDatabase<T>(body: (opened: OpenedDatabase) => Promise<T>): Promise<T> {
  const opened = await openTestPglite();
  try {
    return await body(opened);
  } finally {
    await opened.close();
  }
}

describeDatabases(
  'a dump',
  (open) => {
    it('restores every value exactly, on every engine there is', async () => {
      const { db } = open();
      await insertOddValues(db);
      const before = await contents(db);
      const dumped = await dump(db, ['odd.secret']);
      const serverUrl = process.env['TEST_DATABASE_URL'];
      const targets = [
        openTestPglite,
        ...(serverUrl === undefined ? [] : [() => openTestPostgres(serverUrl)]),
      ];
      for (const openTarget of targets) {
        const target = await openTarget();
        try {
          await migrate(target.db, services);
          await sql`truncate odd.secret`.execute(target.db);
          expect(await readDump(target.db, source(dumped))).toMatchObject({ rows: 9 });
          expect(await contents(target.db)).toEqual(before);
          // The next id follows the last one of the dump.
          const { rows } = await sql`insert into odd.value (text) values ('next') returning id`.execute(
            target.db,
          );
          expect(rows).toEqual([{ id: 4 }]);
          // The keys are back.
          const orphan = sql`insert into odd.desk values (9, 'nobody')`.execute(target.db);
          await expect(orphan).rejects.toMatchObject({ code: '23503' });
        } finally {
          await target.close();
        }
      }
    });

    it('restores any text, bytes, number, moment and JSON', async () => {
      const { db } = open();
      const row = fc.record({
        text: fc.option(
          fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '').toWellFormed()),
        ),
        bytes: fc.option(fc.uint8Array()),
        float: fc.double(),
        big: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        moment: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }),
        jsonb: fc.jsonValue().map((value) => JSON.stringify(value).replaceAll(String.raw`\u0000`, '0')),
      });
      await withEmptyDatabase(async (target) => {
        await fc.assert(
          fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
            await sql`truncate odd.value restart identity`.execute(db);
            for (const { text, bytes, float, big, moment, jsonb } of rows) {
              await sql`
                insert into odd.value (text, bytes, float, big, moment, jsonb) values (
                  ${text}, ${bytes}, ${String(float)}::text::float8, ${String(big)}::text::bigint, ${moment},
                  ${jsonb}::jsonb
                )
              `.execute(db);
            }
            await sql`drop schema if exists odd cascade`.execute(target.db);
            await sql`drop schema if exists foyer cascade`.execute(target.db);
            await readDump(target.db, source(await dump(db)), { services });
            expect(await contents(target.db)).toEqual(await contents(db));
          }),
          { numRuns: 10 },
        );
      });
    });

    it('leaves out the tables it is told to, and refuses to be told of one that is not there', async () => {
      const { db } = open();
      await sql`insert into odd.secret values ('hush')`.execute(db);
      expect(gunzipSync(await dump(db, ['odd.secret'])).toString()).not.toContain('hush');
      expect(gunzipSync(await dump(db)).toString()).toContain('hush');
      await expect(dump(db, ['odd.secrets'])).rejects.toThrow('exceptTables names no table: odd.secrets');
    });

    it('carries what the caller puts beside the tables', async () => {
      const dumped = await dump(open().db, [], { key: 'k' });
      await withEmptyDatabase(async ({ db }) => {
        const { header } = await readDump(db, source(dumped), { services });
        expect(header).toEqual({
          createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          engine: expect.stringContaining('PostgreSQL'),
          migrations: ['odd/0001-odd'],
          secrets: { key: 'k' },
        });
      });
    });

    it('of an older version restores into a new database, which is then brought up to date', async () => {
      await sql`insert into odd.person (name) values ('ada')`.execute(open().db);
      const dumped = await dump(open().db);
      await withEmptyDatabase(async ({ db }) => {
        await readDump(db, source(dumped), { services: [{ name: 'odd', migrations: [first, second] }] });
        const { rows } = await sql`select name, colour from odd.person`.execute(db);
        expect(rows).toEqual([{ name: 'ada', colour: 'green' }]);
        // The row that the migration inserted was not in the dump.
        expect((await sql`select * from odd.secret`.execute(db)).rows).toEqual([]);
      });
    });

    it('holds one moment, whatever is written meanwhile', async () => {
      const { db } = open();
      await sql`insert into odd.value (text) select 'old' from generate_series(1, 3000)`.execute(db);
      const slow = new PassThrough({ highWaterMark: 1 });
      const dumping = writeDump(db, { exceptTables: [] }, slow);
      await once(slow, 'readable');
      const adding = sql`insert into odd.value (text) values ('new')`.execute(db);
      const text = gunzipSync(await buffer(slow)).toString();
      await Promise.all([dumping, adding]);
      expect(text.match(/"old"/g)).toHaveLength(3000);
      expect(text).not.toContain('"new"');
    });

    it('restores many rows page by page', async () => {
      const { db } = open();
      await sql`
        insert into odd.value (text) select repeat(md5(i::text), i % 200) from generate_series(1, 2500) as i
      `.execute(db);
      const dumped = await dump(db);
      await withEmptyDatabase(async (target) => {
        expect((await readDump(target.db, source(dumped), { services })).rows).toBe(2500);
        expect(await contents(target.db)).toEqual(await contents(db));
      });
    });
  },
  { services },
);

describeDatabases(
  'a restore that cannot be',
  (open) => {
    it('says what is wrong and changes nothing', async () => {
      const { db } = open();
      await insertOddValues(db);
      const dumped = await dump(db);
      const text = gunzipSync(dumped).toString();
      await sql`truncate odd.value, odd.person, odd.desk, odd."Without Key"`.execute(db);
      const nothing = [[], [], [], []];
      const cutOff = dumped.subarray(0, dumped.length - 20);
      const cases: [Readable, RegExp][] = [
        [source(Buffer.from('hello')), /is not a dump of Foyer/],
        [source(Buffer.alloc(0)), /is not a dump of Foyer, or is cut off/],
        [source(gzipSync('hello\n')), /is not a dump of Foyer/],
        [source(gzipSync('{"format":"other"}\n')), /is not a dump of Foyer/],
        [source(cutOff), /cut off/],
        [source(gzipSync(text.slice(0, -20))), /cut off/],
        [source(gzipSync(text.slice(0, text.lastIndexOf('{')))), /its last line is missing/],
        [
          changed(dumped, (all) => all.replace('"version":1', '"version":2')),
          /has version 2, this program reads 1/,
        ],
        [
          changed(dumped, (all) => all.replace('0001-odd', '0009-later')),
          /with the migration odd\/0009-later/,
        ],
        [
          changed(dumped, (all) => all.replace('["odd/0001-odd"]', '[]')),
          /older than the migration odd\/0001-odd/,
        ],
        [changed(dumped, (all) => all.replace('"odd.person"', '"odd.people"')), /the table odd\.people/],
        [changed(dumped, (all) => all.replace('"boss"', '"chief"')), /odd\.person\.chief, which is not here/],
        [changed(dumped, (all) => all.replace('["bob"', '["eve"')), /foreign key/],
        [changed(dumped, (all) => all.replace(/\n\["bob".*?\n/, '\n')), /foreign key|holds 8/],
      ];
      for (const [broken, message] of cases) {
        await expect(readDump(db, broken)).rejects.toThrow(message);
        expect(await contents(db)).toEqual(nothing);
      }
      await readDump(db, source(dumped));
      expect(await contents(db)).not.toEqual(nothing);
    });

    it('refuses a database that holds rows', async () => {
      const { db } = open();
      const dumped = await dump(db);
      await sql`insert into odd.person (name) values ('ada')`.execute(db);
      const restoring = readDump(db, source(dumped));
      await expect(restoring).rejects.toThrow(DumpError);
      await expect(restoring).rejects.toThrow('odd.person holds rows: restore into an empty database');
    });

    it('reports a source that fails halfway', async () => {
      const broken = new Readable({
        read() {
          this.destroy(new Error('the disk went away'));
        },
      });
      await expect(readDump(open().db, broken)).rejects.toThrow('the disk went away');
    });

    it('reports a destination that fails halfway', async () => {
      const full = new Writable({
        write(_chunk, _encoding, done) {
          done(new Error('no space left'));
        },
      });
      await expect(writeDump(open().db, { exceptTables: [] }, full)).rejects.toThrow('no space left');
      await expect(open().ping()).resolves.toBeUndefined();
    });
  },
  { services },
);
