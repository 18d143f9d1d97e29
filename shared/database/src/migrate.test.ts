import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { describeDatabases } from './describe-databases.ts';
import { migrate, MigrationError, pendingMigrations } from './migrate.ts';
import type { Migration } from './migrate.ts';

describeDatabases('a migrated database', (open) => {
  const first: Migration = {
    name: '0001-notes',
    async up(trx) {
      await sql`create table notes.note (id int primary key, text text not null)`.execute(trx);
    },
  };
  const second: Migration = {
    name: '0002-colours',
    async up(trx) {
      await sql`alter table notes.note add column colour text`.execute(trx);
    },
  };
  const failing: Migration = {
    name: '0003-failing',
    async up(trx) {
      await sql`create table notes.half (id int)`.execute(trx);
      await sql`select nonsense`.execute(trx);
    },
  };

  it('takes the steps that are new, once and in order', async () => {
    const { db } = open();
    expect(await pendingMigrations(db, [{ name: 'notes', migrations: [first] }])).toEqual([
      'notes/0001-notes',
    ]);
    expect(await migrate(db, [{ name: 'notes', migrations: [first] }])).toEqual({
      applied: ['notes/0001-notes'],
    });
    const both = [{ name: 'notes', migrations: [first, second] }];
    expect(await pendingMigrations(db, both)).toEqual(['notes/0002-colours']);
    expect(await migrate(db, both)).toEqual({ applied: ['notes/0002-colours'] });
    expect(await migrate(db, both)).toEqual({ applied: [] });
    expect(await pendingMigrations(db, both)).toEqual([]);
    const { rows } = await sql`select service, name, applied_at from foyer.migration order by name`.execute(
      db,
    );
    expect(rows).toEqual([
      { service: 'notes', name: '0001-notes', applied_at: expect.any(Date) },
      { service: 'notes', name: '0002-colours', applied_at: expect.any(Date) },
    ]);
  });

  it('leaves nothing behind of a step that fails, and names it', async () => {
    const { db } = open();
    const services = [{ name: 'notes', migrations: [first, second, failing] }];
    await expect(migrate(db, services)).rejects.toThrow(
      /the migration notes\/0003-failing failed: .*nonsense/,
    );
    expect(await pendingMigrations(db, services)).toEqual(['notes/0003-failing']);
    const { rows } = await sql`select to_regclass('notes.half') as half`.execute(db);
    expect(rows).toEqual([{ half: null }]);
  });

  it('refuses a database that a newer version has migrated', async () => {
    const { db } = open();
    const older = [{ name: 'notes', migrations: [first] }];
    const refusal = 'does not know the migration notes/0002-colours';
    await expect(migrate(db, older)).rejects.toThrow(refusal);
    await expect(pendingMigrations(db, older)).rejects.toThrow(MigrationError);
  });

  it('refuses a new step in front of one that was already taken', async () => {
    const services = [{ name: 'notes', migrations: [first, { ...failing, name: '0001-b' }, second] }];
    await expect(migrate(open().db, services)).rejects.toThrow('notes/0001-b is new, but notes/0002-colours');
  });
});

describeDatabases('two processes that migrate at once', (open) => {
  it('take each step once between them', async () => {
    const { db } = open();
    const services = [
      {
        name: 'race',
        migrations: [
          {
            name: '0001-table',
            up: async (trx) => void (await sql`create table race.t (id int)`.execute(trx)),
          } satisfies Migration,
        ],
      },
    ];
    const results = await Promise.all([migrate(db, services), migrate(db, services), migrate(db, services)]);
    expect(results.flatMap(({ applied }) => applied)).toEqual(['race/0001-table']);
  });
});
