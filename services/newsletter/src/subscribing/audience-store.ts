import type { DatabaseOrTx } from '@foyer/database';
import { sql, type RawBuilder } from 'kysely';
import type { Audience, Candidate, Exclusion } from './audience.ts';

/**
 * A query with one row for each subscriber whom the audience names, in no order. Those who get nothing are in it too, with
 * the reason: who adds up must add them up as well. Suppression and consent are not asked here, for they know digests only.
 */
export function candidates(audience: Audience, now: Date): RawBuilder<Candidate> {
  const { topics, exceptTopics = [], languages, attributes = [], exceptAttributes = [] } = audience;
  const conditions = [
    sql`s.id in (select subscriber_id from newsletter.subscription where topic_id = any(${texts(topics)}))`,
    ...(exceptTopics.length === 0
      ? []
      : [
          sql`not exists (select from newsletter.subscription as other
            where other.subscriber_id = s.id and other.topic_id = any(${texts(exceptTopics)}))`,
        ]),
    ...(languages === undefined ? [] : [sql`s.language = any(${texts(languages)})`]),
    ...attributes.map(({ name, is }) => sql`s.attributes ->> ${name}::text = ${is}::text`),
    ...exceptAttributes.map(
      ({ name, is }) => sql`s.attributes ->> ${name}::text is distinct from ${is}::text`,
    ),
  ];
  return sql<Candidate>`
    select s.id as subscriber_id, s.number, s.email, s.mail_domain,
      case when s.is_restricted then 'restricted' when s.state <> 'active' then 'unsubscribed'
        when s.paused_until > ${now} then 'paused' end as excluded
    from newsletter.subscriber as s where s.source <> 'canary' and ${sql.join(conditions, sql` and `)}`;
}

/** How many it names, and how many of them get nothing and why. */
export async function countAudience(
  db: DatabaseOrTx,
  audience: Audience,
  now: Date,
): Promise<{ named: number; excluded: Record<Exclusion, number> }> {
  const { rows } = await sql<{ excluded: Exclusion | null; count: number }>`
    select excluded, count(*) as count from (${candidates(audience, now)}) as candidate group by excluded`.execute(
    db,
  );
  const excluded = { unsubscribed: 0, paused: 0, restricted: 0 };
  let named = 0;
  for (const row of rows) {
    named += row.count;
    if (row.excluded !== null) excluded[row.excluded] = row.count;
  }
  return { named, excluded };
}

// One parameter whatever their number, so that the statement is always the same.
function texts(values: readonly string[]) {
  return sql`string_to_array(${values.join(',')}, ',')`;
}
