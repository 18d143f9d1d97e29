import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPrivacy, testServices, type OpenPrivacy } from '../privacy-fixture.ts';
import { verifyExport } from './export-lines.ts';

const zoe = { email: 'zoe@example.org', phone: '+31 20 123 4567' };

describeDatabases(
  'consents at the desk',
  (open) => {
    let its: OpenPrivacy;
    beforeEach(async () => {
      its = await openPrivacy(open());
      expect((await its.desk('POST', 'consent-texts', text())).body).toEqual({ version: 1 });
      its.audited.length = 0;
    });
    afterEach(async () => await its.close());

    async function give(
      subject: { email?: string; phone?: string } = zoe,
      purpose = 'news',
    ): Promise<string> {
      its.clock.advance({ minutes: 1 });
      const given = await its.privacy.consent.recordConsent(open().db, {
        purpose,
        subject,
        language: 'en',
        textVersion: 1,
        form: 'contact/default',
        method: 'checkbox',
      });
      return given?.id ?? '';
    }

    async function verdict() {
      const { problem, brokenAt } = await its.privacy.consent.verify();
      return [problem, brokenAt];
    }

    const download = async (path: string): Promise<string> =>
      await (await its.server.fetch(`/desk/api/privacy/consents/${path}`)).text();

    it('are found by the person, a page at a time, and leave a mark in the audit log', async () => {
      for (let index = 0; index < 3; index += 1) await give({ email: `m${index}@example.org` });
      const id = await give();
      const { body } = await its.desk('POST', 'consents/search', { email: 'ZOE@example.org' });
      expect(body).toMatchObject({
        items: [
          { id, event: 'given', person: { email: zoe.email, phone: zoe.phone }, wording: 'Yes, news.' },
        ],
        nextCursor: null,
      });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await its.desk('POST', 'consents/search', {
          limit: 3,
          ...(cursor !== undefined && { cursor }),
        });
        seen.push(...page.body.items.map((item: { person: { email: string } }) => item.person.email));
        cursor = page.body.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual([zoe.email, 'm2@example.org', 'm1@example.org', 'm0@example.org']);
      expect(its.audited).toEqual([
        'privacy.consent.read {"records":1,"isOfPerson":true,"purpose":null}',
        'privacy.consent.read {"records":3,"isOfPerson":false,"purpose":null}',
        'privacy.consent.read {"records":1,"isOfPerson":false,"purpose":null}',
      ]);
    });

    it('are withdrawn for somebody who telephones, once, and the receipt says so', async () => {
      const id = await give();
      const withdraw = async () =>
        (await its.desk('POST', `consents/${id}/withdrawal`, { method: 'telephone' })).body;
      expect([await withdraw(), await withdraw()]).toEqual([{ wasInForce: true }, { wasInForce: false }]);
      expect((await its.desk('GET', `consents/${id}/receipt`)).body.events).toHaveLength(2);
      const page = await download(`${id}/receipt.html`);
      expect(page).toContain('Yes, news.');
      expect(page).toContain('(telephone)');
      expect((await its.desk('GET', 'consents/01890000-0000-7000-8000-000000000000/receipt')).status).toBe(
        404,
      );
      expect(its.audited).toHaveLength(4);
    });

    it('have wordings that only grow in number, with what changed between them', async () => {
      expect((await its.desk('POST', 'consent-texts', text())).status).toBe(409);
      const wordings = {
        nl: 'Ja, nieuws.',
        de: 'Ja, Neues.',
        en: 'Yes, monthly news.',
        fr: 'Oui, nouvelles.',
      };
      await its.desk('POST', 'consent-texts', text({ wordings, basedOnVersion: 1, isTelephone: true }));
      const { body } = await its.desk('GET', 'consent-texts');
      expect(body.purposes).toMatchObject([
        {
          purpose: 'news',
          versions: [
            {
              version: 2,
              isTelephone: true,
              difference: {
                en: [
                  { text: 'Yes,', change: 'same' },
                  { text: ' monthly', change: 'added' },
                  { text: ' news.', change: 'same' },
                ],
                nl: [{ text: 'Ja, nieuws.', change: 'same' }],
              },
            },
            { version: 1, difference: null },
          ],
        },
      ]);
      for (const wrong of [{ purpose: 'canary' }, { purpose: 'A b' }, { wordings: { en: 'Yes' } }]) {
        expect((await its.desk('POST', 'consent-texts', text({ ...wrong, basedOnVersion: 0 }))).status).toBe(
          422,
        );
      }
      await expect(
        sql`update privacy.consent_text set wording = 'Other.'`.execute(open().db),
      ).rejects.toThrow('append-only');
    });

    it('are exported so that anybody can verify them, and every change of the file is found', async () => {
      await give();
      await give({ phone: '=1+23456' });
      await its.privacy.consent.withdrawConsent(open().db, { subject: zoe, method: 'link' });
      its.clock.advance({ days: 400 });
      await give({ email: 'late@example.org' });
      const [holding] = its.privacy.personalData.filter(({ name }) => name === 'privacy.consents');
      await holding?.plantCanary(new Date('2020-01-01T00:00:00Z'));
      await holding?.purge({ now: its.clock.now(), limit: 10, held: [] });
      const all = await download('export.ndjson');
      expect(all.trimEnd().split('\n')).toHaveLength(8);
      expect(await verifyExport(linesOf(all))).toMatchObject({ isIntact: true, entries: 6 });
      const some = await download('export.ndjson?to=2026-12-31&purpose=news');
      expect(await verifyExport(linesOf(some))).toMatchObject({ isIntact: true, entries: 6 });
      expect(some).not.toContain('late@example.org');
      expect(some).toContain(zoe.email);
      for (const [from, to] of [
        [zoe.email, 'eve@example.org'],
        ['Yes, news.', 'Yes, spam.'],
        ['"method":"link"', '"method":"telephone"'],
        ['2026-05', '2025-05'],
        ['"purged":"5"', '"purged":"4"'],
      ] as const) {
        expect(all).toContain(from);
        expect([from, (await verifyExport(linesOf(all.replace(from, to)))).isIntact]).toEqual([from, false]);
      }
      const lines = all.trimEnd().split('\n');
      for (let index = 1; index < lines.length - 1; index += 1) {
        const shorter = lines.filter((_, number) => number !== index).join('\n');
        expect([index, (await verifyExport(linesOf(shorter))).isIntact]).toEqual([index, false]);
      }
      await expect(verifyExport(linesOf(lines.slice(0, -1).join('\n')))).rejects.toThrow('end is missing');
      const table = await download('export.csv');
      expect(table).toContain('"tel:+31 20 123 4567"');
      expect(table).toContain(`"'=1+23456"`);
      expect(its.audited.filter((entry) => entry.startsWith('privacy.consent.export'))).toHaveLength(3);
    });

    it('are found out when somebody changes, removes or adds one behind our back', async () => {
      const { db } = open();
      for (let index = 0; index < 5; index += 1) await give({ email: `m${index}@example.org` });
      expect(await verdict()).toEqual([null, null]);
      await expect(sql`update privacy.consent_record set method = 'letter'`.execute(db)).rejects.toThrow(
        'append-only',
      );
      await expect(sql`delete from privacy.consent_chain`.execute(db)).rejects.toThrow('append-only');
      const tamper = async (change: string) => {
        await sql`alter table privacy.consent_record disable trigger user`.execute(db);
        await sql`alter table privacy.consent_text disable trigger user`.execute(db);
        await sql.raw(change).execute(db);
        await sql`alter table privacy.consent_record enable trigger user`.execute(db);
        await sql`alter table privacy.consent_text enable trigger user`.execute(db);
        return verdict();
      };
      expect(await tamper(wordingBecomes('Yes, spam.'))).toEqual(['content_changed', 1]);
      expect(await tamper(wordingBecomes('Yes, news.'))).toEqual([null, null]);
      expect(await tamper(methodBecomes('letter'))).toEqual(['content_changed', 3]);
      expect(await tamper(methodBecomes('checkbox'))).toEqual([null, null]);
      const swap = `update privacy.consent_record set person = (select person from privacy.consent_record where seq = 1) where seq = 2`;
      expect(await tamper(swap)).toEqual(['content_changed', 2]);
      expect(await tamper('delete from privacy.consent_record where seq = 2')).toEqual([
        'content_removed',
        2,
      ]);
      await sql`select privacy.chain_consent(sha256('purged'::bytea || '\\x00'::bytea || '2'::bytea), '2')`.execute(
        db,
      );
      expect(await verdict()).toEqual([null, null]);
      expect(await tamper('update privacy.consent_record set seq = null where seq = 4')).toEqual([
        'content_removed',
        4,
      ]);
      expect(await tamper('update privacy.consent_record set seq = 4 where seq is null')).toEqual([
        null,
        null,
      ]);
      const copy = `insert into privacy.consent_record select (r).* from (select jsonb_populate_record(record,
        jsonb_build_object('id', gen_random_uuid(), 'seq', null)) as r from privacy.consent_record as record where seq = 5) as one`;
      expect(await tamper(copy)).toEqual(['end_differs', 7]);
    });
  },
  { services: testServices },
);

function text(more: object = {}): object {
  const wordings = { nl: 'Ja, nieuws.', de: 'Ja, Neues.', en: 'Yes, news.', fr: 'Oui, nouvelles.' };
  return { purpose: 'news', wordings, noticeVersion: '2026-05', basedOnVersion: 0, ...more };
}

function linesOf(file: string) {
  return async function* () {
    for (const line of file.trimEnd().split('\n')) yield line;
  };
}

function wordingBecomes(wording: string): string {
  return `update privacy.consent_text set wording = '${wording}' where language = 'en'`;
}

function methodBecomes(word: string): string {
  return `update privacy.consent_record set method = '${word}' where seq = 3`;
}
