import type { Database } from '@foyer/database';
import { sql } from 'kysely';

const atOnce = 25_000;

/** How many records of each kind, and how many of them are over their time. */
const recordCounts = {
  messages: { all: 400_000, due: 40_000 },
  callbacks: { all: 100_000, due: 15_000 },
  sentMails: { all: 100_000, due: 5_000 },
};

/**
 * A million records by SQL alone: messages and callbacks with their items in the inbox, whose time is counted with them, and
 * digests of mails. The due ones are spread over all of them, as they would be.
 */
export async function fillHoldings(db: Database): Promise<void> {
  const { messages, callbacks, sentMails } = recordCounts;
  await inPieces(messages.all, async (from, to) => {
    await sql`
      insert into contact.message (id, reference, form, language, state, name, email, topic, message, received_at,
        auto_close_at, closed_at, retention_days, delete_on, mail_domain)
      select ${idOf('c')}, 'M' || n, 'default', 'en', 'received', 'Name ' || n, 'person' || n || '@example.org', 'sales',
        repeat('words of a message ', 20), ${closedAt(messages)}, ${closedAt(messages)}, ${closedAt(messages)}, 180,
        (${closedAt(messages)} + interval '180 days')::date, 'localhost'
      from generate_series(${from}::integer, ${to}::integer) as n`.execute(db);
    await fillItems(db, { from, to, kind: 'message', prefix: 'c' });
  });
  await inPieces(callbacks.all, async (from, to) => {
    await sql`
      insert into callback.request (id, reference, language, zone, state, outcome, name, email, phone, e164, is_asap, due_at,
        received_at, closed_at, latest_on, delete_on, mail_domain)
      select ${idOf('d')}, 'C' || n, 'en', 'UTC', 'closed', 'reached', 'Name ' || n, 'caller' || n || '@example.org',
        '+3120' || n, '+3120' || n, true, now(), now(), now(), ${dayOf(callbacks)}, ${dayOf(callbacks)}, 'localhost'
      from generate_series(${from}::integer, ${to}::integer) as n`.execute(db);
    await fillItems(db, { from, to, kind: 'callback', prefix: 'd' });
  });
  await inPieces(sentMails.all, async (from, to) => {
    await sql`
      insert into contact.sent_mail (message_id, kind, recipient_digest, domain_digest, sent_at)
      select ${idOf('e')}, 'acknowledge', sha256(n::text::bytea), sha256('x'),
        now() - case when n % ${Math.round(sentMails.all / sentMails.due)} = 0 then interval '2 days' else interval '1 hour' end
      from generate_series(${from}::integer, ${to}::integer) as n`.execute(db);
  });
  await sql`analyze`.execute(db);
}

async function fillItems(
  db: Database,
  { from, to, kind, prefix }: { from: number; to: number; kind: string; prefix: string },
): Promise<void> {
  await sql`
    insert into inbox.item (id, kind, reference, form, topic, language, state, name, preview, search, received_at,
      updated_at)
    select ${idOf(prefix)}, ${kind}, 'M' || n, 'default', 'sales', 'en', 'closed', 'Name ' || n, 'words of a message',
      ('name person' || n || ' words message')::tsvector, now() - n * interval '10 seconds', now()
    from generate_series(${from}::integer, ${to}::integer) as n`.execute(db);
}

function idOf(prefix: string) {
  return sql`(${`${prefix}1890000-0000-7000-8000-`}::text || lpad(to_hex(n), 12, '0'))::uuid`;
}

function closedAt({ all, due }: { all: number; due: number }) {
  return sql`(now() - case when n % ${Math.round(all / due)} = 0 then interval '200 days' else interval '100 days' end)`;
}

function dayOf({ all, due }: { all: number; due: number }) {
  return sql`(now() + case when n % ${Math.round(all / due)} = 0 then interval '-3 days' else interval '20 days' end)::date`;
}

async function inPieces(count: number, fill: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let from = 1; from <= count; from += atOnce) await fill(from, Math.min(from + atOnce - 1, count));
}
