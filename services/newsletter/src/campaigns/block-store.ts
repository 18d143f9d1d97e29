import type { Database, DatabaseOrTx, Tx } from '@foyer/database';
import { sql } from 'kysely';

export type BlockKind = 'template' | 'part';

/** A template with slots, or a part that many mails share. */
export interface Block {
  id: string;
  kind: BlockKind;
  name: string;
  mjml: string;
  version: number;
  changedBy: string;
  changedAt: Date;
}

export type BlockValue = Pick<Block, 'name' | 'mjml'>;

export interface BlockStore {
  list(kind: BlockKind): Promise<Block[]>;
  byId(db: DatabaseOrTx, kind: BlockKind, id: string): Promise<Block | undefined>;
  lock(trx: Tx, kind: BlockKind, id: string): Promise<Block | undefined>;
  /** @returns 'full' when there are as many as there may be, 'name_taken' when a part has this name */
  insert(trx: Tx, block: Omit<Block, 'version'>): Promise<'done' | 'full' | 'name_taken'>;
  save(trx: Tx, block: Omit<Block, 'version'>): Promise<'done' | 'name_taken'>;
  remove(trx: Tx, id: string): Promise<void>;
  /** Of these names and, through them, of those that they put themselves. */
  partsByName(db: DatabaseOrTx, names: readonly string[]): Promise<Block[]>;
  /** Whether a campaign that is not started is made of this template. */
  isTemplateInUse(trx: Tx, id: string): Promise<boolean>;
}

const maxBlocks = 300;

const columns = sql`id, kind, name, mjml, version, changed_by as "changedBy", changed_at as "changedAt"`;

export function createBlockStore(db: Database): BlockStore {
  return {
    list: async (kind) => {
      const { rows } = await sql<Block>`
        select ${columns} from newsletter.building_block where kind = ${kind}
        order by lower(name), id limit ${maxBlocks}`.execute(db);
      return rows;
    },
    byId: async (reader, kind, id) => await read(reader, kind, id, { lock: false }),
    lock: async (trx, kind, id) => await read(trx, kind, id, { lock: true }),
    insert: async (trx, block) => {
      // Two with one name at once: the second waits for the lock and sees the first.
      await sql`lock table newsletter.building_block in share row exclusive mode`.execute(trx);
      if (await isTaken(trx, block)) return 'name_taken';
      const { id, kind, name, mjml, changedBy, changedAt } = block;
      const { rows } = await sql`
        insert into newsletter.building_block (id, kind, name, mjml, version, changed_by, changed_at)
        select ${id}::uuid, ${kind}, ${name}, ${mjml}, 1, ${changedBy}::uuid, ${changedAt}::timestamptz
        where (select count(*) from newsletter.building_block where kind = ${kind}) < ${maxBlocks}
        returning id`.execute(trx);
      return rows.length === 1 ? 'done' : 'full';
    },
    save: async (trx, block) => {
      await sql`lock table newsletter.building_block in share row exclusive mode`.execute(trx);
      if (await isTaken(trx, block)) return 'name_taken';
      const { id, name, mjml, changedBy, changedAt } = block;
      await sql`
        update newsletter.building_block
        set name = ${name}, mjml = ${mjml}, version = version + 1, changed_by = ${changedBy}::uuid,
          changed_at = ${changedAt}
        where id = ${id}::uuid`.execute(trx);
      return 'done';
    },
    remove: async (trx, id) => {
      await sql`delete from newsletter.building_block where id = ${id}::uuid`.execute(trx);
    },
    partsByName: async (reader, names) => {
      if (names.length === 0) return [];
      const { rows } = await sql<Block>`
        select ${columns} from newsletter.building_block
        where kind = 'part' and name in (select jsonb_array_elements_text(${JSON.stringify(names)}::jsonb))`.execute(
        reader,
      );
      return rows;
    },
    isTemplateInUse: async (trx, id) => {
      const { rows } = await sql`
        select 1 from newsletter.campaign where state <> 'started' and value ->> 'templateId' = ${id} limit 1`.execute(
        trx,
      );
      return rows.length > 0;
    },
  };
}

async function read(
  db: DatabaseOrTx,
  kind: BlockKind,
  id: string,
  options: { lock: boolean },
): Promise<Block | undefined> {
  const { rows } = await sql<Block>`
    select ${columns} from newsletter.building_block where id = ${id}::uuid and kind = ${kind}
    ${options.lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

async function isTaken(trx: Tx, { kind, name, id }: Pick<Block, 'kind' | 'name' | 'id'>): Promise<boolean> {
  if (kind !== 'part') return false;
  const { rows } = await sql`
    select 1 from newsletter.building_block
    where kind = 'part' and name = ${name} and id <> ${id}::uuid`.execute(trx);
  return rows.length > 0;
}
