import type { Database, DatabaseOrTx, Tx } from '@foyer/database';
import { sql } from 'kysely';
import type {
  Attempt,
  Delivery,
  DeliveryState,
  DueDelivery,
  LoggedAttempt,
  NewDelivery,
} from './delivery.ts';

interface DeliveryFilter {
  endpointId?: string | undefined;
  state?: DeliveryState | undefined;
  /** Only those made before the one with this id. */
  before?: string | undefined;
}

export interface DeliveryStore {
  /** All in one statement. */
  insert(trx: DatabaseOrTx, deliveries: readonly NewDelivery[], now: Date): Promise<void>;
  /** undefined when it is not to be tried any more. */
  due(id: string): Promise<DueDelivery | undefined>;
  /** Ends it without an attempt. @returns whether it was to be tried */
  end(trx: DatabaseOrTx, id: string, state: 'gone' | 'cancelled'): Promise<boolean>;
  /** @returns whether it was to be tried */
  noteAttempt(trx: Tx, id: string, attempt: Attempt): Promise<boolean>;
  /** What a resend needs; undefined when there is none. */
  original(trx: Tx, id: string): Promise<Omit<NewDelivery, 'id'> | undefined>;
  /** The newest first. */
  list(filter: DeliveryFilter, limit: number): Promise<Delivery[]>;
  /** To whom these were sent, for as long as the log is kept. */
  receivedBy(subjectIds: readonly string[]): Promise<DeliveredTo[]>;
  /** What still is to be tried stays: its subject is restricted, for as long as that may take. @returns how many */
  deleteBefore(moment: Date, limit: number): Promise<number>;
}

/** An endpoint that was told of records, and took it. */
interface DeliveredTo {
  endpointId: string;
  name: string;
  url: string;
  subjectIds: readonly string[];
  lastDeliveredAt: Date;
}

const isOpen = sql`(state in ('pending', 'retrying'))`;

export function createDeliveryStore(db: Database): DeliveryStore {
  return {
    insert: async (trx, deliveries, now) => {
      await sql`
        insert into webhooks.delivery (id, event_id, endpoint_id, type, subject_id, occurred_at, created_at)
        select id, "eventId", "endpointId", type, "subjectId", "occurredAt", ${now}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as r (id uuid, "eventId" uuid,
          "endpointId" uuid, type text, "subjectId" uuid, "occurredAt" timestamptz)`.execute(trx);
    },
    due: async (id) => {
      const { rows } = await sql<DueDelivery>`
        select d.id, d.event_id as "eventId", d.endpoint_id as "endpointId", d.type, d.subject_id as "subjectId",
          d.occurred_at as "occurredAt", d.attempts, e.url, e.is_enabled as "isEnabled", e.secret,
          e.previous_secret as "previousSecret", e.previous_secret_until as "previousSecretUntil"
        from webhooks.delivery d join webhooks.endpoint e on e.id = d.endpoint_id
        where d.id = ${id}::uuid and ${isOpen}`.execute(db);
      return rows[0];
    },
    end: async (trx, id, state) => {
      const { rows } = await sql`
        update webhooks.delivery set state = ${state} where id = ${id}::uuid and ${isOpen}
        returning id`.execute(trx);
      return rows.length === 1;
    },
    noteAttempt: async (trx, id, { state, at, durationMs, responseStatus, error }) => {
      const { rows } = await sql<{ number: number }>`
        update webhooks.delivery
        set state = ${state}, attempts = attempts + 1, last_attempt_at = ${at}, duration_ms = ${durationMs},
          response_status = ${responseStatus}, error = ${error}
        where id = ${id}::uuid and ${isOpen}
        returning attempts as number`.execute(trx);
      const [noted] = rows;
      if (noted === undefined) return false;
      await sql`
        insert into webhooks.attempt (delivery_id, number, at, duration_ms, response_status, error)
        values (${id}::uuid, ${noted.number}, ${at}, ${durationMs}, ${responseStatus}, ${error})`.execute(
        trx,
      );
      return true;
    },
    original: async (trx, id) => {
      const { rows } = await sql<Omit<NewDelivery, 'id'>>`
        select event_id as "eventId", endpoint_id as "endpointId", type, subject_id as "subjectId",
          occurred_at as "occurredAt"
        from webhooks.delivery where id = ${id}::uuid`.execute(trx);
      return rows[0];
    },
    list: async ({ endpointId, state, before }, limit) => {
      const { rows } = await sql<Omit<Delivery, 'attemptLog'>>`
        select d.id, d.event_id as "eventId", d.endpoint_id as "endpointId", e.name as "endpointName", d.type,
          d.state, d.attempts, d.occurred_at as "occurredAt", d.created_at as "createdAt",
          d.last_attempt_at as "lastAttemptAt", d.duration_ms as "durationMs",
          d.response_status as "responseStatus", d.error
        from webhooks.delivery d join webhooks.endpoint e on e.id = d.endpoint_id
        where ${endpointId === undefined ? sql`true` : sql`d.endpoint_id = ${endpointId}::uuid`}
          and ${state === undefined ? sql`true` : sql`d.state = ${state}`}
          and ${before === undefined ? sql`true` : sql`d.id < ${before}::uuid`}
        order by d.id desc limit ${limit}`.execute(db);
      const logs = await attemptLogs(rows.map(({ id }) => id));
      return rows.map((row) => ({ ...row, attemptLog: logs.get(row.id) ?? [] }));
    },
    receivedBy: async (subjectIds) => {
      const { rows } = await sql<DeliveredTo>`
        select e.id as "endpointId", e.name, e.url, array_agg(distinct d.subject_id::text) as "subjectIds",
          max(d.last_attempt_at) as "lastDeliveredAt"
        from webhooks.delivery d join webhooks.endpoint e on e.id = d.endpoint_id
        where d.subject_id in (select unnest(string_to_array(${subjectIds.join(',')}, ','))::uuid)
          and d.state = 'delivered' and d.type not like 'privacy.%'
        group by e.id order by e.name, e.id`.execute(db);
      return rows;
    },
    deleteBefore: async (moment, limit) => {
      const { rows } = await sql`
        delete from webhooks.delivery
        where id in (select id from webhooks.delivery where created_at < ${moment} and not ${isOpen} limit ${limit})
        returning id`.execute(db);
      return rows.length;
    },
  };

  async function attemptLogs(ids: readonly string[]): Promise<Map<string, LoggedAttempt[]>> {
    const { rows } = await sql<LoggedAttempt & { deliveryId: string }>`
      select delivery_id as "deliveryId", at, duration_ms as "durationMs", response_status as "responseStatus", error
      from webhooks.attempt where delivery_id = any (${[...ids]}::uuid[])
      order by delivery_id, number`.execute(db);
    const logs = new Map<string, LoggedAttempt[]>();
    for (const { deliveryId, ...attempt } of rows) {
      const log = logs.get(deliveryId) ?? [];
      log.push(attempt);
      logs.set(deliveryId, log);
    }
    return logs;
  }
}
