import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Topic } from './topic.ts';

export interface TopicStore {
  /** In the order in which forms show them. */
  list(db: DatabaseOrTx): Promise<Topic[]>;
  /** @returns whether there was none with this id */
  add(trx: DatabaseOrTx, topic: Omit<Topic, 'version'>): Promise<boolean>;
  /** @returns the new version; undefined when it is gone or was changed meanwhile */
  change(trx: DatabaseOrTx, topic: Topic): Promise<number | undefined>;
  /** @returns whether it is gone: not while somebody has subscribed to it */
  remove(trx: DatabaseOrTx, id: string): Promise<boolean>;
  /** Who gets it at this moment, by topic. */
  counts(): Promise<Map<string, number>>;
}

const Texts = z.object({ en: z.string(), nl: z.string(), de: z.string(), fr: z.string() });

interface Row {
  id: string;
  position: number;
  is_active: boolean;
  names: unknown;
  descriptions: unknown;
  version: number;
}

export function createTopicStore(db: Database): TopicStore {
  return {
    list: async (reader) => {
      const { rows } = await sql<Row>`
        select id, position, is_active, names, descriptions, version from newsletter.topic order by position, id`.execute(
        reader,
      );
      return rows.map(topicOf);
    },
    add: async (trx, { id, position, isActive, names, descriptions }) => {
      const { rows } = await sql`
        insert into newsletter.topic (id, position, is_active, names, descriptions)
        values (${id}, ${position}, ${isActive}, ${JSON.stringify(names)}::jsonb, ${JSON.stringify(descriptions)}::jsonb)
        on conflict (id) do nothing returning id`.execute(trx);
      return rows.length === 1;
    },
    change: async (trx, { id, position, isActive, names, descriptions, version }) => {
      const { rows } = await sql<{ version: number }>`
        update newsletter.topic set position = ${position}, is_active = ${isActive},
          names = ${JSON.stringify(names)}::jsonb, descriptions = ${JSON.stringify(descriptions)}::jsonb,
          version = version + 1
        where id = ${id} and version = ${version} returning version`.execute(trx);
      return rows[0]?.version;
    },
    remove: async (trx, id) => {
      const { rows } = await sql`
        delete from newsletter.topic where id = ${id}
          and not exists (select from newsletter.subscription where topic_id = ${id}) returning id`.execute(
        trx,
      );
      return rows.length === 1;
    },
    counts: async () => {
      const { rows } = await sql<{ topic_id: string; count: number }>`
        select topic_id, count(*) as count from newsletter.subscription
        join newsletter.subscriber as s on s.id = subscriber_id and s.state = 'active' and s.source <> 'canary'
        group by topic_id`.execute(db);
      return new Map(rows.map(({ topic_id: id, count }) => [id, count]));
    },
  };
}

function topicOf({ id, position, is_active: isActive, names, descriptions, version }: Row): Topic {
  return {
    id,
    position,
    isActive,
    names: Texts.parse(names),
    descriptions: Texts.parse(descriptions),
    version,
  };
}
