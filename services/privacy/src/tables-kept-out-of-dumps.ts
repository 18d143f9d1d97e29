import { tablesKeptOutOfDumps as retentionTables } from './retention/columns.ts';
import { tablesKeptOutOfDumps as rightsTables } from './rights/rights-holdings.ts';

export const tablesKeptOutOfDumps: readonly string[] = [...retentionTables, ...rightsTables];
