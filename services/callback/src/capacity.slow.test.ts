import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { filledIn, openHall, solved, testServices } from './callback-fixture.ts';

// A place is found under the slot's lock; without the lock, or with a count that is read before it, this fails at once.
describeDatabases(
  'the places of a slot',
  (open) => {
    it(
      'are never given away twice: of 200 that want one of 10 at once, 10 get it',
      { timeout: 240_000 },
      async () => {
        const { db, engine } = open();
        const hall = await openHall(open(), { hours: { capacity: 10 } });
        try {
          const runs = engine === 'pglite' ? 5 : 50;
          const offer = await hall.callback.settings({ language: 'en' });
          for (const { startsAt } of offer.slots.slice(0, runs)) {
            const statuses = await Promise.all(
              Array.from({ length: 200 }, async () => await askFor(hall, startsAt)),
            );
            const { rows } = await sql<{ count: number; places: number }>`
            select count(*) as count, count(distinct slot_place) as places from callback.request
            where slot_starts_at = ${startsAt}`.execute(db);
            expect(statuses.toSorted((one, other) => one - other)).toEqual(tenOf200);
            expect(rows).toEqual([{ count: 10, places: 10 }]);
          }
          expect(offer.slots.length).toBeGreaterThanOrEqual(runs);
        } finally {
          await hall.close();
        }
      },
    );
  },
  { services: testServices },
);

const tenOf200 = [...Array<number>(10).fill(201), ...Array<number>(190).fill(422)];

/** Asks again while the database is too busy to say, as the answer tells people to: everybody gets to know. */
async function askFor(hall: Awaited<ReturnType<typeof openHall>>, slot: string): Promise<number> {
  for (;;) {
    const fields = { ...filledIn, email: '', slot, 'frc-captcha-solution': solved() };
    const response = await hall.post(fields);
    await response.arrayBuffer();
    if (response.status !== 503) return response.status;
  }
}
