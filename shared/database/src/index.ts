export { DatabaseInUseError } from './data-folder-lock.ts';
export type { Database, DatabaseOrTx, OpenedDatabase, Schema, Tx } from './database.ts';
export { migrate, MigrationError, pendingMigrations } from './migrate.ts';
export type { Migration, ServiceMigrations } from './migrate.ts';
export { openDatabase } from './open-database.ts';
export type { OpenDatabaseOptions } from './open-database.ts';
