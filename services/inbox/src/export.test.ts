import { describeDatabases } from '@foyer/database/testing';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { phoneCell, textCell } from './csv-cell.ts';
import { ada, openDesk, testServices, type Desk } from './inbox-fixture.ts';

describe('a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30 901820', "'+49 30 901820"],
    ['-2', "'-2"],
    ['@sum(a1)', "'@sum(a1)"],
    ['\t=1', "\t'=1"],
    ['\r=1', "\r'=1"],
    [' "=1', ` "'=1`],
    ['＝1+1', "'＝1+1"],
    ['a;=1+1', "a;'=1+1"],
    ['a\n@x', "a\n'@x"],
    ["x,-cmd|' /C calc'!A0", "x,'-cmd|' /C calc'!A0"],
    ["x,- cmd|' /C calc'!A0", "x,'- cmd|' /C calc'!A0"],
    ['0049 30', "'0049 30"],
    ['1e5', "'1e5"],
    ['a = b, c', 'a = b, c'],
    ['We need:\n- a network\n- phones', 'We need:\n- a network\n- phones'],
    ['€ 5,- each', '€ 5,- each'],
    ['a "quoted" word; and, more', 'a "quoted" word; and, more'],
    ['zoe@example.org', 'zoe@example.org'],
    ['O’Neill', 'O’Neill'],
  ])('with the text %j is %j', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });

  it('is never the beginning of a formula, and the text once the apostrophes are taken out', () => {
    const letter = fc.constantFrom(...Array.from('=+-@\t\r\n ,;|"\'(a1＝'));
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 30 }), (text) => {
        const cell = textCell(text);
        expect(cell.replaceAll("'", '')).toBe(text.replaceAll("'", ''));
        expect(cell.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
        expect(cell).not.toMatch(/[,;|\t\r\n][\s"']*[=@＝](?<!'[=@＝])/);
      }),
    );
  });

  it.each(['+4930901820', '+31 (0)20-123.45/67', '0612345678', '030 12 34'])(
    'with the number %s is a text, and the number after tel:',
    (typed) => {
      const cell = phoneCell(typed);
      expect(cell).toMatch(/^tel:/);
      expect(cell.slice('tel:'.length)).toBe(typed);
    },
  );

  it('that is no number is not taken for one', () => {
    expect(phoneCell('=HYPERLINK("x")')).toBe('\'=HYPERLINK("x")');
    expect(phoneCell('')).toBe('');
  });
});

describeDatabases(
  'the export',
  (open) => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await openDesk(open());
    });
    afterEach(() => desk.close());

    const read = async (query: string, separator = ',') => {
      const response = await desk.get(`/export.csv${query}`);
      expect(response.status).toBe(200);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      const [head = [], ...rows] = parseCsv(bytes.subarray(3).toString(), separator);
      return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])));
    };

    it('reads back as it was written, whatever was written', async () => {
      await desk.receive({
        name: 'Zoë "Z" Großmann; Söhne, GmbH',
        email: 'zoe@example.org',
        phone: '+4930901820',
        text: 'One,\r\ntwo;\n"three"',
      });
      for (const [query, separator] of [
        ['', ','],
        ['?separator=semicolon', ';'],
      ] as const) {
        expect(await read(query, separator)).toMatchObject([
          {
            kind: 'message',
            state: 'open',
            received_at: '2026-11-25T12:00:00.000Z',
            name: 'Zoë "Z" Großmann; Söhne, GmbH',
            email: 'zoe@example.org',
            phone: 'tel:+4930901820',
            text: 'One,\r\ntwo;\n"three"',
            delete_on: '2027-06-07',
            is_restricted: 'no',
          },
        ]);
      }
    });

    it('goes through all pages, with the filters of the list, and is written down without what was searched for', async () => {
      for (let index = 0; index < 450; index += 1) {
        await desk.receive({ name: `Nr ${index}`, topic: index % 2 === 0 ? 'sales' : 'support' });
      }
      const rows = await read('?topic=sales&q=network');
      expect(new Set(rows.map((row) => row['name'])).size).toBe(225);
      expect(rows).toHaveLength(225);
      expect(desk.audits).toMatchObject([
        { actorId: ada, action: 'inbox.export', detail: { rows: 225, topic: 'sales', hasSearch: true } },
      ]);
      expect(JSON.stringify(desk.audits)).not.toContain('network');
    });

    it('says of restricted data only that they are there, and executes nothing', async () => {
      await desk.receive({ isRestricted: true });
      await desk.receive({ name: '=cmd|calc', email: '=x@example.org' });
      expect(await read('')).toMatchObject([
        { name: "'=cmd|calc", email: "'=x@example.org" },
        { name: '', email: '', text: '', is_restricted: 'yes' },
      ]);
    });

    it('is for those who may export', async () => {
      desk.signIn(ada, 'inbox.read', 'inbox.work');
      expect((await desk.get('/export.csv')).status).toBe(403);
      expect(desk.audits).toEqual([]);
    });

    it('keeps canned replies, in each language, and refuses words in braces that nobody fills in', async () => {
      const given = { title: 'Thanks', text: 'Dear {name}, thank you ({reference}).', language: 'en' };
      const created = await desk.send('POST', '/canned', given);
      expect(created.status).toBe(201);
      const { id } = (await created.json()) as { id: string };
      await desk.send('POST', '/canned', { ...given, title: 'Bedankt', language: 'nl' });
      const wrong = await desk.send('POST', '/canned', { ...given, text: 'Dear {nmae}' });
      expect([wrong.status, await wrong.json()]).toMatchObject([422, { errors: [{ pointer: '/text' }] }]);
      const changed = await desk.send('PATCH', `/canned/${id}`, { text: 'Dear {name}.' });
      expect(await changed.json()).toMatchObject({ title: 'Thanks', text: 'Dear {name}.' });
      desk.signIn(ada, 'inbox.work');
      const { items } = (await (await desk.get('/canned')).json()) as { items: { title: string }[] };
      expect(items.map(({ title }) => title)).toEqual(['Bedankt', 'Thanks']);
      expect((await desk.send('DELETE', `/canned/${id}`)).status).toBe(403);
      desk.signIn(ada);
      expect((await desk.send('DELETE', `/canned/${id}`)).status).toBe(204);
      expect((await desk.send('DELETE', `/canned/${id}`)).status).toBe(404);
      expect((await desk.send('PATCH', `/canned/${id}`, { title: 'x' })).status).toBe(404);
    });
  },
  { services: testServices },
);

/** RFC 4180, strictly. */
function parseCsv(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '"') throw new Error(`an unquoted cell at ${at}`);
    let cell = '';
    for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
      if (text[at] === '"') at += 1;
      cell += text[at] ?? '';
      if (at > text.length) throw new Error('a quote does not end');
    }
    row.push(cell);
    at += 1;
    if (text[at] === separator) at += 1;
    else if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else throw new Error(`something follows a quote at ${at}`);
  }
  return rows;
}
