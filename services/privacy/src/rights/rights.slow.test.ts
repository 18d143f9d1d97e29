import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { verifyReceipt } from './erasure-receipt.ts';
import { openRights, testServices, type OpenRights } from './rights-fixture.ts';

const zoe = 'zoe@example.org';
const unknownId = '01890000-0000-7000-8000-00000000dead';

describeDatabases(
  'the rights of whoever has the page open',
  (open) => {
    let hall: OpenRights;
    let page: string;
    beforeEach(async () => {
      hall = await openRights(open());
      await hall.write({ email: zoe, name: 'Zoe', text: 'About the backup' });
      await hall.write({ email: 'other@example.org', name: 'Other' });
      page = await hall.open(zoe);
    });
    afterEach(async () => await hall.close());

    const act = async (right: string, fields: Record<string, string> = {}) => {
      const answer = await hall.form(`${page}/${right}`, fields);
      const location = answer.headers.get('location') ?? '';
      return {
        status: answer.status,
        location,
        text: location === '' ? '' : await (await hall.get(location)).text(),
      };
    };

    it('take their data with them, to read and for programs', async () => {
      const answer = await hall.form(`${page}/download`);
      expect(answer.headers.get('content-type')).toBe('application/zip');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const files = await unzip(Buffer.from(await answer.arrayBuffer()));
      expect([...files.keys()]).toEqual(['data.json', 'data.html']);
      const data = JSON.parse(files.get('data.json') ?? '');
      expect(data).toMatchObject({
        format: 'foyer-personal-data',
        version: 1,
        controller: 'Nordlicht Systems',
      });
      const letters = data.holdings.find(({ name }: { name: string }) => name === 'test.letters');
      expect(letters.records[0].fields).toMatchObject({ name: 'Zoe', text: 'About the backup' });
      expect(files.get('data.html')).toContain('About the backup');
      expect(files.get('data.html')).not.toContain('<script');
      hall.clock.advance({ minutes: 61 });
      expect((await hall.form(`${page}/download`)).status).toBe(404);
    });

    it('put name and number right, and nobody else’s', async () => {
      const { status, text } = await act('rectification', { name: ' Zoë van der Berg ', phone: '' });
      expect(status).toBe(303);
      expect(text).toContain('role="status"');
      expect((await hall.letters()).map(({ name }) => name)).toEqual(['Zoë van der Berg', 'Other']);
      expect(hall.told).toContain('tell privacy.rectified ');
      const wrong = await act('rectification', { phone: 'call me' });
      expect(wrong.location).toContain('?done=refused');
      expect(wrong.text).toContain('role="alert"');
      expect((await act('rectification', {})).location).toContain('?done=empty');
    });

    it('restrict and lift again', async () => {
      expect((await act('restriction')).text).toContain('Processing of your data is restricted');
      expect((await hall.letters()).map(({ restricted_at: at }) => at !== null)).toEqual([true, false]);
      expect((await act('lift-restriction')).text).not.toContain('Processing of your data is restricted');
      expect((await hall.letters()).map(({ restricted_at: at }) => at)).toEqual([null, null]);
      expect(hall.told.filter((line) => line.startsWith('tell privacy.restricted'))).toHaveLength(2);
    });

    it('object to advertising', async () => {
      expect((await act('objection')).text).toContain('You get no advertising from us by mail.');
    });

    it('withdraw each consent by itself', async () => {
      const consent = {
        givenAt: new Date('2026-01-02'),
        withdrawnAt: null,
        form: 'default',
        keepUntil: new Date('2029-01-02'),
      };
      hall.consents.push(
        {
          ...consent,
          email: zoe,
          id: '01890000-0000-7000-8000-0000000000c1',
          purpose: 'newsletter',
          wording: 'Send me the newsletter',
        },
        {
          ...consent,
          email: zoe,
          id: '01890000-0000-7000-8000-0000000000c2',
          purpose: 'survey',
          wording: 'Ask me once a year',
        },
      );
      expect(await (await hall.get(page)).text()).toContain('Send me the newsletter');
      const { text } = await act('withdrawal', { purpose: 'newsletter' });
      expect(text).toContain('Withdrawn on 28 November 2026.');
      expect(hall.consents.map(({ withdrawnAt }) => withdrawnAt !== null)).toEqual([true, false]);

      const receipt = `${page}/consents/01890000-0000-7000-8000-0000000000c1`;
      expect(await (await hall.get(receipt)).text()).toContain('2 January 2029');
      expect(await (await hall.get(`${receipt}/receipt.json`)).json()).toEqual({
        record_id: hall.consents[0]?.id,
      });
      hall.consents.push({
        ...consent,
        email: 'other@example.org',
        id: unknownId,
        purpose: 'x',
        wording: 'Theirs',
      });
      expect((await hall.get(`${page}/consents/${unknownId}`)).status).toBe(404);
      expect((await hall.get(`${page}/consents/${unknownId}/receipt.json`)).status).toBe(404);
    });

    it('have everything erased but what must stay, and get a receipt that can be checked', async () => {
      const kept = await hall.write({ email: zoe, text: 'Held for a court' });
      hall.held.push({ id: kept, why: 'a court asked for it', until: new Date('2027-01-31T00:00:00Z') });
      hall.traced.push({
        id: 'crm',
        name: 'CRM',
        host: 'crm.example',
        recordIds: [kept],
        lastDeliveredAt: new Date('2026-11-20'),
      });
      const question = await (await hall.get(`${page}/erasure`)).text();
      expect(question).toContain('2 records');
      expect(question).toContain('a court asked for it');
      expect(await hall.letters()).toHaveLength(3);

      const erased = await hall.form(`${page}/erasure`);
      expect(erased.status).toBe(200);
      const text = await erased.text();
      expect(text).toContain('a court asked for it');
      expect(text).toContain('CRM (crm.example)');
      expect(await hall.letters()).toHaveLength(2);
      expect(hall.told).toContain('tell privacy.erased crm');
      expect(hall.told).toContain('scrub');

      const receiptPath = /href="(\/my-data\/receipt\/[^"]+)"/.exec(text)?.[1] ?? '';
      const receipt = await (await hall.get(receiptPath)).text();
      const key = z
        .object({ publicKey: z.string() })
        .parse(await (await hall.get('/privacy/receipt-key')).json());
      const verdict = verifyReceipt(receipt, key.publicKey);
      expect(verdict).toMatchObject({
        isGenuine: true,
        receipt: {
          erased: expect.arrayContaining([{ what: 'test.letters', category: 'Letters', records: 1 }]),
          retained: expect.arrayContaining([
            { what: 'a letter', why: 'a court asked for it', until: '2027-01-31T00:00:00.000Z' },
          ]),
        },
      });
      expect(receipt).not.toContain('zoe');
      // Not the last letter, of which two bits mean nothing.
      const forged = receiptPath.replace(/\.(.)/, (_match, first) => (first === 'A' ? '.B' : '.A'));
      expect((await hall.get(forged)).status).toBe(404);
      hall.clock.advance({ days: 31 });
      expect((await hall.get(receiptPath)).status).toBe(404);
    });

    it('leave nothing of themselves behind: no link, no address, no copy of a mail', async () => {
      await hall.form(`${page}/erasure`);
      expect((await hall.get(page)).status).toBe(404);
      expect(await hall.mails()).toEqual([]);
      const { rows } = await sql<{ links: number; readable: number; open: number }>`
        select (select count(*) from privacy.link_request) as links, count(subject) as readable,
          count(*) filter (where state = 'open') as open
        from privacy.request`.execute(hall.db);
      expect(rows).toEqual([{ links: 0, readable: 0, open: 0 }]);
    });

    it('get what they asked for also when the server dies over it', async () => {
      const { rows } = await sql<{ id: string }>`select id from privacy.request`.execute(hall.db);
      expect(rows).toHaveLength(1);
      // Received and counted, a part erased, and then nothing: as a kill in the middle leaves it.
      await sql`
        create function test_letters.fail() returns trigger language plpgsql as $$
        begin raise exception 'killed'; end $$`.execute(hall.db);
      await sql`
        create trigger fail before delete on privacy.link_request execute function test_letters.fail()`.execute(
        hall.db,
      );
      try {
        expect((await hall.form(`${page}/erasure`)).status).toBe(500);
      } finally {
        await sql`drop function test_letters.fail() cascade`.execute(hall.db);
      }
      expect(await hall.letters()).toHaveLength(1);
      hall.clock.advance({ seconds: 61 });
      await hall.settle();
      const { rows: done } = await sql<{ state: string; receipt: string }>`
        select state, outcome ->> 'receipt' as receipt from privacy.request where kind = 'erasure'`.execute(
        hall.db,
      );
      expect(done).toHaveLength(1);
      expect(done[0]?.state).toBe('done');
      expect(JSON.parse(done[0]?.receipt ?? '').receipt.erased).toContainEqual({
        what: 'test.letters',
        category: 'Letters',
        records: 1,
      });
    });
  },
  { services: testServices },
);

/** By its directory, as any program reads it. */
async function unzip(zip: Buffer): Promise<Map<string, string>> {
  const { inflateRawSync } = await import('node:zlib');
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(zip.length - 6);
  while (zip.readUInt32LE(at) === 0x02_01_4b_50) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString();
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    files.set(name, inflateRawSync(packed).toString());
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
