import type { Database, DatabaseOrTx, Tx } from '@foyer/database';
import { sql } from 'kysely';
import type { ImageType } from './image-facts.ts';

export interface LibraryImage {
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string;
  name: string;
  type: ImageType;
  size: number;
  width: number;
  height: number;
  uploadedAt: Date;
}

export interface ImageStore {
  /** The newest first. */
  list(limit: number): Promise<LibraryImage[]>;
  usedBytes(trx: DatabaseOrTx): Promise<{ count: number; bytes: number }>;
  /** Keeps others from adding until the transaction ends, so that the limits hold. */
  lock(trx: Tx): Promise<void>;
  byHash(db: DatabaseOrTx, hash: string): Promise<LibraryImage | undefined>;
  insert(trx: Tx, image: LibraryImage & { bytes: Uint8Array; uploadedBy: string }): Promise<void>;
  bytesOf(hash: string, type: ImageType): Promise<Uint8Array | undefined>;
  /** Those of the files (`<hash>.<type>`) that are there. */
  existing(db: DatabaseOrTx, files: readonly string[]): Promise<Set<string>>;
  /** Whether a campaign, template or part shows it. What was sent is still looked at. */
  isInUse(trx: Tx, hash: string): Promise<boolean>;
  remove(trx: Tx, hash: string): Promise<boolean>;
}

const columns = sql`hash, name, type, size, width, height, uploaded_at as "uploadedAt"`;

export function createImageStore(db: Database): ImageStore {
  return {
    list: async (limit) => {
      const { rows } = await sql<LibraryImage>`
        select ${columns} from newsletter.image order by uploaded_at desc, hash limit ${limit}`.execute(db);
      return rows;
    },
    usedBytes: async (trx) => {
      const { rows } = await sql<{ count: number; bytes: number }>`
        select count(*) as count, coalesce(sum(size), 0)::bigint as bytes from newsletter.image`.execute(trx);
      return rows[0] ?? { count: 0, bytes: 0 };
    },
    lock: async (trx) => {
      await sql`lock table newsletter.image in share row exclusive mode`.execute(trx);
    },
    byHash: async (reader, hash) => {
      const { rows } = await sql<LibraryImage>`
        select ${columns} from newsletter.image where hash = ${hash}`.execute(reader);
      return rows[0];
    },
    insert: async (trx, { hash, name, type, bytes, size, width, height, uploadedBy, uploadedAt }) => {
      await sql`
        insert into newsletter.image (hash, name, type, bytes, size, width, height, uploaded_by, uploaded_at)
        values (${hash}, ${name}, ${type}, ${bytes}, ${size}, ${width}, ${height}, ${uploadedBy}::uuid, ${uploadedAt})`.execute(
        trx,
      );
    },
    bytesOf: async (hash, type) => {
      const { rows } = await sql<{ bytes: Uint8Array }>`
        select bytes from newsletter.image where hash = ${hash} and type = ${type}`.execute(db);
      return rows[0]?.bytes;
    },
    existing: async (reader, files) => {
      if (files.length === 0) return new Set();
      const { rows } = await sql<{ file: string }>`
        select hash || '.' || type as file from newsletter.image
        where hash || '.' || type in (select jsonb_array_elements_text(${JSON.stringify(files)}::jsonb))`.execute(
        reader,
      );
      return new Set(rows.map(({ file }) => file));
    },
    isInUse: async (trx, hash) => {
      const { rows } = await sql`
        select 1 where exists (select from newsletter.building_block where position(${hash} in mjml) > 0)
          or exists (select from newsletter.campaign
            where position(${hash} in value::text) > 0 or position(${hash} in released::text) > 0)`.execute(
        trx,
      );
      return rows.length > 0;
    },
    remove: async (trx, hash) => {
      const { rows } = await sql`delete from newsletter.image where hash = ${hash} returning hash`.execute(
        trx,
      );
      return rows.length === 1;
    },
  };
}
