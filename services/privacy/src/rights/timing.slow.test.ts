import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRights, testServices, type OpenRights } from './rights-fixture.ts';

const people = 250;

describeDatabases(
  'the time that an answer takes',
  (open) => {
    let hall: OpenRights;
    beforeEach(async () => void (hall = await openRights(open())));
    afterEach(async () => await hall.close());

    it('does not tell whether an address is known', async () => {
      await sql`
        insert into test_letters.letter (id, email, name, text)
        select gen_random_uuid(), 'known' || person || '@example.org', 'Known', 'A letter'
        from generate_series(0, ${people - 1}) person, generate_series(1, 10)`.execute(hall.db);
      for (let warm = 0; warm < 10; warm += 1) await hall.ask(`warm${warm}@example.org`);
      // They would take turns with the answers, and be all that is measured.
      await hall.settle();
      await hall.jobs.stop();
      const known: number[] = [];
      const unknown: number[] = [];
      for (let person = 0; person < people; person += 1) {
        // In turns, each first as often as the other, so that whatever else the machine does meets both.
        const first = person % 2 === 0;
        if (first) known.push(await timed(`known${person}@example.org`));
        unknown.push(await timed(`other${person}@example.org`));
        if (!first) known.push(await timed(`known${person}@example.org`));
      }
      // Of two samples of one distribution one pair in 15,000 differs more than this.
      expect(Math.abs(rankDifference(known, unknown))).toBeLessThan(4);
    });

    async function timed(email: string): Promise<number> {
      const started = performance.now();
      const answer = await hall.ask(email);
      await answer.text();
      return performance.now() - started;
    }
  },
  { services: testServices },
);

it('the measure tells 1 ms of 5 apart, and two samples of the same not', () => {
  let seed = 1;
  const noise = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const sample = (least: number) => Array.from({ length: people }, () => least + noise() ** 3 * 5);
  expect(Math.abs(rankDifference(sample(5), sample(5)))).toBeLessThan(4);
  expect(Math.abs(rankDifference(sample(5), sample(6)))).toBeGreaterThan(4);
});

/** How far apart two distributions are, in standard deviations of the Mann-Whitney U statistic. */
function rankDifference(a: readonly number[], b: readonly number[]): number {
  const wins = a.reduce((sum, one) => sum + b.filter((other) => one < other).length, 0);
  const product = a.length * b.length;
  return (wins - product / 2) / Math.sqrt((product * (a.length + b.length + 1)) / 12);
}
