import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPrivacy, start, testServices, type OpenPrivacy } from '../privacy-fixture.ts';

const zoe = { email: 'Zoë@Müller.example', phone: '+31 20 123 4567' };

describeDatabases(
  'the consents',
  (open) => {
    let its: OpenPrivacy;
    beforeEach(async () => {
      its = await openPrivacy(open());
      await addText('news');
    });
    afterEach(async () => await its.close());

    const consent = () => its.privacy.consent;
    const holding = () => {
      const [found] = its.privacy.personalData.filter(({ name }) => name === 'privacy.consents');
      if (found === undefined) throw new Error('there must be a holding');
      return found;
    };

    async function addText(purpose: string, more: object = {}): Promise<number> {
      const say = (language: string) => `I want the ${purpose} (${language}).`;
      return await consent().texts.add(open().db, {
        purpose,
        wordings: { nl: say('nl'), de: say('de'), en: say('en'), fr: say('fr') },
        noticeVersion: '2026-05',
        isTelephone: false,
        asksAge: false,
        basedOnVersion: 0,
        addedBy: null,
        ...more,
      });
    }

    async function give(
      more: Partial<Parameters<OpenPrivacy['privacy']['consent']['recordConsent']>[1]> = {},
    ) {
      return await open()
        .db.transaction()
        .execute(async (trx) =>
          consent().recordConsent(trx, {
            purpose: 'news',
            subject: zoe,
            language: 'nl',
            textVersion: 1,
            form: 'contact/default',
            method: 'checkbox',
            ...more,
          }),
        );
    }

    const withdraw = async (purpose?: string) =>
      await open()
        .db.transaction()
        .execute(async (trx) => consent().withdrawConsent(trx, { subject: zoe, purpose, method: 'link' }));

    const has = async (purpose = 'news', subject: object = { email: 'zoë@xn--mller-kva.example' }) =>
      await consent().hasConsent(open().db, subject, purpose);

    it('are known by address or number, and kept so that nobody reads whose they are', async () => {
      await give();
      expect(await has()).toBe(true);
      expect(await has('news', { phone: '0031201234567'.replace('00', '+') })).toBe(true);
      expect(await has('news', { email: 'zoe@müller.example' })).toBe(false);
      expect(await has('news', {})).toBe(false);
      expect(await has('calls')).toBe(false);
      const { rows } = await sql<{
        row: string;
      }>`select record::text as row from privacy.consent_record as record`.execute(open().db);
      expect(rows).toHaveLength(1);
      expect(rows.map(({ row }) => row).join()).not.toMatch(/zoë|müller|kva|1234567/i);
    });

    it('end with a withdrawal, which is a record of its own, and may be given anew', async () => {
      await give();
      await give();
      its.clock.advance({ days: 1 });
      expect(await withdraw('news')).toBe(2);
      expect(await withdraw('news')).toBe(0);
      expect(await has()).toBe(false);
      await give({ method: 'telephone' });
      expect(await has()).toBe(true);
      const records = await consent().consentsOf(zoe);
      expect(
        records.map(({ method, withdrawnAt, withdrawalMethod }) => [method, withdrawnAt, withdrawalMethod]),
      ).toEqual([
        ['checkbox', new Date('2026-11-24T10:00:00Z'), 'link'],
        ['checkbox', new Date('2026-11-24T10:00:00Z'), 'link'],
        ['telephone', null, null],
      ]);
      expect(records[0]).toMatchObject({
        wording: 'I want the news (nl).',
        noticeVersion: '2026-05',
        textVersion: 1,
      });
    });

    it('are not written down without the age statement where it is asked for', async () => {
      await addText('party', { asksAge: true });
      const more = { purpose: 'party' };
      expect(await give(more)).toBeUndefined();
      expect(await give({ ...more, isOldEnough: false })).toBeUndefined();
      expect(await give({ isOldEnough: false })).toBeUndefined();
      expect(await give({ ...more, isOldEnough: true })).toBeDefined();
      expect(await has('party')).toBe(true);
      expect(await has('news')).toBe(false);
    });

    it('refuse a wording that nobody was shown, and a person that nobody can be', async () => {
      await expect(give({ textVersion: 2 })).rejects.toMatchObject({ code: 'consent_text_unknown' });
      await expect(give({ language: 'it' })).rejects.toMatchObject({ code: 'consent_text_unknown' });
      await expect(give({ subject: { email: 'nobody' } })).rejects.toThrow(RangeError);
    });

    it('are offered in the newest wording, and taken in the one before for a week', async () => {
      expect(await consent().consentOffers(open().db, ['calls', 'news'], 'de')).toEqual([
        { purpose: 'news', version: 1, wording: 'I want the news (de).', asksAge: false },
      ]);
      await expect(addText('news')).rejects.toMatchObject({ code: 'consent_text_conflict' });
      expect(await addText('news', { basedOnVersion: 1, noticeVersion: '2026-11' })).toBe(2);
      expect(await consent().consentOffers(open().db, ['news'], 'de')).toMatchObject([{ version: 2 }]);
      const isOffered = async (version: number) =>
        await consent().isOffered(open().db, 'news', version, 'de');
      expect([await isOffered(1), await isOffered(2), await isOffered(3)]).toEqual([true, true, false]);
      its.clock.advance({ days: 7, seconds: 1 });
      expect([await isOffered(1), await isOffered(2)]).toEqual([false, true]);
    });

    it('count for nothing while they are restricted, and stay past their day', async () => {
      await give();
      expect(await holding().restrict({ email: zoe.email }, true)).toBe(1);
      expect(await has()).toBe(false);
      expect(await holding().due({ now: new Date('2040-01-01T00:00:00Z'), held: [] })).toBe(0);
      await holding().restrict({ email: zoe.email }, false);
      expect(await has()).toBe(true);
    });

    it('are withdrawn by an erasure, which says how long the proof stays', async () => {
      await give();
      its.clock.advance({ days: 10 });
      expect(await holding().erase({ email: zoe.email }, { held: [], language: 'en' })).toMatchObject({
        erased: 0,
        retained: [{ until: new Date('2029-12-03T10:00:00Z') }],
      });
      expect(await has()).toBe(false);
    });

    it('are kept for three years after their end, five for calls, counted from the last use', async () => {
      await addText('calls', { isTelephone: true });
      await give();
      await give({ purpose: 'calls' });
      its.clock.advance({ days: 100 });
      await withdraw('news');
      await consent().noteUse(open().db, zoe, 'calls');
      const at = async (days: number, held: string[] = []) => {
        const now = new Date(start.getTime() + days * 86_400_000);
        const due = await holding().due({ now, held });
        return [due, (await holding().purge({ now, limit: 100, held })).purged];
      };
      expect(await at(100 + 1096 - 1)).toEqual([0, 0]);
      const [first = ''] = await holding().find(zoe);
      expect(await at(100 + 1096, [first])).toEqual([1, 1]);
      expect(await at(100 + 1096)).toEqual([1, 1]);
      expect(await at(100 + 1827 - 1)).toEqual([0, 0]);
      expect(await has('calls')).toBe(true);
      expect(await at(100 + 1827)).toEqual([1, 1]);
      expect(await holding().find(zoe)).toEqual([]);
      expect(await holding().oldest()).toBeNull();
      expect(await consent().verify()).toMatchObject({ isIntact: true, entries: 6 });
    });

    it('leave nothing of a canary when its day comes, which nobody of the staff saw', async () => {
      const marks = await holding().plantCanary(new Date(start.getTime() - 1826 * 86_400_000));
      const traces = async () => {
        const { rows } = await sql<{ row: string }>`
          select record::text as row from privacy.consent_record as record
          union all select link::text from privacy.consent_chain as link`.execute(open().db);
        const text = rows.map(({ row }) => row).join('\n');
        return marks.filter((mark) => text.includes(mark));
      };
      expect(await traces()).toEqual(marks);
      expect(await consent().verify()).toMatchObject({ isIntact: true });
      const now = new Date(start.getTime() + 86_400_000);
      await holding().purge({ now, limit: 10, held: [] });
      expect(await traces()).toEqual([]);
      expect(await consent().verify()).toMatchObject({ isIntact: true, entries: 2 });
    });

    it('give their giver a receipt, and none when the proof is gone', async () => {
      const { id = '' } = (await give({ isOldEnough: true })) ?? {};
      await withdraw();
      expect(await consent().receiptOf(id)).toMatchObject({
        schema_version: 'ISO/IEC TS 27560:2023',
        record_id: id,
        pii_processing: {
          notice_version: '2026-05',
          purposes: [{ purpose: 'news', purpose_description: 'I want the news (nl).' }],
          pii_controllers: [{ party_name: 'Nordlicht Systems' }],
        },
        events: [
          { event_state: 'consent given', method: 'checkbox', age_statement: true },
          { event_state: 'consent withdrawn', method: 'link' },
        ],
        person: { email: 'zoë@xn--mller-kva.example', phone: '+31 20 123 4567' },
      });
      const [, withdrawal = ''] = await holding().find(zoe);
      expect(await consent().receiptOf(withdrawal)).toBeUndefined();
    });
  },
  { services: testServices },
);
