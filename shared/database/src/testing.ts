export { describeDatabases } from './describe-databases.ts';
export type { DescribeDatabasesOptions } from './describe-databases.ts';
