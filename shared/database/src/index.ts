export { allowMinutes } from './allow-minutes.ts';
export { DatabaseInUseError } from './data-folder-lock.ts';
export type { Database, DatabaseOrTx, OpenedDatabase, Schema, Tx } from './database.ts';
export { chainOf, startOfChain, verifyLedger } from './ledger.ts';
export type {
  Ledger,
  LedgerEntry,
  LedgerProblem,
  LedgerSpan,
  LedgerVerification,
  NotedHead,
} from './ledger.ts';
export { journalColumnsWithoutPersonalData, migrate, MigrationError, pendingMigrations } from './migrate.ts';
export type { Migration, ServiceMigrations } from './migrate.ts';
export { openDatabase } from './open-database.ts';
export type { OpenDatabaseOptions } from './open-database.ts';
export { DumpError } from './dump-format.ts';
export type { DumpHeader } from './dump-format.ts';
export { isNotAmong } from './is-not-among.ts';
export { keepDumps } from './keep-dumps.ts';
export type { DumpKeeper, KeepDumpsOptions } from './keep-dumps.ts';
export { readDump } from './read-dump.ts';
export type { ReadDumpOptions } from './read-dump.ts';
export { writeDump } from './write-dump.ts';
export type { WriteDumpOptions } from './write-dump.ts';
