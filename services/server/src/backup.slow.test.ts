import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { restoreBackup, writeBackup } from './backup.ts';
import { systemMigrations } from './migrations.ts';

const secretsOf = (digit: string): string =>
  JSON.stringify({ puzzleKey: digit.repeat(64), addressKey: digit.repeat(64) });

describeDatabases(
  'a backup',
  (open) => {
    let folder: string;
    let file: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'foyer-backup-'));
      file = join(folder, 'backup.jsonl.gz');
      await writeFile(join(folder, 'secrets.json'), secretsOf('a'));
      await sql`
        insert into contact.message (id, reference, form, language, state, name, phone, topic, message, received_at,
          auto_close_at, retention_days, delete_on, mail_domain)
        values (gen_random_uuid(), 'FO-0000-0001', 'default', 'en', 'received', 'Ada', '12345', 'sales', 'Hello', now(),
          now(), 1, current_date, 'example.org')`.execute(open().db);
      await writeBackup(open(), folder, file);
      await sql`delete from contact.message`.execute(open().db);
    });
    afterEach(() => rm(folder, { recursive: true }));

    const messages = async () => (await sql`select name from contact.message`.execute(open().db)).rows;

    it('is restored with its secrets into a data folder that has none', async () => {
      const secrets = join(folder, 'secrets.json');
      await rm(secrets);
      expect(await restoreBackup(open(), folder, file)).toBe(1);
      expect(await messages()).toEqual([{ name: 'Ada' }]);
      expect(await readFile(secrets, 'utf8')).toBe(secretsOf('a'));
    });

    it('is restored where the suppression list has got another key since, and that stays', async () => {
      const keys = { ...JSON.parse(secretsOf('a')), suppressionKeys: ['c'.repeat(64)] };
      await writeFile(join(folder, 'secrets.json'), JSON.stringify(keys));
      expect(await restoreBackup(open(), folder, file)).toBe(1);
      expect(JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8'))).toEqual(keys);
    });

    it('restores no row where the data folder holds other secrets', async () => {
      await writeFile(join(folder, 'secrets.json'), secretsOf('b'));
      await expect(restoreBackup(open(), folder, file)).rejects.toThrow('other secrets than the backup');
      expect(await messages()).toEqual([]);
      expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toBe(secretsOf('b'));
    });
  },
  { services: systemMigrations },
);
