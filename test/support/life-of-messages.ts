import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseOrTx } from '@foyer/database';
import { sql, type RawBuilder } from 'kysely';

/** So many messages and requests of each kind: over their time, over their time and held, and with time left. */
export interface Numbers {
  due: number;
  held: number;
  kept: number;
}

/**
 * Messages and callback requests with their items in the inbox, written by SQL because they are thousands. Those that are
 * kept for any reason have a name that says so: `due`, `held` or `kept`.
 */
export async function writeRecords(db: DatabaseOrTx, numbers: Numbers): Promise<void> {
  const past = sql`current_date - 1 - (n % 7)`;
  await write(db, 'due', numbers.due, past);
  await write(db, 'held', numbers.held, past);
  await write(db, 'kept', numbers.kept, sql`current_date + 2 + (n % 7)`);
  await sql`
    insert into privacy.hold (id, holding, record_id, why, until, created_at)
    select gen_random_uuid(), holding, id::text, 'a lawsuit', now() + interval '1 day', now() from (
      select 'contact.messages' as holding, id from contact.message where name = 'held'
      union all select 'callback.requests', id from callback.request where name = 'held'
    ) as held`.execute(db);
}

/** A copy in the outbox of the notice of each message. */
export async function writeCopies(db: DatabaseOrTx, outbox: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from contact.message`.execute(db);
  await mkdir(outbox, { recursive: true, mode: 0o700 });
  for (const { id } of rows) await writeFile(join(outbox, `contact-notify.${id}@localhost.eml`), 'x');
}

/** How many there are of each, as `contact.message due`. */
export async function countRecords(db: DatabaseOrTx): Promise<Record<string, number>> {
  const { rows } = await sql<{ what: string; n: number }>`
    select 'contact.message ' || name as what, count(*) as n from contact.message where name in ${names} group by 1
    union all select 'callback.request ' || name, count(*) from callback.request where name in ${names} group by 1
    union all select 'inbox.item ' || kind || ' ' || name, count(*) from inbox.item where name in ${names} group by 1
  `.execute(db);
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}

const names = sql`('due', 'held', 'kept')`;

async function write(
  db: DatabaseOrTx,
  name: string,
  count: number,
  deleteOn: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    insert into contact.message (id, reference, form, language, state, name, email, topic, message, received_at,
      auto_close_at, closed_at, retention_days, delete_on, mail_domain)
    select gen_random_uuid(), ${name}::text || ' M' || n, 'default', 'en', 'received', ${name}, n || '@example.org',
      'other', 'A question.', now(), now(), now(), 180, ${deleteOn}, 'localhost'
    from generate_series(1, ${count}::integer) as n`.execute(db);
  await sql`
    insert into callback.request (id, reference, language, zone, state, outcome, name, phone, e164, is_asap, due_at,
      received_at, closed_at, latest_on, delete_on, mail_domain)
    select gen_random_uuid(), ${name}::text || ' C' || n, 'en', 'UTC', 'closed', 'reached', ${name}, '+31201234567',
      '+31201234567', true, now(), now(), now(), ${deleteOn}, ${deleteOn}, 'localhost'
    from generate_series(1, ${count}::integer) as n`.execute(db);
  await sql`
    insert into inbox.item (id, kind, reference, form, topic, language, state, name, preview, search, received_at,
      updated_at)
    select id, kind, reference, 'default', 'other', 'en', 'closed', ${name}, '', '', now(), now() from (
      select id, 'message' as kind, reference from contact.message where name = ${name}
      union all select id, 'callback', reference from callback.request where name = ${name}
    ) as record`.execute(db);
}
