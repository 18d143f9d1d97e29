import { dirname } from 'node:path';
import { describeDatabases } from '@foyer/database/testing';
import { systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAllServices, type AllServices } from '../support/all-services.ts';
import { readOutbox } from '../support/outbox.ts';

// The promise of Art. 18 GDPR: what is restricted is kept, and used for nothing, until the restriction is lifted.

const zoe = { name: 'Zoë Großmann', email: 'zoe@example.org', phone: '+31201234567' };
const anna = { name: 'Anna Bakker', email: 'anna@example.org', phone: '+31207654321' };

interface Item {
  id: string;
  reference: string;
  name: string;
  kind: string;
}

describeDatabases(
  'a person whose data are restricted',
  (open) => {
    let hall: AllServices;
    /** Everything by which a mail could be about Zoë. */
    let traces: string[];
    let heldId: string;

    beforeEach(async () => {
      hall = await openAllServices(open(), '2026-11-23T10:00:00Z');
      traces = [zoe.name, 'Großmann', zoe.email, '1234567'];
      await ask('POST', 'privacy/consent-texts', {
        purpose: 'news',
        wordings: { nl: 'Nieuws.', de: 'Neues.', en: 'News.', fr: 'Nouvelles.' },
        noticeVersion: '2026-11',
        basedOnVersion: 0,
      });
      const value = { default: { consents: [{ purpose: 'news' }] } };
      await ask('PUT', 'settings/contact.forms', { value, basedOnVersion: 0 });
      await ask('POST', 'webhooks/endpoints', {
        name: 'CRM',
        url: 'https://localhost/foyer',
        eventTypes: ['contact.message.received', 'callback.request.received'],
      });
      for (const person of [zoe, anna]) {
        await write(person);
        await call(person);
      }
      await release();
      // Another one each, which stays held.
      for (const person of [zoe, anna]) await write(person);
      for (const item of await items()) if (item.name === zoe.name) traces.push(item.reference);
      heldId = (await items('?state=held')).find(({ name }) => name === zoe.name)?.id ?? '';
      for (const { id, kind } of await items('?state=open')) {
        if (kind === 'message') await reply(id);
      }
    });
    afterEach(async () => await hall.close());

    it('gets no mail and no call, is exported to nobody, and all of it goes on when that is lifted', async () => {
      await restrict('restriction');
      await hall.settleJobs();
      await hall.run('contact.report_held');
      // The wait of a job is shorter than this.
      hall.clock.advance({ hours: 1 });
      await hall.settleJobs();
      await expectUnused();
      expect(await mailsWith([anna.name, anna.email])).toEqual(
        expect.arrayContaining(['acknowledge', 'booked', 'confirm', 'notify', 'reply']),
      );
      expect(await calls()).toEqual([anna.name]);
      expect(await (await hall.desk('GET', 'inbox/export.csv')).text()).toContain(anna.email);
      expect(await tried()).toEqual([false, false, true, true]);

      await restrict('lift_restriction');
      hall.clock.advance({ hours: 1 });
      await hall.settleJobs();
      expect(await mailsWith([zoe.name, zoe.email])).toEqual(await mailsWith([anna.name, anna.email]));
      expect((await calls()).toSorted()).toEqual([anna.name, zoe.name]);
      expect(await (await hall.desk('GET', 'inbox/export.csv')).text()).toContain(zoe.email);
      expect(await tried()).toEqual([true, true, true, true]);
      expect(await agreesToNews()).toBe(true);
      expect(await answer('POST', 'inbox/releases', { ids: [heldId] })).toEqual({ released: 1 });
      expect(await deadJobs()).toBe(0);
    });

    it('stays past its day, open as it was, and goes with the next purge when that is lifted', async () => {
      await hall.settleJobs();
      await restrict('restriction');
      const before = await rows();
      for (let day = 0; day < 400; day += 20) {
        hall.clock.advance({ days: 20 });
        await housekeeping();
      }
      expect(await rows()).toEqual(before);
      await expectUnused({ mails: false });

      await restrict('lift_restriction');
      await housekeeping();
      expect(await rows()).toEqual([]);
      // The proof of a consent is kept for longer.
      expect(await agreesToNews()).toBe(true);
    });

    async function expectUnused({ mails } = { mails: true }): Promise<void> {
      if (mails) expect(await mailsWith(traces)).toEqual([]);
      expect(await calls()).not.toContain(zoe.name);
      const { rows: requests } = await sql<{ id: string }>`
        select id from callback.request where name = ${zoe.name}`.execute(open().db);
      expect((await hall.desk('POST', `callback/${requests[0]?.id}/claim`)).status).toBe(404);
      const csv = await (await hall.desk('GET', 'inbox/export.csv')).text();
      for (const text of [zoe.name, zoe.email, '1234567', 'Yggdrasil of Zoë']) {
        expect(csv).not.toContain(text);
      }
      expect(await agreesToNews()).toBe(false);
      expect(await answer('POST', 'inbox/releases', { ids: [heldId] })).toEqual({ released: 0 });
      expect(await deadJobs()).toBe(0);
    }

    /** What runs by itself, however long it takes. */
    async function housekeeping(): Promise<void> {
      for (const job of ['contact.close_due', 'contact.report_held', 'privacy.remind', 'webhooks.purge']) {
        await hall.run(job);
      }
      await hall.run('privacy.purge');
      await hall.settleJobs();
    }

    async function ask(method: string, path: string, body?: object): Promise<Response> {
      const response = await hall.desk(method, path, body);
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response;
    }

    async function answer<Body>(method: string, path: string, body?: object): Promise<Body> {
      return (await (await ask(method, path, body)).json()) as Body;
    }

    async function items(query = ''): Promise<Item[]> {
      return (await answer<{ items: Item[] }>('GET', `inbox/items${query}`)).items;
    }

    async function write({ name, email }: typeof zoe): Promise<void> {
      const fields = { name, email, topic: 'sales', message: `Yggdrasil of ${name}.`, 'consent-news': '1' };
      expect(await hall.send('/contact/messages', fields)).toBe(201);
    }

    async function call({ name, email, phone }: typeof zoe): Promise<void> {
      const fields = { name, email, phone, slot: 'asap', zone: 'Europe/Amsterdam' };
      expect(await hall.send('/callback/requests', fields)).toBe(201);
    }

    async function release(): Promise<void> {
      const ids = (await items('?state=held')).map(({ id }) => id);
      expect(await answer('POST', 'inbox/releases', { ids })).toEqual({ released: 4 });
    }

    async function reply(id: string): Promise<void> {
      const response = await hall.desk(
        'POST',
        `inbox/items/${id}/replies`,
        { text: 'We are at it.' },
        {
          'idempotency-key': crypto.randomUUID(),
        },
      );
      expect(response.status).toBe(201);
    }

    async function restrict(kind: 'restriction' | 'lift_restriction'): Promise<void> {
      const { email, phone } = zoe;
      const request = { kind, channel: 'letter', email, phone, language: 'en' };
      const { id } = await answer<Item>('POST', 'privacy/requests', request);
      await ask('POST', `privacy/requests/${id}/execution`, {});
    }

    /** Kinds of the mails in which one of these texts stands. */
    async function mailsWith(texts: readonly string[]): Promise<string[]> {
      const mails = await readOutbox(dirname(hall.dataFolder.outbox));
      const found = mails.filter((mail) => texts.some((text) => JSON.stringify(mail).includes(text)));
      return found.map(({ messageId }) => /-(\w+)\./.exec(messageId ?? '')?.[1] ?? '').toSorted();
    }

    async function calls(): Promise<string[]> {
      const { items: queue } = await answer<{ items: Item[] }>('GET', 'callback/queue');
      return queue.map(({ name }) => name);
    }

    /** Whether another system was told, or tried to, of each message and request that was not held. */
    async function tried(): Promise<boolean[]> {
      const { rows: deliveries } = await sql<{ attempts: number }>`
        select attempts from webhooks.delivery where type not like 'privacy.%' and state <> 'gone'
        order by attempts`.execute(open().db);
      return deliveries.map(({ attempts }) => attempts > 0);
    }

    async function agreesToNews(): Promise<boolean> {
      return await hall.services.privacy.consent.hasConsent(open().db, { email: zoe.email }, 'news');
    }

    async function deadJobs(): Promise<number | undefined> {
      const { rows: dead } = await sql<{ n: number }>`
        select count(*) as n from jobs.job where state = 'dead'`.execute(open().db);
      return dead[0]?.n;
    }

    /** All of her messages, requests and items, as they are. */
    async function rows(): Promise<string[]> {
      const { rows: found } = await sql<{ row: string }>`
        select one::text as row from contact.message as one where name = ${zoe.name}
        union all select one::text from callback.request as one where name = ${zoe.name}
        union all select one::text from inbox.item as one where name = ${zoe.name}
        order by 1`.execute(open().db);
      return found.map(({ row }) => row);
    }
  },
  { services: [...systemMigrations] },
);
