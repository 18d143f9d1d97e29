import type { Kysely, Transaction } from 'kysely';

/** No table is known here: each store says `db.withTables<ItsTables>()`. */
export type Schema = object;
export type Database = Kysely<Schema>;
export type Tx = Transaction<Schema>;
export type DatabaseOrTx = Database | Tx;

export interface OpenedDatabase {
  db: Database;
  engine: 'pglite' | 'postgres';
  /** Asks the database for an answer; throws when none comes in time. */
  ping(): Promise<void>;
  /**
   * Makes the files forget what was deleted from these tables, `contact.message`. PGlite only: a PostgreSQL server cleans up
   * by itself, and its files are its administrator's.
   */
  scrub(tables: readonly string[]): Promise<void>;
  /** Waits for what runs, closes the connections and gives the data folder back. May be called twice. */
  close(): Promise<void>;
}
