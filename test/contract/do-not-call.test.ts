import { createHash, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { callbackMigrations } from '@foyer/callback';
import { migrate } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { jobMigrations } from '@foyer/jobs';
import { createPrivacy, privacyMigrations, type RingKey } from '@foyer/privacy';
import { quietRightsPorts } from '@foyer/privacy/testing';
import { createMetrics, systemClock } from '@foyer/runtime';
import { silentLog } from '@foyer/runtime/testing';
import { sql } from 'kysely';
import { expect, it } from 'vitest';

describeDatabases('the numbers that callbacks kept in a list of their own', (open) => {
  it('move into the list of all, are found there, and keep the day on which they go', async () => {
    const { db } = open();
    const others = [
      { name: 'jobs', migrations: jobMigrations },
      { name: 'privacy', migrations: privacyMigrations },
    ];
    await migrate(db, [...others, { name: 'callback', migrations: callbackMigrations.slice(0, 1) }]);
    const addressKey = randomBytes(32);
    const key = createHmac('sha256', addressKey).update('callback.do_not_call').digest();
    const former: RingKey = {
      id: createHash('sha256').update(key).digest('hex').slice(0, 16),
      key: createSecretKey(key),
    };
    const digest = createHmac('sha256', key).update('+31201234567').digest();
    await sql`
      insert into callback.do_not_call (number_digest, key_id, recorded_at)
      values (${digest}, ${former.id}, '2026-03-01T12:00:00Z')`.execute(db);
    await migrate(db, [...others, { name: 'callback', migrations: callbackMigrations }]);

    const { suppression } = createPrivacy({
      db,
      clock: systemClock,
      log: silentLog(),
      metrics: createMetrics(),
      enqueueMany: async () => undefined,
      wakeJobs: () => undefined,
      audit: async () => undefined,
      notifyDesk: () => undefined,
      keyFor: () => randomBytes(32),
      suppressionKeys: () => [{ id: 'newest', key: createSecretKey(randomBytes(32)) }, former],
      holdings: () => [],
      companyName: 'A company',
      publicUrl: 'http://localhost',
      scrub: async () => undefined,
      renewDumps: async () => undefined,
      otherStores: [],
      ...quietRightsPorts(),
    });
    const isCalled = async (phone: string) => !(await suppression.isSuppressed(db, { phone }, 'calls'));
    expect([await isCalled('+31201234567'), await isCalled('+31201234568')]).toEqual([false, true]);
    const { rows } = await sql`select key_id, reason, expires_at from privacy.suppression`.execute(db);
    expect(rows).toEqual([
      { key_id: 'newest', reason: 'do_not_call', expires_at: new Date('2029-02-28T12:00:00Z') },
    ]);
  });
});
