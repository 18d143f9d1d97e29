import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { PGliteDialect, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { PGlite } from '@electric-sql/pglite';
import { databaseBusy } from './errors.ts';

export interface OneConnectionOptions {
  pglite: PGlite;
  waitSeconds: number;
}

/**
 * Kysely over PGlite, which has one connection for everyone: callers get it in the order they asked, and one
 * that has waited `waitSeconds` gets an error. Without that bound a query through `db` inside a transaction
 * waits for itself for ever (Kysely's own queue has no bound, so it is switched off here).
 */
export function oneConnectionDialect({ pglite, waitSeconds }: OneConnectionOptions): Dialect {
  return {
    // PostgresAdapter says that many connections are fine, so Kysely leaves the queueing to the driver.
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => queueFor(new PGliteDialect({ pglite }).createDriver(), waitSeconds),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function queueFor(driver: Driver, waitSeconds: number): Driver {
  let isLong = false;
  const turns = createTurns(waitSeconds, () => isLong);
  return {
    init: () => driver.init(),
    async acquireConnection() {
      await turns.take();
      return driver.acquireConnection();
    },
    async releaseConnection(connection: DatabaseConnection) {
      await driver.releaseConnection(connection);
      isLong = false;
      turns.pass();
    },
    beginTransaction(connection, settings) {
      // Only a dump asks for a snapshot, and it may take longer than anyone ought to wait for a query.
      isLong = settings.isolationLevel === 'repeatable read';
      return driver.beginTransaction(connection, settings);
    },
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    savepoint: async (connection, name, compile) => driver.savepoint?.(connection, name, compile),
    rollbackToSavepoint: async (connection, name, compile) =>
      driver.rollbackToSavepoint?.(connection, name, compile),
    releaseSavepoint: async (connection, name, compile) =>
      driver.releaseSavepoint?.(connection, name, compile),
    async destroy() {
      // What runs may finish; what hangs must not keep the process from stopping.
      await turns.take().catch(() => undefined);
      await driver.destroy();
    },
  };
}

// With the usual 10 s each, a dump may hold the connection for two minutes.
const mostWaits = 12;

interface Turns {
  take(): Promise<void>;
  pass(): void;
}

function createTurns(waitSeconds: number, mayTakeLong: () => boolean): Turns {
  const waiting = new Set<() => void>();
  let isTaken = false;
  return {
    take() {
      if (!isTaken) {
        isTaken = true;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        let waits = 1;
        let timer = setTimeout(giveUp, waitSeconds * 1000);
        waiting.add(go);

        function giveUp(): void {
          if (mayTakeLong() && waits < mostWaits) {
            waits += 1;
            timer = setTimeout(giveUp, waitSeconds * 1000);
            return;
          }
          waiting.delete(go);
          reject(databaseBusy(new ConnectionWaitError(waits * waitSeconds)));
        }
        function go(): void {
          clearTimeout(timer);
          resolve();
        }
      });
    },
    pass() {
      const [next] = waiting;
      if (next === undefined) {
        isTaken = false;
        return;
      }
      waiting.delete(next);
      next();
    },
  };
}

class ConnectionWaitError extends Error {
  override name = 'ConnectionWaitError';
  constructor(waitSeconds: number) {
    super(
      `waited ${waitSeconds} s for the database's one connection: inside a transaction use trx, never db ` +
        '(PGlite has one connection, which the transaction holds until it ends)',
    );
  }
}
