import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const staff0010: Migration = {
  name: '0010-audit',
  up: async (trx) => {
    await sql`
      create table staff.audit_entry (
        seq bigint primary key check (seq between 1 and 9007199254740991),
        at timestamptz(3) check (at between '2000-01-01' and '9999-12-31'),
        actor_id uuid,
        action text,
        subject text,
        detail jsonb,
        salt bytea check (octet_length(salt) = 32),
        digest bytea not null check (octet_length(digest) = 32),
        chain bytea not null check (octet_length(chain) = 32),
        check (
          num_nulls(at, action, subject, detail, salt) = 0
          or (num_nulls(at, action, subject, detail, salt) = 5 and actor_id is null)
        )
      )`.execute(trx);
    await sql`comment on table staff.audit_entry is
      'who saw, exported, changed or deleted what; ids, never content. Rows are added by staff.chain_audit_entry alone'`.execute(
      trx,
    );
    await sql`comment on column staff.audit_entry.at is
      'in milliseconds, because the digest is made of what the program reads, and a Date holds no more'`.execute(
      trx,
    );
    await sql`comment on column staff.audit_entry.actor_id is
      'null: nobody signed in, such as a schedule or the command line; no reference, because an entry outlives its account'`.execute(
      trx,
    );
    await sql`comment on column staff.audit_entry.salt is
      'goes with the content in a purge: without it nobody can guess the content behind the digest'`.execute(
      trx,
    );
    await sql`comment on column staff.audit_entry.digest is
      'SHA-256 of salt and content; stays after a purge, so that the chain can still be verified'`.execute(
      trx,
    );
    await sql`comment on column staff.audit_entry.chain is
      'SHA-256 of the chain of the entry before, seq and digest'`.execute(trx);

    // The purge and the oldest: … where at < moment order by at limit n.
    await sql`create index audit_entry_at on staff.audit_entry (at) where at is not null`.execute(trx);
    // The list: … where actor_id = … and seq < cursor order by seq desc limit n.
    await sql`create index audit_entry_actor on staff.audit_entry (actor_id, seq) where actor_id is not null`.execute(
      trx,
    );
    // … where action = … and seq < cursor order by seq desc limit n.
    await sql`create index audit_entry_action on staff.audit_entry (action, seq) where action is not null`.execute(
      trx,
    );
    // … without a filter: purged entries, all of them at one end, are not walked through.
    await sql`create index audit_entry_kept on staff.audit_entry (seq) where at is not null`.execute(trx);

    await sql`
      create table staff.audit_head (
        is_head boolean primary key check (is_head),
        seq bigint not null,
        chain bytea not null
      )`.execute(trx);
    await sql`comment on table staff.audit_head is
      'one row: the end of the chain, without which a removed end would not be missed. Its lock puts the entries in order'`.execute(
      trx,
    );

    await sql`
      create table staff.audit_waiting (
        id uuid primary key,
        at timestamptz(3) not null,
        actor_id uuid,
        action text not null,
        subject text not null,
        detail jsonb not null,
        salt bytea not null,
        digest bytea not null
      )`.execute(trx);
    await sql`comment on table staff.audit_waiting is
      'entries of the transaction under way; empty to everybody else, because committing moves them to staff.audit_entry'`.execute(
      trx,
    );

    // At the commit and not at the insert: the head is locked for a moment only, and as the last lock of the
    // transaction, so that two changes that write to the log can neither wait long nor for each other.
    await sql`
      create function staff.chain_audit_entry() returns trigger language plpgsql as $$
      declare
        head record;
      begin
        insert into staff.audit_head as end_of_chain (is_head, seq, chain)
        values (true, 1, sha256(decode(repeat('00', 32), 'hex') || int8send(1) || new.digest))
        on conflict (is_head) do update set
          seq = end_of_chain.seq + 1,
          chain = sha256(end_of_chain.chain || int8send(end_of_chain.seq + 1) || new.digest)
        returning end_of_chain.seq, end_of_chain.chain into head;

        insert into staff.audit_entry (seq, at, actor_id, action, subject, detail, salt, digest, chain)
        values (head.seq, new.at, new.actor_id, new.action, new.subject, new.detail, new.salt, new.digest, head.chain);
        delete from staff.audit_waiting where id = new.id;
        return null;
      end
      $$`.execute(trx);
    await sql`
      create constraint trigger chain_audit_entry after insert on staff.audit_waiting
      deferrable initially deferred for each row execute function staff.chain_audit_entry()`.execute(trx);

    await sql`
      create function staff.guard_audit_entry() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and old.at is not null and new.at is null
          and new.seq = old.seq and new.digest = old.digest and new.chain = old.chain then
          return new;
        end if;
        raise exception 'staff.audit_entry is append-only: only a purge may take the content of an entry away'
          using errcode = 'integrity_constraint_violation';
      end
      $$`.execute(trx);
    await sql`
      create trigger guard_audit_entry before update or delete on staff.audit_entry
      for each row execute function staff.guard_audit_entry()`.execute(trx);
  },
};
