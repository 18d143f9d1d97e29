import { callbackMigrations } from '@foyer/callback';
import { captchaMigrations } from '@foyer/captcha';
import { contactMigrations } from '@foyer/contact';
import { migrate, pendingMigrations, type OpenedDatabase, type ServiceMigrations } from '@foyer/database';
import { inboxMigrations } from '@foyer/inbox';
import { jobMigrations } from '@foyer/jobs';
import { privacyMigrations } from '@foyer/privacy';
import { newsletterMigrations } from '@foyer/newsletter';
import type { Log } from '@foyer/runtime';
import { staffMigrations } from '@foyer/staff';
import { webhooksMigrations } from '@foyer/webhooks';

/** In the order in which they are taken. */
export const systemMigrations: readonly ServiceMigrations[] = [
  { name: 'jobs', migrations: jobMigrations },
  { name: 'captcha', migrations: captchaMigrations },
  // Before those who write into it.
  { name: 'inbox', migrations: inboxMigrations },
  { name: 'privacy', migrations: privacyMigrations },
  { name: 'contact', migrations: contactMigrations },
  { name: 'staff', migrations: staffMigrations },
  { name: 'webhooks', migrations: webhooksMigrations },
  { name: 'callback', migrations: callbackMigrations },
  { name: 'newsletter', migrations: newsletterMigrations },
];

class MigrationsPendingError extends Error {}

/** @returns the steps that were taken */
export async function migrateSystem({ db }: OpenedDatabase): Promise<string[]> {
  return (await migrate(db, systemMigrations)).applied;
}

export async function pendingSystemMigrations({ db }: OpenedDatabase): Promise<string[]> {
  return await pendingMigrations(db, systemMigrations);
}

/** @throws MigrationsPendingError when the database is older than this program and must not be migrated by it */
export async function migrateIfAllowed(
  database: OpenedDatabase,
  isAllowed: boolean,
  log: Log,
): Promise<void> {
  if (isAllowed) {
    const applied = await migrateSystem(database);
    if (applied.length > 0) log.info({ applied }, 'migrated');
    return;
  }
  const pending = await pendingSystemMigrations(database);
  if (pending.length === 0) return;
  throw new MigrationsPendingError(
    `the database needs ${pending.join(', ')}: run 'npm run foyer -- migrate', or set AUTO_MIGRATE=true`,
  );
}
