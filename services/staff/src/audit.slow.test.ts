import type { DatabaseOrTx, OpenedDatabase, ServiceMigrations } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { authorizeAs, startTestServer, testActor } from '@foyer/http/testing';
import type { Clock } from '@foyer/runtime';
import { fakeClock, silentLog, type SilentLog } from '@foyer/runtime/testing';
import { purgeAll } from '@foyer/service/testing';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createAudit, type AuditLog } from './audit.ts';
import { auditRoutes } from './audit-routes.ts';
import { staff0010 } from './migrations/0010-audit.ts';

const services: ServiceMigrations[] = [{ name: 'staff', migrations: [staff0010] }];
const anna = '0193f7a0-0000-7000-8000-00000000000a';
const bert = '0193f7a0-0000-7000-8000-00000000000b';

function openAudit({ db }: OpenedDatabase) {
  const clock = fakeClock('2026-11-22T12:00:00Z');
  const log = silentLog();
  const audit = createAudit({
    db,
    clock,
    log,
    retentionDays: 1096,
    findStaff: async ({ email }) => (email === 'anna@example.org' ? [anna] : []),
  });
  return { audit, clock, log, purge: () => runPurge(audit, clock, log) };
}

async function runPurge({ jobs, personalData }: AuditLog, clock: Clock, log: SilentLog): Promise<void> {
  await purgeAll(personalData, clock.now());
  const job = { id: anna, name: 'staff.log_audit_head', payload: {}, attempt: 1 };
  await jobs['staff.log_audit_head']?.(job, { signal: new AbortController().signal, log });
}

interface Body {
  items: unknown[];
  nextCursor: string | null;
}

async function read({ audit }: { audit: AuditLog }, path: string) {
  const server = await startTestServer(auditRoutes(audit), {
    authorize: authorizeAs(testActor('audit.read')),
  });
  try {
    const response = await server.fetch(`/desk/api/staff/audit${path}`);
    return { status: response.status, body: (await response.json()) as Body };
  } finally {
    await server.close();
  }
}

describeDatabases(
  'the audit log',
  (open) => {
    it('lists who did what, the newest first, by person and by action, a page at a time', async () => {
      const { audit, clock } = openAudit(open());
      const { db } = open();
      for (let number = 1; number <= 5; number += 1) {
        clock.advance({ seconds: 1 });
        await audit.audit(db, {
          actorId: number % 2 === 1 ? anna : bert,
          action: number === 4 ? 'inbox.export' : 'inbox.read',
          subject: `inbox.item:${number}`,
          detail: { number },
        });
      }
      const first = await read({ audit }, '?limit=2');
      expect(first.body.items).toEqual([
        {
          seq: 5,
          at: '2026-11-22T12:00:05.000Z',
          actorId: anna,
          action: 'inbox.read',
          subject: 'inbox.item:5',
          detail: { number: 5 },
        },
        expect.objectContaining({ seq: 4, action: 'inbox.export', actorId: bert }),
      ]);
      const second = await read({ audit }, `?limit=3&cursor=${first.body.nextCursor}`);
      expect(second.body).toEqual({ items: [3, 2, 1].map(entry), nextCursor: null });
      expect((await read({ audit }, `?actor=${bert}`)).body.items).toEqual([4, 2].map(entry));
      expect((await read({ audit }, `?action=inbox.export`)).body.items).toEqual([entry(4)]);
      expect((await read({ audit }, `?cursor=0`)).status).toBe(422);
    });

    it('says nothing of a change that was rolled back', async () => {
      const { audit } = openAudit(open());
      const { db } = open();
      const failing = db.transaction().execute(async (trx) => {
        await audit.audit(trx, { actorId: anna, action: 'inbox.reply', subject: 'inbox.item:1' });
        throw new Error('no reply after all');
      });
      await expect(failing).rejects.toThrow('no reply after all');
      expect((await read({ audit }, '')).body.items).toEqual([]);
      expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 0, head: null });
    });

    it('keeps one unbroken chain while many write at once', async () => {
      const { audit } = openAudit(open());
      const { db } = open();
      await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          db.transaction().execute(async (trx) => {
            for (const part of [1, 2]) {
              await audit.audit(trx, {
                actorId: anna,
                action: 'inbox.read',
                subject: `item:${index}.${part}`,
              });
            }
          }),
        ),
      );
      expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 60, brokenAt: null });
      expect(await count(db, 'staff.audit_waiting')).toBe(0);
    });

    it('does not hold up others before it commits', async () => {
      const { audit } = openAudit(open());
      const { db, engine } = open();
      // It has one connection, so others wait for every transaction anyway.
      if (engine === 'pglite') return;
      const event = { actorId: anna, action: 'inbox.read', subject: 'item:1' };
      await db.transaction().execute(async (trx) => {
        await audit.audit(trx, event);
        await audit.audit(db, event);
        expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 1 });
      });
      expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 2 });
    });

    it('takes no content: neither addresses, nor names, nor texts', async () => {
      const { audit } = openAudit(open());
      const { db } = open();
      const event = { actorId: anna, action: 'inbox.read', subject: 'inbox.item:1' };
      const wrong = [
        { ...event, actorId: 'anna' },
        { ...event, action: 'Reads' },
        { ...event, action: 'audit.purge' },
        { ...event, subject: 'anna@example.org' },
        { ...event, detail: { to: 'anna@example.org' } },
        { ...event, detail: { name: 'Zoë' } },
        { ...event, detail: { text: 'x'.repeat(201) } },
        { ...event, detail: { much: Number.NaN } },
        { ...event, detail: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`f${n}`, n])) },
      ];
      for (const one of wrong) await expect(audit.audit(db, one)).rejects.toThrow(RangeError);
      expect(await audit.verify()).toMatchObject({ entries: 0 });
    });

    it('is append-only for everybody who comes through the database', async () => {
      const { audit } = openAudit(open());
      const { db } = open();
      await audit.audit(db, { actorId: anna, action: 'inbox.read', subject: 'inbox.item:1' });
      const attempts = [
        sql`delete from staff.audit_entry`,
        sql`update staff.audit_entry set action = 'inbox.write'`,
        sql`update staff.audit_entry set at = null`,
        sql`update staff.audit_entry set digest = sha256('')`,
        sql`update staff.audit_entry set at = null, actor_id = null, action = null, subject = null, detail = null,
          salt = null, chain = sha256('')`,
      ];
      for (const attempt of attempts) await expect(attempt.execute(db)).rejects.toThrow();
      expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 1 });
    });

    it('takes content and salt away after the time of retention, and nothing is broken by it', async () => {
      const { audit, clock, log, purge } = openAudit(open());
      const { db } = open();
      await writeEntries(db, audit, 3);
      clock.advance({ days: 1000 });
      await writeEntries(db, audit, 2);
      clock.advance({ days: 97 });
      await purge();
      const { rows } = await sql`
        select seq, at, actor_id, action, subject, detail, salt from staff.audit_entry
        where at is null order by seq`.execute(db);
      const empty = { at: null, actor_id: null, action: null, subject: null, detail: null, salt: null };
      expect(rows).toEqual([1, 2, 3].map((seq) => ({ seq, ...empty })));
      const { body } = await read({ audit }, '');
      expect(body.items).toEqual([
        expect.objectContaining({ actorId: null, action: 'audit.purge', detail: { entries: 3, upTo: 3 } }),
        entry(5),
        entry(4),
      ]);
      const after = await audit.verify();
      expect(after).toMatchObject({ isIntact: true, entries: 6 });
      expect(log.lines.at(-1)).toMatchObject({ seq: 6, chain: after.head?.chain });

      // Even when the note of the purge is itself purged, its successor accounts for both.
      clock.advance({ days: 1097 });
      await purge();
      expect((await read({ audit }, '')).body.items).toEqual([
        expect.objectContaining({ seq: 7, detail: { entries: 3, upTo: 6 } }),
      ]);
      expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 7 });
    });

    it('still misses what somebody took away in front of an entry that was made up and purged', async () => {
      const { audit, clock } = openAudit(open());
      const { db } = open();
      await writeEntries(db, audit, 3);
      const [holding] = audit.personalData;
      await holding?.plantCanary(new Date('2023-11-22T12:00:00Z'));
      clock.advance({ days: 1 });
      expect(await holding?.purge({ now: clock.now(), limit: 5, held: [] })).toEqual({
        purged: 1,
        more: false,
      });
      expect(await audit.verify()).toMatchObject({ isIntact: true, entries: 5 });
      expect((await read({ audit }, '')).body.items).toEqual([
        expect.objectContaining({ seq: 5, detail: { entries: 1, from: 4, upTo: 4 } }),
        ...[3, 2, 1].map(entry),
      ]);
      await sql`
        update staff.audit_entry
        set at = null, actor_id = null, action = null, subject = null, detail = null, salt = null
        where seq = 2`.execute(db);
      expect(await audit.verify()).toMatchObject({ brokenAt: 2, problem: 'content_removed' });
    });

    it('purges around an entry that is held, and accounts for it later', async () => {
      const { audit, clock } = openAudit(open());
      await writeEntries(open().db, audit, 3);
      const [holding] = audit.personalData;
      clock.advance({ days: 1097 });
      const now = clock.now();
      expect(await holding?.due({ now, held: ['2'] })).toBe(2);
      expect(await holding?.purge({ now, limit: 5, held: ['2'] })).toEqual({ purged: 2, more: false });
      expect((await read({ audit }, '')).body.items).toEqual([entry(4), entry(2)]);
      expect(await audit.verify()).toMatchObject({ isIntact: true });
      expect(await holding?.purge({ now, limit: 5, held: [] })).toEqual({ purged: 1, more: false });
      expect(await audit.verify()).toMatchObject({ isIntact: true });
    });

    it('names the entry whose content was removed without a purge', async () => {
      const { audit } = openAudit(open());
      const { db } = open();
      await writeEntries(db, audit, 4);
      // The guard lets this through: it cannot tell a purge from one who knows what a purge looks like.
      await sql`
        update staff.audit_entry
        set at = null, actor_id = null, action = null, subject = null, detail = null, salt = null
        where seq in (2, 3)`.execute(db);
      expect(await audit.verify()).toMatchObject({ brokenAt: 2, problem: 'content_removed' });
      expect((await read({ audit }, '/verification')).body).toMatchObject({ isIntact: false, brokenAt: 2 });
    });

    it('finds a chain that was written anew when its head was noted', async () => {
      const { audit } = openAudit(open());
      const { db } = open();
      await writeEntries(db, audit, 3);
      const { head } = await audit.verify();
      if (head === null) throw new Error('three entries have a head');
      await writeEntries(db, audit, 2);
      expect(await audit.verify(head)).toMatchObject({ isIntact: true, entries: 5 });
      await sql`truncate staff.audit_entry, staff.audit_head`.execute(db);
      expect(await audit.verify(head)).toMatchObject({ brokenAt: 1, problem: 'noted_head_differs' });
      await writeEntries(db, audit, 3);
      expect(await audit.verify()).toMatchObject({ isIntact: true });
      expect(await audit.verify(head)).toMatchObject({ brokenAt: 3, problem: 'noted_head_differs' });
    });

    describe('asked by a member of the staff about themselves', () => {
      it('shows the entries, corrects and erases none, and says why and until when', async () => {
        const { audit } = openAudit(open());
        const { db } = open();
        await writeEntries(db, audit, 2);
        const [holding] = audit.personalData;
        const subject = { email: 'anna@example.org' };
        expect(await holding?.find(subject)).toEqual(['1', '2']);
        expect(await holding?.find({ email: 'nobody@example.org' })).toEqual([]);
        expect((await holding?.export(subject))?.[0]).toEqual({
          id: '1',
          createdAt: new Date('2026-11-22T12:00:00Z'),
          fields: { action: 'inbox.read', subject: 'item:0', part: 0 },
        });
        const erasure = await holding?.erase(subject, { held: [], language: 'en' });
        expect(erasure?.erased).toBe(0);
        expect(erasure?.retained[0]?.until).toEqual(new Date('2029-11-22T12:00:00Z'));
      });
    });
  },
  { services },
);

const entry = (seq: number) => expect.objectContaining({ seq });

async function writeEntries(db: DatabaseOrTx, { audit }: AuditLog, number: number): Promise<void> {
  for (let part = 0; part < number; part += 1) {
    await audit(db, { actorId: anna, action: 'inbox.read', subject: `item:${part}`, detail: { part } });
  }
}

async function count(db: DatabaseOrTx, table: string): Promise<number | undefined> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    db,
  );
  return rows[0]?.count;
}
