// For tests that cross services: the composition root, as the server uses it.
export { loadConfig } from './config.ts';
export { openDataFolder } from './data-folder.ts';
export { systemMigrations } from './migrations.ts';
export { loadSecrets } from './secrets.ts';
export { createServices } from './services.ts';
export { writeBackup } from './backup.ts';
export { keptOutOfDumps } from './kept-out-of-dumps.ts';
