import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { PostgresAdapter, PostgresDialect, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Pool } from 'pg';
import { databaseBusy } from './errors.ts';

/**
 * Kysely over a pool of pipelining connections: the first statement of a transaction goes out right behind its `begin`
 * instead of waiting for the answer to it, which spares each transaction one round trip.
 *
 * @param pool made with `pipeline: true`
 */
export function earlyStatementDialect(pool: Pool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => withEarlyStatements(new PostgresDialect({ pool }).createDriver()),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function withEarlyStatements(driver: Driver): Driver {
  // Whether each transaction under way has begun, by its connection.
  const begun = new WeakMap<DatabaseConnection, Promise<void>>();

  return {
    init: () => driver.init(),
    acquireConnection: async () => {
      try {
        return await driver.acquireConnection();
      } catch (error) {
        // The pool says so in words only: all connections were in use for as long as one may wait.
        if (!(error instanceof Error && error.message === 'timeout exceeded when trying to connect'))
          throw error;
        throw databaseBusy(error);
      }
    },
    releaseConnection: (connection) => driver.releaseConnection(connection),
    async beginTransaction(connection, settings) {
      const beginning = driver.beginTransaction(connection, settings);
      // Heard of when the transaction ends; until then nobody listens.
      beginning.catch(() => undefined);
      begun.set(connection, beginning);
    },
    async commitTransaction(connection) {
      // What can fail here is the connection, and then its statements fail too; but who asked for a transaction must
      // never be told of a commit without one.
      await begun.get(connection);
      await driver.commitTransaction(connection);
    },
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    savepoint: async (connection, name, compile) => driver.savepoint?.(connection, name, compile),
    rollbackToSavepoint: async (connection, name, compile) =>
      driver.rollbackToSavepoint?.(connection, name, compile),
    releaseSavepoint: async (connection, name, compile) =>
      driver.releaseSavepoint?.(connection, name, compile),
    destroy: () => driver.destroy(),
  };
}
