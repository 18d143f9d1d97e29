import type { Database, DatabaseOrTx, Tx } from '@foyer/database';
import { sql } from 'kysely';
import { maxEndpoints, type Endpoint, type EndpointFields } from './endpoint.ts';

export interface EndpointStore {
  /** @returns false when there are as many as there may be */
  insert(trx: Tx, endpoint: EndpointFields & { id: string; secret: Uint8Array; now: Date }): Promise<boolean>;
  list(): Promise<Endpoint[]>;
  byId(id: string): Promise<Endpoint | undefined>;
  /** Enabling it again forgets why it was disabled. @returns false when there is none */
  update(
    trx: Tx,
    id: string,
    changes: { [Field in keyof EndpointFields]?: EndpointFields[Field] | undefined } & {
      isEnabled?: boolean | undefined;
    },
  ): Promise<boolean>;
  /** The present secret becomes the previous one. @returns false when there is none */
  rotate(trx: Tx, id: string, secret: Uint8Array, previousUntil: Date): Promise<boolean>;
  /** With its deliveries. @returns false when there was none */
  remove(trx: Tx, id: string): Promise<boolean>;
  /** Those that want to hear of anything. */
  listening(trx: DatabaseOrTx): Promise<{ id: string; eventTypes: readonly string[] }[]>;
  noteSuccess(trx: Tx, id: string): Promise<void>;
  noteFailure(trx: Tx, id: string, now: Date): Promise<{ failures: number; since: Date } | undefined>;
  /** @returns whether it was enabled */
  disable(trx: Tx, id: string, note: Endpoint['note'], now: Date): Promise<boolean>;
}

const columns = sql`id, name, url, event_types as "eventTypes", is_enabled as "isEnabled", note, note_at as "noteAt",
  failing_since as "failingSince", previous_secret_until as "previousSecretUntil", created_at as "createdAt"`;

export function createEndpointStore(db: Database): EndpointStore {
  return {
    insert: async (trx, { id, name, url, eventTypes, secret, now }) => {
      const { rows } = await sql`
        insert into webhooks.endpoint (id, name, url, event_types, secret, is_enabled, created_at)
        select ${id}::uuid, ${name}, ${url}, ${textArray(eventTypes)}, ${secret}, true, ${now}::timestamptz
        where (select count(*) from webhooks.endpoint) < ${maxEndpoints}
        returning id`.execute(trx);
      return rows.length === 1;
    },
    list: async () => {
      const { rows } = await sql<Endpoint>`
        select ${columns} from webhooks.endpoint order by created_at, id limit ${maxEndpoints}`.execute(db);
      return rows;
    },
    byId: async (id) => {
      const { rows } = await sql<Endpoint>`
        select ${columns} from webhooks.endpoint where id = ${id}::uuid`.execute(db);
      return rows[0];
    },
    update: async (trx, id, { name, url, eventTypes, isEnabled }) => {
      const isEnabledNow = isEnabled === true;
      const { rows } = await sql`
        update webhooks.endpoint set
          name = coalesce(${name ?? null}::text, name),
          url = coalesce(${url ?? null}::text, url),
          event_types = ${eventTypes === undefined ? sql`event_types` : textArray(eventTypes)},
          is_enabled = coalesce(${isEnabled ?? null}::boolean, is_enabled),
          note = case when ${isEnabledNow} then null else note end,
          note_at = case when ${isEnabledNow} then null else note_at end,
          failing_since = case when ${isEnabledNow} then null else failing_since end,
          failures = case when ${isEnabledNow} then 0 else failures end
        where id = ${id}::uuid
        returning id`.execute(trx);
      return rows.length === 1;
    },
    rotate: async (trx, id, secret, previousUntil) => {
      const { rows } = await sql`
        update webhooks.endpoint
        set previous_secret = secret, previous_secret_until = ${previousUntil}, secret = ${secret}
        where id = ${id}::uuid
        returning id`.execute(trx);
      return rows.length === 1;
    },
    remove: async (trx, id) => {
      const { rows } = await sql`
        delete from webhooks.endpoint where id = ${id}::uuid returning id`.execute(trx);
      return rows.length === 1;
    },
    listening: async (trx) => {
      const { rows } = await sql<{ id: string; eventTypes: string[] }>`
        select id, event_types as "eventTypes" from webhooks.endpoint
        where is_enabled order by id limit ${maxEndpoints}`.execute(trx);
      return rows;
    },
    noteSuccess: async (trx, id) => {
      await sql`
        update webhooks.endpoint set failures = 0, failing_since = null
        where id = ${id}::uuid and failures > 0`.execute(trx);
    },
    noteFailure: async (trx, id, now) => {
      const { rows } = await sql<{ failures: number; since: Date }>`
        update webhooks.endpoint
        set failures = failures + 1, failing_since = coalesce(failing_since, ${now}::timestamptz)
        where id = ${id}::uuid
        returning failures, failing_since as since`.execute(trx);
      return rows[0];
    },
    disable: async (trx, id, note, now) => {
      const { rows } = await sql`
        update webhooks.endpoint set is_enabled = false, note = ${note}, note_at = ${now}
        where id = ${id}::uuid and is_enabled
        returning id`.execute(trx);
      return rows.length === 1;
    },
  };
}

function textArray(texts: readonly string[]) {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;
}
