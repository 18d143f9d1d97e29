import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const staff0011: Migration = {
  name: '0011-oidc',
  up: async (trx) => {
    await sql`
      create table staff.oidc_identity (
        issuer text not null,
        subject text not null,
        account_id uuid not null references staff.account on delete cascade,
        linked_at timestamptz not null,
        primary key (issuer, subject),
        unique (account_id, issuer)
      )`.execute(trx);
    await sql`comment on table staff.oidc_identity is
      'who an account is at an identity provider. Only issuer and subject together name a person for good: e-mail addresses are handed on'`.execute(
      trx,
    );
  },
};
