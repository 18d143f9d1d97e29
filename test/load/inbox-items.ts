import type { Database } from '@foyer/database';
import type { Inbox } from '@foyer/inbox';
import { sql } from 'kysely';

export const staffIds = Array.from(
  { length: 12 },
  (_, index) => `01890000-0000-7000-8000-0000000000${String(index + 10)}`,
);

const topics = ['general', 'sales', 'support', 'privacy', 'press', 'rare'];
const firstNames = ['Zoë', 'Jan', 'Anna', 'Müjde', 'François', 'Söhnke', 'Ada', 'Ömer', 'Łukasz', 'Eva'];
const batch = 500;

/** As a company's list looks after some years: most closed, few waiting, one topic rare, the words as rare as in language. */
export async function fillInbox(db: Database, inbox: Inbox, count: number): Promise<void> {
  const random = seeded(7);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  // Rank r of n words comes with a chance like 1/r (Zipf).
  const word = (): string => {
    const rank = Math.floor(20_000 ** random());
    return `w${rank.toString(36)}${'aeiou'[rank % 5] ?? ''}n`;
  };
  const start = Date.parse('2023-01-01T00:00:00Z');
  for (let from = 0; from < count; from += batch) {
    const items = Array.from({ length: Math.min(batch, count - from) }, (_, offset) => {
      const number = from + offset;
      const receivedAt = new Date(start + number * 900_000);
      const text = Array.from({ length: 60 }, word).join(' ');
      const isHeld = random() < 0.005;
      const name = `${pick(firstNames)} ${word()}`;
      const topic = random() < 0.0005 ? 'rare' : (topics[Math.floor(random() * 5)] ?? 'general');
      return {
        id: `018900${number.toString(16).padStart(6, '0').slice(0, 2)}-${number.toString(16).padStart(6, '0').slice(2)}-7000-8000-${number.toString(16).padStart(12, '0')}`,
        kind: random() < 0.1 ? ('callback' as const) : ('message' as const),
        reference: `FO-${number.toString(36).padStart(4, '0').toUpperCase()}-0000`,
        form: 'default',
        topic,
        language: pick(['nl', 'de', 'en', 'fr']) ?? 'en',
        state: isHeld ? ('held' as const) : ('open' as const),
        heldReasons: isHeld ? 'links' : '',
        name,
        preview: text,
        searchText: `${name} ${number}@example.org +31 20 ${String(number).padStart(7, '0')} ${text}`,
        receivedAt,
      };
    });
    await inbox.port.add(db, items);
  }
  // The newest thousand are at work, the others done.
  await sql`
    update inbox.item set
      state = case when state = 'held' then 'held' when rank > 1500 then 'closed' when rank % 3 = 0 then 'waiting' else 'open' end,
      assignee_id = case when rank % 4 = 0 then null
        else (string_to_array(${staffIds.join(',')}, ','))[1 + rank % 12]::uuid end
    from (select id, row_number() over (order by received_at desc) as rank from inbox.item) as ranked
    where ranked.id = item.id`.execute(db);
  await sql`vacuum analyze inbox.item`.execute(db);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
