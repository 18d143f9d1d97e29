import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';

export interface ConsentText {
  purpose: string;
  version: number;
  language: string;
  wording: string;
  noticeVersion: string;
  isTelephone: boolean;
  asksAge: boolean;
  addedAt: Date;
  addedBy: string | null;
}

export interface ConsentTextStore {
  find(
    db: DatabaseOrTx,
    purpose: string,
    version: number,
    language: string,
  ): Promise<ConsentText | undefined>;
  /** The newest version of each purpose in one language. */
  newest(db: DatabaseOrTx, purposes: readonly string[], language: string): Promise<ConsentText[]>;
  /** All versions in all languages, the newest first. */
  all(): Promise<ConsentText[]>;
  /** @returns false when somebody else has added this version */
  add(trx: DatabaseOrTx, texts: readonly ConsentText[]): Promise<boolean>;
  newestVersion(db: DatabaseOrTx, purpose: string): Promise<number>;
  /** When the next version after this one was added; null while it is the newest. */
  supersededAt(db: DatabaseOrTx, purpose: string, version: number): Promise<Date | null>;
}

interface Row {
  purpose: string;
  version: number;
  language: string;
  wording: string;
  notice_version: string;
  is_telephone: boolean;
  asks_age: boolean;
  added_at: Date;
  added_by: string | null;
}

const columns = sql`purpose, version, language, wording, notice_version, is_telephone, asks_age, added_at, added_by`;

export function createConsentTextStore(db: Database): ConsentTextStore {
  return {
    find: async (reader, purpose, version, language) => {
      const { rows } = await sql<Row>`
        select ${columns} from privacy.consent_text
        where purpose = ${purpose} and version = ${version} and language = ${language}`.execute(reader);
      return rows.map(textOf)[0];
    },
    newest: async (reader, purposes, language) => {
      if (purposes.length === 0) return [];
      const { rows } = await sql<Row>`
        select distinct on (purpose) ${columns} from privacy.consent_text
        where purpose in (${sql.join(purposes)}) and language = ${language}
        order by purpose, version desc`.execute(reader);
      return rows.map(textOf);
    },
    all: async () => {
      const { rows } = await sql<Row>`
        select ${columns} from privacy.consent_text order by purpose, version desc, language`.execute(db);
      return rows.map(textOf);
    },
    add: async (trx, texts) => {
      let added = 0;
      for (const text of texts) {
        const { rows } = await sql`
          insert into privacy.consent_text (${columns}) values (${text.purpose}, ${text.version}, ${text.language},
            ${text.wording}, ${text.noticeVersion}, ${text.isTelephone}, ${text.asksAge}, ${text.addedAt},
            ${text.addedBy}::uuid)
          on conflict do nothing returning 1 as added`.execute(trx);
        added += rows.length;
      }
      return added === texts.length;
    },
    newestVersion: async (reader, purpose) => {
      const { rows } = await sql<{ version: number | null }>`
        select max(version) as version from privacy.consent_text where purpose = ${purpose}`.execute(reader);
      return rows[0]?.version ?? 0;
    },
    supersededAt: async (reader, purpose, version) => {
      const { rows } = await sql<{ at: Date | null }>`
        select min(added_at) as at from privacy.consent_text
        where purpose = ${purpose} and version > ${version}`.execute(reader);
      return rows[0]?.at ?? null;
    },
  };
}

function textOf(row: Row): ConsentText {
  return {
    purpose: row.purpose,
    version: row.version,
    language: row.language,
    wording: row.wording,
    noticeVersion: row.notice_version,
    isTelephone: row.is_telephone,
    asksAge: row.asks_age,
    addedAt: row.added_at,
    addedBy: row.added_by,
  };
}
