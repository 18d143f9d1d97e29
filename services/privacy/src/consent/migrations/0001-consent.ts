import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const consentTables: Migration = {
  name: '0001-consent',
  up: async (trx) => {
    await sql`
      create table privacy.consent_text (
        purpose text not null,
        version integer not null check (version > 0),
        language text not null,
        wording text not null,
        notice_version text not null,
        is_telephone boolean not null,
        asks_age boolean not null,
        added_at timestamptz(3) not null,
        added_by uuid,
        primary key (purpose, version, language)
      )`.execute(trx);
    await sql`comment on table privacy.consent_text is
      'every wording that anybody was ever asked to agree to; only added'`.execute(trx);
    await sql`comment on column privacy.consent_text.is_telephone is
      'telephone advertising: proof is kept for five years from each use (§ 7a UWG), and not for three'`.execute(
      trx,
    );

    await sql`
      create table privacy.consent_record (
        id uuid primary key,
        seq bigint unique,
        event text not null check (event in ('given', 'withdrawn')),
        at timestamptz(3) not null,
        purpose text not null,
        given_id uuid,
        email_digest bytea,
        phone_digest bytea,
        digest_key_id text not null,
        person bytea not null,
        person_key_id text not null,
        commitment bytea not null,
        language text not null,
        text_version integer not null,
        wording_digest bytea not null,
        notice_version text not null,
        form text not null,
        method text not null,
        is_old_enough boolean,
        network text,
        source_id text,
        proof_days integer not null,
        salt bytea not null check (octet_length(salt) = 32),
        digest bytea not null check (octet_length(digest) = 32),
        kept_from timestamptz(3) not null,
        keep_until timestamptz(3) not null,
        restricted_at timestamptz(3),
        check ((event = 'withdrawn') = (given_id is not null)),
        check (num_nonnulls(email_digest, phone_digest) > 0)
      )`.execute(trx);
    await sql`comment on table privacy.consent_record is
      'what was agreed to and withdrawn (fields of ISO/IEC TS 27560); never changed, and gone as a whole when its time is over'`.execute(
      trx,
    );
    await sql`comment on column privacy.consent_record.seq is
      'its place in privacy.consent_chain, given at the commit'`.execute(trx);
    await sql`comment on column privacy.consent_record.given_id is
      'of a withdrawal: the consent it ends; no reference, because either may be deleted first'`.execute(trx);
    await sql`comment on column privacy.consent_record.person is
      'AES-256-GCM: nonce, tag, JSON of address, number and the opening of the commitment'`.execute(trx);
    await sql`comment on column privacy.consent_record.commitment is
      'SHA-256 of the opening and the person: proves in an export that this person and no other was recorded'`.execute(
      trx,
    );
    await sql`comment on column privacy.consent_record.kept_from is
      'retention counts from it: the moment of the record, later that of the last use or of the withdrawal; never earlier than before'`.execute(
      trx,
    );
    // What one person agreed to: … where email_digest = … and purpose = …
    await sql`create index consent_record_email on privacy.consent_record (email_digest, purpose)`.execute(
      trx,
    );
    // … or phone_digest = …
    await sql`create index consent_record_phone on privacy.consent_record (phone_digest, purpose)`.execute(
      trx,
    );
    // Whether a consent is in force: … where given_id = …
    await sql`create index consent_record_given on privacy.consent_record (given_id) where given_id is not null`.execute(
      trx,
    );
    // The purge: … where keep_until <= moment and restricted_at is null order by keep_until limit n.
    await sql`create index consent_record_keep_until on privacy.consent_record (keep_until) where restricted_at is null`.execute(
      trx,
    );
    // The list: … order by at desc, id desc limit n.
    await sql`create index consent_record_at on privacy.consent_record (at, id)`.execute(trx);

    await sql`
      create table privacy.consent_chain (
        seq bigint primary key check (seq between 1 and 9007199254740991),
        digest bytea not null check (octet_length(digest) = 32),
        chain bytea not null check (octet_length(chain) = 32),
        purged text
      )`.execute(trx);
    await sql`comment on table privacy.consent_chain is
      'digests of all records in the order of their commits, each chained to the one before; stays when a record is deleted, whose salt goes with it. Rows are added by privacy.chain_consent alone'`.execute(
      trx,
    );
    await sql`comment on column privacy.consent_chain.purged is
      'of the note that a purge leaves: the numbers of what it deleted, 3-7,9'`.execute(trx);
    await sql`
      create table privacy.consent_head (
        is_head boolean primary key check (is_head),
        seq bigint not null,
        chain bytea not null
      )`.execute(trx);
    await sql`comment on table privacy.consent_head is
      'one row: the end of the chain, without which a removed end would not be missed. Its lock puts the records in order'`.execute(
      trx,
    );
    await createChain(trx);
    await createGuards(trx);
  },
};

type Trx = Parameters<Migration['up']>[0];

async function createChain(trx: Trx): Promise<void> {
  await sql`
    create function privacy.chain_consent(new_digest bytea, new_purged text) returns bigint language plpgsql as $$
    declare
      head record;
    begin
      insert into privacy.consent_head as end_of_chain (is_head, seq, chain)
      values (true, 1, sha256(decode(repeat('00', 32), 'hex') || int8send(1) || new_digest))
      on conflict (is_head) do update set
        seq = end_of_chain.seq + 1,
        chain = sha256(end_of_chain.chain || int8send(end_of_chain.seq + 1) || new_digest)
      returning end_of_chain.seq, end_of_chain.chain into head;
      insert into privacy.consent_chain (seq, digest, chain, purged)
      values (head.seq, new_digest, head.chain, new_purged);
      return head.seq;
    end
    $$`.execute(trx);
  // At the commit and not at the insert: the head is locked for a moment only, and as the last lock of the transaction, so
  // that two that record consents can neither wait long nor for each other.
  await sql`
    create function privacy.chain_consent_record() returns trigger language plpgsql as $$
    begin
      update privacy.consent_record set seq = privacy.chain_consent(new.digest, null) where id = new.id;
      return null;
    end
    $$`.execute(trx);
  await sql`
    create constraint trigger chain_consent_record after insert on privacy.consent_record
    deferrable initially deferred for each row execute function privacy.chain_consent_record()`.execute(trx);
}

async function createGuards(trx: Trx): Promise<void> {
  await sql`
    create function privacy.guard_consent_record() returns trigger language plpgsql as $$
    declare
      movable text[] := array['seq', 'kept_from', 'keep_until', 'restricted_at'];
    begin
      if to_jsonb(new) - movable = to_jsonb(old) - movable
        and (old.seq is null or new.seq = old.seq)
        and new.kept_from >= old.kept_from and new.keep_until >= old.keep_until then
        return new;
      end if;
      raise exception 'privacy.consent_record is append-only' using errcode = 'integrity_constraint_violation';
    end
    $$`.execute(trx);
  await sql`
    create trigger guard_consent_record before update on privacy.consent_record
    for each row execute function privacy.guard_consent_record()`.execute(trx);
  await sql`
    create function privacy.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '%.% is append-only', tg_table_schema, tg_table_name
        using errcode = 'integrity_constraint_violation';
    end
    $$`.execute(trx);
  await sql`
    create trigger refuse_change before update or delete on privacy.consent_chain
    for each row execute function privacy.refuse_change()`.execute(trx);
  await sql`
    create trigger refuse_change before update or delete on privacy.consent_text
    for each row execute function privacy.refuse_change()`.execute(trx);
}
