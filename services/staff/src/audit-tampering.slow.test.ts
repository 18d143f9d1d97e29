import type { Database, DatabaseOrTx, ServiceMigrations } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { fakeClock, silentLog, type FakeClock } from '@foyer/runtime/testing';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createAudit, type AuditLog } from './audit.ts';
import { createAuditStore } from './audit-store.ts';
import { verifyAudit } from './audit-verification.ts';
import { staff0010 } from './migrations/0010-audit.ts';

const services: ServiceMigrations[] = [{ name: 'staff', migrations: [staff0010] }];
const anna = '0193f7a0-0000-7000-8000-00000000000a';
const retentionDays = 100;

/** Entries 1 to 6 are purged, entry 13 says so. */
const purged = 6;
const last = 24;

function openAudit(db: Database): { audit: AuditLog; clock: FakeClock } {
  const clock = fakeClock('2026-11-22T12:00:00Z');
  const audit = createAudit({
    db,
    clock,
    log: silentLog(),
    retentionDays,
    findStaff: async () => [],
  });
  return { audit, clock };
}

async function write(db: Database, { audit, clock }: ReturnType<typeof openAudit>, number: number) {
  for (let part = 0; part < number; part += 1) {
    clock.advance({ seconds: 1 });
    const detail = { part, at: 'night' };
    await audit.audit(db, { actorId: anna, action: 'inbox.read', subject: `item:${part}`, detail });
  }
}

async function purge({ audit, clock }: ReturnType<typeof openAudit>, limit: number): Promise<void> {
  await audit.personalData[0]?.purge({ now: clock.now(), limit, held: [] });
}

interface Tampering {
  what: string;
  with: (trx: DatabaseOrTx) => Promise<unknown>;
  /** The entry that must be named. */
  at: number;
}

const anyEntry = fc.integer({ min: 1, max: last });
const purgedEntry = fc.integer({ min: 1, max: purged });
const keptEntry = fc.integer({ min: purged + 1, max: last });
const allButSeq = ['at', 'actor_id', 'action', 'subject', 'detail', 'salt', 'digest', 'chain'];

const otherContent = fc.constantFrom(
  sql`at = at + interval '1 millisecond'`,
  // The note of a purge has no actor to begin with.
  sql`actor_id = case when actor_id is null then '0193f7a0-0000-7000-8000-00000000000a'::uuid end`,
  sql`actor_id = '0193f7a0-0000-7000-8000-00000000000b'`,
  sql`action = action || 's'`,
  sql`subject = 'item:99'`,
  sql`detail = '{}'`,
  sql`detail = '[]'`,
  sql`detail = 'null'`,
  sql`detail = detail || '{"part": "0"}'`,
  sql`detail = detail || '{"more": null}'`,
  sql`salt = sha256(salt)`,
);

const change = (seq: number, values: ReturnType<typeof sql>) => (trx: DatabaseOrTx) =>
  sql`update staff.audit_entry set ${values} where seq = ${seq}`.execute(trx);

const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  fc.record({ seq: keptEntry, values: otherContent }).map(({ seq, values }) => ({
    what: 'other content',
    with: change(seq, values),
    at: seq,
  })),
  fc
    .record({ seq: anyEntry, column: fc.constantFrom('digest', 'chain'), byte: fc.nat({ max: 31 }) })
    .map(({ seq, column, byte }) => ({
      what: `another ${column}`,
      with: change(
        seq,
        sql`${sql.ref(column)} = set_byte(${sql.ref(column)}, ${byte}, get_byte(${sql.ref(column)}, ${byte}) # 1)`,
      ),
      at: seq,
    })),
  keptEntry
    .filter((seq) => seq > 13)
    .map((seq) => ({
      what: 'content removed as if purged',
      with: change(
        seq,
        sql`at = null, actor_id = null, action = null, subject = null, detail = null, salt = null`,
      ),
      at: seq,
    })),
  fc.constant({
    what: 'the note of the purge removed',
    with: change(
      13,
      sql`at = null, actor_id = null, action = null, subject = null, detail = null, salt = null`,
    ),
    at: 1,
  }),
  purgedEntry.map((seq) => ({
    what: 'content put into a purged entry',
    with: change(
      seq,
      sql`at = now(), action = 'inbox.read', subject = 'item:1', detail = '{}', salt = sha256('')`,
    ),
    at: seq,
  })),
  fc.record({ seq: anyEntry, more: fc.nat({ max: 5 }) }).map(({ seq, more }) => ({
    what: 'entries removed',
    with: (trx: DatabaseOrTx) =>
      sql`delete from staff.audit_entry where seq between ${seq} and ${seq + more}`.execute(trx),
    at: seq,
  })),
  fc.record({ seq: anyEntry, more: fc.nat({ max: 5 }) }).map(({ seq, more }) => ({
    what: 'entries removed and the gap closed',
    with: async (trx: DatabaseOrTx) => {
      await sql`delete from staff.audit_entry where seq between ${seq} and ${seq + more}`.execute(trx);
      await sql`update staff.audit_entry set seq = -seq + ${more + 1} where seq > ${seq + more}`.execute(trx);
      await sql`update staff.audit_entry set seq = -seq where seq < 0`.execute(trx);
    },
    at: seq,
  })),
  fc.uniqueArray(anyEntry, { minLength: 2, maxLength: 2 }).map((pair) => {
    const [first = 0, second = 0] = pair.toSorted((a, b) => a - b);
    const columns = sql.join(allButSeq.map((column) => sql.ref(column)));
    const others = sql.join(allButSeq.map((column) => sql.ref(`other.${column}`)));
    return {
      what: 'two entries exchanged',
      with: (trx: DatabaseOrTx) =>
        sql`update staff.audit_entry as entry set (${columns}) = (
              select ${others} from staff.audit_entry as other
              where other.seq = ${first + second} - entry.seq
            ) where seq in (${first}, ${second})`.execute(trx),
      at: first,
    };
  }),
  anyEntry.map((seq) => ({
    what: 'an entry put in',
    with: async (trx: DatabaseOrTx) => {
      await sql`update staff.audit_entry set seq = -seq - 1 where seq > ${seq}`.execute(trx);
      await sql`update staff.audit_entry set seq = -seq where seq < 0`.execute(trx);
      await sql`
        insert into staff.audit_entry select (jsonb_populate_record(entry, jsonb_build_object('seq', seq + 1))).*
        from staff.audit_entry as entry where seq = ${seq}`.execute(trx);
    },
    at: seq + 1,
  })),
  keptEntry.map((seq) => ({
    what: 'the end moved back',
    with: (trx: DatabaseOrTx) => sql`update staff.audit_head set seq = ${seq - 1}`.execute(trx),
    at: seq,
  })),
  fc
    .constantFrom(
      { what: 'the end moved on', with: sql`update staff.audit_head set seq = seq + 1`, at: last + 1 },
      { what: 'another end', with: sql`update staff.audit_head set chain = sha256(chain)`, at: last },
      { what: 'the end removed', with: sql`delete from staff.audit_head`, at: last },
    )
    .map(({ what, with: statement, at }) => ({
      what,
      with: (trx: DatabaseOrTx) => statement.execute(trx),
      at,
    })),
);

class Undo extends Error {}

describeDatabases(
  'tampering with the audit log',
  (open) => {
    it('is found, and its place named, whatever it is', async () => {
      const { db } = open();
      const log = openAudit(db);
      const store = createAuditStore(db);
      await write(db, log, purged);
      log.clock.advance({ days: retentionDays });
      await write(db, log, 6);
      await purge(log, 100);
      await write(db, log, last - 13);
      expect(await log.audit.verify()).toMatchObject({ isIntact: true, entries: last });

      await fc.assert(
        fc.asyncProperty(tampering, async (one) => {
          const attempt = db.transaction().execute(async (trx) => {
            // As somebody who owns the database: no trigger stops them, and none of our constraints.
            await sql`set local session_replication_role = replica`.execute(trx);
            await sql`alter table staff.audit_entry drop constraint audit_entry_seq_check`.execute(trx);
            await one.with(trx);
            const { isIntact, brokenAt } = await verifyAudit(trx, store);
            expect([one.what, isIntact, brokenAt]).toEqual([one.what, false, one.at]);
            throw new Undo();
          });
          await expect(attempt).rejects.toThrow(Undo);
        }),
        { numRuns: 300 },
      );
      expect(await log.audit.verify()).toMatchObject({ isIntact: true, entries: last });
    });

    it('is not what a purge is that runs during the verification', async () => {
      const { db } = open();
      const log = openAudit(db);
      await write(db, log, 20);
      log.clock.advance({ days: retentionDays });
      await write(db, log, 2);
      const store = createAuditStore(db);
      let batches = 0;
      const verified = await verifyAudit(db, {
        ...store,
        readAfter: async (reader, seq, limit) => {
          batches += 1;
          if (batches === 3) await purge(log, 15);
          return store.readAfter(reader, seq, Math.min(limit, 5));
        },
      });
      expect(verified).toMatchObject({ isIntact: true, entries: 23 });
    });

    it('is not what any order of writing, waiting and purging is', async () => {
      const { db } = open();
      const log = openAudit(db);
      const step = fc.oneof(
        fc.record({ write: fc.integer({ min: 1, max: 4 }) }),
        fc.record({ waitDays: fc.integer({ min: 1, max: 150 }) }),
        fc.record({ purgeAtMost: fc.integer({ min: 1, max: 5 }) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          for (const one of steps) {
            if ('write' in one) await write(db, log, one.write);
            else if ('waitDays' in one) log.clock.advance({ days: one.waitDays });
            else await purge(log, one.purgeAtMost);
          }
          expect(await log.audit.verify()).toMatchObject({ isIntact: true, brokenAt: null });
        }),
        { numRuns: 40 },
      );
    });
  },
  { services },
);
