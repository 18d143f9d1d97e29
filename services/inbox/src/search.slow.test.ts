import { describeDatabases } from '@foyer/database/testing';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, testServices, type Desk } from './inbox-fixture.ts';
import { searchQuery, searchVector, searchWords } from './search-words.ts';

describe('the words of a text', () => {
  it.each([
    ['Zoë Großmann, ÆRØ', ['zoe', 'grossmann', 'aero']],
    ['İstanbul ŁÓDŹ', ['istanbul', 'lodz']],
    ['zoe@example.org', ['zoe', 'example', 'org']],
    ['+31 20-123 45 67', ['31', '20', '123', '45', '67', '31201234567']],
    ['x'.repeat(100), ['x'.repeat(40)]],
    ['', []],
    ['a a A á', ['a']],
  ])('of %j', (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });
});

describeDatabases(
  'searching',
  (open) => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await openDesk(open());
    });
    afterEach(() => desk.close());

    const names = async (q: string, more = '') => {
      const response = await desk.get(`/items?q=${encodeURIComponent(q)}${more}`);
      expect(response.status).toBe(200);
      const { items } = (await response.json()) as { items: { name: string }[] };
      return items.map(({ name }) => name).toSorted();
    };

    it('finds accents either way, beginnings, several words, numbers, addresses and references', async () => {
      await desk.receive({
        name: 'Zoë Großmann',
        email: 'z.g@firma.example',
        text: 'Angebot für 120 Plätze',
      });
      await desk.receive({
        name: 'Anna Lindqvist',
        email: null,
        phone: '+46 8 123 456 78',
        text: 'Hej',
        reference: 'FO-7K3M-9QXD',
      });
      for (const q of [
        'zoe',
        'ZOË',
        'gross',
        'großmann',
        'GROSSMANN zo',
        'platze',
        'plätz',
        'firma.example',
        '120',
      ]) {
        expect([q, await names(q)]).toEqual([q, ['Zoë Großmann']]);
      }
      for (const q of ['+46812345678', '+46 8 123 456 78', 'fo-7k3m-9qxd', 'FO7K3M9QXD', '7k3m']) {
        expect([q, await names(q)]).toEqual([q, ['Anna Lindqvist']]);
      }
      for (const q of ['zoe lindqvist', 'oe', '!!!', '🙂', 'p']) expect([q, await names(q)]).toEqual([q, []]);
    });

    it('searches within the filters', async () => {
      await desk.receive({ name: 'Ada', topic: 'sales' });
      await desk.receive({ name: 'Bea', topic: 'support', state: 'held', heldReasons: 'links' });
      expect(await names('network', '&topic=support')).toEqual(['Bea']);
      expect(await names('network', '&state=open')).toEqual(['Ada']);
    });

    it('takes any text into the list, and any text into the search field', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
          // What HTTP lets through: whole letters, no NUL.
          const clean = text.replaceAll('\0', '').toWellFormed();
          const query = searchQuery(clean);
          if (query !== undefined) {
            const { rows } = await sql<{ terms: number }>`
              select numnode(${query}::tsquery) as terms`.execute(open().db);
            expect(rows[0]?.terms).toBeGreaterThan(0);
          }
          const words = searchWords(text);
          const { rows } = await sql<{ n: number }>`
            select length(search) as n from jsonb_to_record(${JSON.stringify({ search: searchVector(text) })}::jsonb)
              as r (search tsvector)`.execute(open().db);
          expect(rows[0]?.n).toBe(words.length);
        }),
        { numRuns: 200 },
      );
      for (const q of ["'", '\\', ':* & |', "a' | 'b", '((', '<->', '%', '\u{1d49c}'.repeat(60)])
        await names(q);
    });

    it('finds every text again by the beginning of any of its words', async () => {
      const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
      await fc.assert(
        fc.asyncProperty(text, fc.nat(), async (given, pick) => {
          const words = searchWords(given);
          const word = words[pick % Math.max(1, words.length)];
          fc.pre(word !== undefined);
          const typed = word ?? '';
          const query = searchQuery(
            Array.from(typed)
              .slice(0, Math.max(2, typed.length - 1))
              .join(''),
          );
          const { rows } = await sql<{ found: boolean }>`
            select ${searchVector(given)}::tsvector @@ ${query ?? ''}::tsquery as found`.execute(open().db);
          expect(rows[0]?.found).toBe(true);
        }),
        { numRuns: 100 },
      );
    });
  },
  { services: testServices },
);
