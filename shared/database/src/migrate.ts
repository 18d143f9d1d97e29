import { sql } from 'kysely';
import { readMigrationNames } from './catalogue.ts';
import type { Database, DatabaseOrTx, Tx } from './database.ts';

/** One step of a service's schema, hand-written and forward only. Never change one that has been released. */
export interface Migration {
  /** Orders the steps and is kept in the database for ever, for instance '0001-messages'. */
  name: string;
  up(trx: Tx): Promise<void>;
}

export interface ServiceMigrations {
  /** Also the name of the service's PostgreSQL schema, which is made before its first step. */
  name: string;
  migrations: Migration[];
}

/** A step failed, or the steps in the database are not those of this program. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

// Any number will do as long as every version of Foyer agrees on it: 'foyer' in ASCII.
const migrationLock = 0x66_6f_79_65_72;

/**
 * Brings the schema up to date: every step that the database has not seen, in the order given, all of them in
 * one transaction. Of two processes that start at once one does it and the other waits and finds it done.
 *
 * @returns the steps that were taken, for instance 'contact/0001-messages'.
 * @throws MigrationError when a step fails (nothing is changed then), when the database holds a step that
 * this program does not know, or when a new step would have to go before one that was already taken.
 */
export async function migrate(
  db: Database,
  services: readonly ServiceMigrations[],
): Promise<{ applied: string[] }> {
  return db.transaction().execute(async (trx) => migrateIn(trx, services));
}

/** `migrate` as part of a transaction that does more. */
export async function migrateIn(
  trx: Tx,
  services: readonly ServiceMigrations[],
): Promise<{ applied: string[] }> {
  // First of all: `create schema if not exists` is not safe when two processes run it at once.
  await sql`select pg_advisory_xact_lock(${migrationLock}::bigint)`.execute(trx);
  await sql`set local statement_timeout = 0`.execute(trx);
  await createJournal(trx);
  const pending = compare(services, await readMigrationNames(trx));
  for (const { name } of services) await sql`create schema if not exists ${sql.id(name)}`.execute(trx);
  for (const step of pending) await take(trx, step);
  return { applied: pending.map(fullName) };
}

/**
 * The steps that `migrate` would take, in order; empty when the schema is up to date.
 *
 * @throws MigrationError as `migrate` does.
 */
export async function pendingMigrations(
  db: DatabaseOrTx,
  services: readonly ServiceMigrations[],
): Promise<string[]> {
  return compare(services, await readMigrationNames(db)).map(fullName);
}

interface Step {
  service: string;
  migration: Migration;
}

/** Of the journal of migrations, the only table that is no service's. */
export const journalColumnsWithoutPersonalData: readonly string[] = [
  'foyer.migration.service',
  'foyer.migration.name',
  'foyer.migration.applied_at',
];

async function createJournal(trx: Tx): Promise<void> {
  await sql`create schema if not exists foyer`.execute(trx);
  await sql`
    create table if not exists foyer.migration (
      service text not null,
      name text not null,
      applied_at timestamptz not null default now(),
      primary key (service, name)
    )
  `.execute(trx);
}

function compare(services: readonly ServiceMigrations[], journal: string[]): Step[] {
  const taken = new Set(journal);
  const known = new Set<string>();
  const pending: Step[] = [];
  for (const { name: service, migrations } of services) {
    let earlier: Step | undefined;
    for (const migration of migrations) {
      const step = { service, migration };
      const name = fullName(step);
      if (known.has(name)) throw new MigrationError(`the migration ${name} is listed twice`);
      known.add(name);
      if (!taken.has(name)) {
        pending.push(step);
        earlier ??= step;
      } else if (earlier !== undefined) {
        throw new MigrationError(
          `the migration ${fullName(earlier)} is new, but ${name}, which comes after it, was already taken: ` +
            'give it a name at the end of the list',
        );
      }
    }
  }
  const unknown = [...taken].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new MigrationError(
      `the database is newer than this program, which does not know the migration ${unknown.join(', ')}: ` +
        'run the version of Foyer that made it, or a later one',
    );
  }
  return pending;
}

async function take(trx: Tx, step: Step): Promise<void> {
  try {
    await step.migration.up(trx);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`the migration ${fullName(step)} failed: ${reason}`, { cause: error });
  }
  await sql`
    insert into foyer.migration (service, name) values (${step.service}, ${step.migration.name})
  `.execute(trx);
}

function fullName({ service, migration }: Step): string {
  return `${service}/${migration.name}`;
}
