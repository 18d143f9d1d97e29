import { describeDatabases } from '@foyer/database/testing';
import { listOutbox } from '@foyer/mail';
import { startSmtpPeer, type SmtpPeer } from '@foyer/mail/testing';
import { liveThroughCanaries, purgeAll } from '@foyer/service/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ada, compiler, openDesk, testServices, type Desk } from './inbox-fixture.ts';

const key = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;

interface Reply {
  id: string;
  subject: string;
  state: string;
  refusal: string | null;
}

describeDatabases(
  'replying by mail',
  (open) => {
    let desk: Desk;
    let peer: SmtpPeer;
    beforeEach(async () => {
      peer = await startSmtpPeer();
      desk = await openDesk(open(), { smtpUrl: peer.url, mailCompiler: compiler });
    });
    afterEach(async () => {
      await desk.close();
      await peer.close();
    });

    const reply = async (id: string, n: number, body: object) =>
      desk.send('POST', `/items/${id}/replies`, body, { 'idempotency-key': key(n) });
    /** The first attempt fails, ten others have failed in between, and so does the last one. */
    const untilItsJobDies = async () => {
      await desk.settle();
      await sql`update jobs.job set failures = 11 where name = 'inbox.send_reply'`.execute(open().db);
      desk.clock.advance({ days: 1 });
      await desk.settle();
    };
    const details = async (id: string) =>
      (await (await desk.get(`/items/${id}`)).json()) as {
        state: string;
        replyCount: number;
        replies: Reply[];
      };

    it('goes into the visitor’s thread, in the visitor’s language, and answers come to the topic’s mailbox', async () => {
      const id = await desk.receive({
        language: 'nl',
        reference: 'FO-7K3M-9QXD',
        threadMessageIds: ['contact-confirm.1@nordlicht.example', 'contact-acknowledge.1@nordlicht.example'],
      });
      const created = await reply(id, 1, {
        text: 'Beste {name},\n\nGraag. Kenmerk {reference}.',
        state: 'waiting',
      });
      expect(created.status).toBe(201);
      expect(await created.json()).toMatchObject({
        subject: 'Re: Producten en offertes [FO-7K3M-9QXD]',
        text: 'Beste Zoë van der Großmann,\n\nGraag. Kenmerk FO-7K3M-9QXD.',
        state: 'queued',
        authorId: ada,
      });
      await desk.settle();
      desk.clock.advance({ minutes: 5 });
      await reply(id, 2, { text: 'En nog iets.', subject: 'Re: Offerte' });
      await desk.settle();

      const [first, second] = peer.mails;
      const [one, two] = (await details(id)).replies;
      expect(first?.to).toEqual(['zoe@example.org']);
      const source = first?.source ?? '';
      const thread = '<contact-confirm.1@nordlicht.example> <contact-acknowledge.1@nordlicht.example>';
      expect(header(source, 'message-id')).toBe(`<inbox-reply.${one?.id}@nordlicht.example>`);
      expect(header(source, 'in-reply-to')).toBe('<contact-acknowledge.1@nordlicht.example>');
      expect(header(source, 'references')).toBe(thread);
      expect(header(source, 'subject')).toBe('Re: Producten en offertes [FO-7K3M-9QXD]');
      expect(header(source, 'reply-to')).toBe('sales@nordlicht.example');
      expect(header(source, 'content-language')).toBe('nl');
      expect(header(source, 'date')).toBe('Wed, 25 Nov 2026 12:00:00 +0000');
      expect(header(source, 'auto-submitted')).toBeUndefined();
      expect(source).toContain('multipart/alternative');
      expect(source).toContain('uiterlijk op 7 juni 2027');
      expect(source).toContain('lang=3D"nl"');
      expect(header(second?.source ?? '', 'in-reply-to')).toBe(`<inbox-reply.${one?.id}@nordlicht.example>`);
      expect(header(second?.source ?? '', 'references')).toBe(
        `${thread} <inbox-reply.${one?.id}@nordlicht.example>`,
      );
      expect(two).toMatchObject({ state: 'sent', subject: 'Re: Offerte [FO-7K3M-9QXD]', refusal: null });
      expect(await details(id)).toMatchObject({ state: 'waiting', replyCount: 2 });
      expect(JSON.stringify(desk.audits)).not.toMatch(/Graag|Zo/);
    });

    it('is one reply and one mail however often it comes with its key, and stays the same mail when its job runs twice', async () => {
      const id = await desk.receive();
      const responses = await Promise.all(
        Array.from({ length: 10 }, async () => reply(id, 1, { text: 'Yes.', state: 'closed' })),
      );
      const bodies = (await Promise.all(responses.map(async (response) => response.json()))) as Reply[];
      expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(bodies.map((body) => body.id)).size).toBe(1);
      await desk.settle();
      expect(peer.mails).toHaveLength(1);
      expect(await details(id)).toMatchObject({ state: 'closed', replyCount: 1 });
      expect(await desk.closedAt(id)).toEqual(desk.clock.now());

      // As if the process had died between the mail and the note that it was sent.
      await sql`update inbox.reply set state = 'queued', settled_at = null`.execute(open().db);
      desk.clock.advance({ hours: 1 });
      await desk.jobs.enqueue(open().db, 'inbox.send_reply', { replyId: bodies[0]?.id ?? '' });
      await desk.settle();
      const [one, two] = peer.mails.map(({ source }) => source);
      for (const name of ['message-id', 'date', 'references', 'subject']) {
        expect(header(two ?? '', name)).toBe(header(one ?? '', name));
      }
      const other = await reply(id, 1, { text: 'No.' });
      expect([other.status, await other.json()]).toMatchObject([422, { code: 'idempotency_key_reused' }]);
    });

    it('refuses a reply without a key, to nobody, to what is held or restricted, and to what is not there', async () => {
      const id = await desk.receive();
      expect(await code(await desk.send('POST', `/items/${id}/replies`, { text: 'x' }))).toBe(
        'idempotency_key_missing',
      );
      const cases: [string, Parameters<Desk['receive']>[0]][] = [
        ['reply_without_address', { email: null, phone: '020 123 45 67' }],
        ['item_held', { state: 'held', heldReasons: 'links' }],
        ['reply_restricted', { isRestricted: true }],
        ['item_unknown', { kind: 'callback' }],
      ];
      for (const [expected, letter] of cases) {
        expect(await code(await reply(await desk.receive(letter), 1, { text: 'x' }))).toBe(expected);
      }
      expect(await code(await reply(ada, 1, { text: 'x' }))).toBe('item_unknown');
      await desk.settle();
      expect(peer.mails).toEqual([]);
    });

    it('shows why a mail was refused, without the address, and keeps one back while it may not be used', async () => {
      peer.behaviour.refuseRecipient = 550;
      const id = await desk.receive();
      await reply(id, 1, { text: 'Hello.' });
      await desk.settle();
      const [refused] = (await details(id)).replies;
      expect(refused).toMatchObject({ state: 'refused', refusal: expect.stringContaining('550') });
      expect(refused?.refusal).not.toContain('zoe@');
      // The next one does not answer what never arrived.
      peer.behaviour.refuseRecipient = undefined;
      await reply(id, 2, { text: 'Again.' });
      await desk.settle();
      expect(header(peer.mails[0]?.source ?? '', 'in-reply-to')).toBeUndefined();

      peer.behaviour.refuseMessage = 451;
      await reply(id, 3, { text: 'Later.' });
      await desk.settle();
      await desk.change(id, { isRestricted: true });
      peer.behaviour.refuseMessage = undefined;
      desk.clock.advance({ hours: 2 });
      await desk.settle();
      expect(peer.mails).toHaveLength(1);
      expect((await details(id)).replies.at(-1)).toMatchObject({ state: 'queued', refusal: null });
      await desk.change(id, { isRestricted: false });
      desk.clock.advance({ hours: 1 });
      await desk.settle();
      expect(peer.mails).toHaveLength(2);
      expect((await details(id)).replies.at(-1)).toMatchObject({ state: 'sent' });
    });

    it('shows that nobody took the mail, opens the item again, and sends it once more when told to', async () => {
      peer.behaviour.refuseMessage = 451;
      const id = await desk.receive();
      await reply(id, 1, { text: 'Hello.', state: 'closed' });
      await untilItsJobDies();
      await expect
        .poll(async () => (await details(id)).replies[0]?.state, { timeout: 15_000 })
        .toBe('failed');
      expect(await details(id)).toMatchObject({
        state: 'open',
        replies: [{ refusal: expect.stringContaining('could not be handed over') }],
      });
      await desk.settle();
      expect(await desk.closedAt(id)).toBeNull();

      const [failed] = (await details(id)).replies;
      const resend = async (of = failed?.id, item = id) =>
        desk.send('POST', `/items/${item}/replies/${of}/resend`);
      peer.behaviour.refuseMessage = undefined;
      const again = await resend();
      expect([again.status, await again.json()]).toMatchObject([200, { state: 'queued', refusal: null }]);
      expect(await code(await resend())).toBe('reply_not_failed');
      await desk.settle();
      expect(peer.mails).toHaveLength(1);
      expect(header(peer.mails[0]?.source ?? '', 'message-id')).toContain(failed?.id);
      expect((await details(id)).replies).toMatchObject([{ state: 'sent', refusal: null }]);
      expect(await code(await resend())).toBe('reply_not_failed');
      expect(await code(await resend(key(9)))).toBe('reply_unknown');
      expect(await code(await resend(failed?.id, await desk.receive()))).toBe('reply_unknown');
      expect(desk.audits.map(({ action }) => action)).toContain('inbox.reply.resend');
    });

    it('sends a refused reply once more, but not what may not be used any more', async () => {
      peer.behaviour.refuseRecipient = 550;
      const id = await desk.receive();
      const { id: refused } = (await (await reply(id, 1, { text: 'Hello.' })).json()) as Reply;
      await desk.settle();
      peer.behaviour.refuseRecipient = undefined;
      const resend = async () => desk.send('POST', `/items/${id}/replies/${refused}/resend`);
      await desk.change(id, { isRestricted: true });
      expect(await code(await resend())).toBe('reply_restricted');
      await desk.change(id, { isRestricted: false });
      expect((await resend()).status).toBe(200);
      await desk.settle();
      expect((await details(id)).replies).toMatchObject([{ state: 'sent', refusal: null }]);
    });

    it('sends what was given up when its job is tried again by command', async () => {
      peer.behaviour.refuseMessage = 451;
      const id = await desk.receive();
      await reply(id, 1, { text: 'Hello.' });
      await untilItsJobDies();
      await expect
        .poll(async () => (await details(id)).replies[0]?.state, { timeout: 15_000 })
        .toBe('failed');
      peer.behaviour.refuseMessage = undefined;
      expect(await desk.jobs.retryAll()).toBe(1);
      await desk.settle();
      expect(peer.mails).toHaveLength(1);
      expect((await details(id)).replies).toMatchObject([{ state: 'sent', refusal: null }]);
    });
  },
  { services: testServices },
);

describeDatabases(
  'what belongs to an item',
  (open) => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await openDesk(open());
    });
    afterEach(() => desk.close());

    const rows = async (table: string): Promise<number> =>
      (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(open().db)).rows[0]
        ?.n ?? -1;
    const fill = async () => {
      const id = await desk.receive();
      await desk.send('POST', `/items/${id}/replies`, { text: 'Hello.' }, { 'idempotency-key': key(1) });
      await desk.send('POST', `/items/${id}/notes`, { text: 'A note.' });
      await desk.send('POST', '/changes', { ids: [id], change: { assigneeId: ada } });
      await desk.settle();
      return id;
    };

    it('goes with it, to the copies of its mails, and whatever was still to be sent', async () => {
      const id = await fill();
      expect(await listOutbox(desk.outboxDir)).toHaveLength(1);
      await open()
        .db.transaction()
        .execute(async (trx) => desk.inbox.port.remove(trx, [id]));
      await desk.settle();
      expect(await listOutbox(desk.outboxDir)).toEqual([]);
      for (const table of ['inbox.item', 'inbox.note', 'inbox.reply', 'inbox.change', 'jobs.job']) {
        expect([table, await rows(table)]).toEqual([table, 0]);
      }
    });

    it('is found, exported and erased with the person, and nobody else’s', async () => {
      await fill();
      const other = await desk.receive({ email: 'anna@example.org' });
      await desk.send('POST', `/items/${other}/notes`, { text: 'Another.' });
      const [items, correspondence] = desk.inbox.personalData;
      const subject = { email: 'zoe@example.org' };
      expect(await items?.export(subject)).toMatchObject([{ fields: { name: 'Zoë van der Großmann' } }]);
      expect(await correspondence?.export(subject)).toMatchObject([
        { fields: { kind: 'note', text: 'A note.' } },
        { fields: { kind: 'reply', text: 'Hello.', state: 'sent' } },
      ]);
      expect(await correspondence?.find({ email: 'nobody@example.org' })).toEqual([]);
      expect(await correspondence?.erase(subject, { held: [], language: 'en' })).toEqual({
        erased: 2,
        retained: [],
      });
      await desk.settle();
      expect(await listOutbox(desk.outboxDir)).toEqual([]);
      expect([await rows('inbox.note'), await rows('inbox.reply')]).toEqual([1, 0]);
      expect(await items?.erase(subject, { held: [], language: 'en' })).toEqual({ erased: 1, retained: [] });
      expect(await rows('inbox.item')).toBe(1);
    });

    it('is deleted when it outlived its source', async () => {
      const [gone] = [await desk.receive(), await desk.receive()];
      await sql`delete from test_source.letter where id = ${gone}::uuid`.execute(open().db);
      desk.clock.advance({ days: 193 });
      await purgeAll(desk.inbox.personalData, desk.clock.now());
      expect(await rows('inbox.item')).toBe(2);
      desk.clock.advance({ days: 1 });
      await purgeAll(desk.inbox.personalData, desk.clock.now());
      expect(await rows('inbox.item')).toBe(1);
    });

    it('deletes what is over its time in every holding on its day, and not before', async () => {
      const seen = await liveThroughCanaries(desk.inbox.personalData, desk.clock.now());
      expect(seen).toEqual({
        'inbox.items': { marks: 6, before: 0, onTheDay: 1, after: 0 },
        'inbox.correspondence': { marks: 6, before: 0, onTheDay: 2, after: 0 },
      });
    });

    it('shows nobody the item that it made up', async () => {
      const [items] = desk.inbox.personalData;
      await items?.plantCanary(new Date('2026-06-01'));
      for (const path of ['/items', '/items?kind=message', '/items?q=canary', '/items?topic=other']) {
        expect(await (await desk.get(path)).json()).toMatchObject({ items: [] });
      }
      expect(await (await desk.get('/counts')).json()).toMatchObject({ open: 0, closed: 0, held: 0 });
    });

    it('finds what outlived its source behind a page of what did not, and leaves what is held', async () => {
      const [items] = desk.inbox.personalData;
      const [kept, gone, held] = [await desk.receive(), await desk.receive(), await desk.receive()];
      await sql`delete from test_source.letter where id <> ${kept}::uuid`.execute(open().db);
      desk.clock.advance({ days: 195 });
      const options = { now: desk.clock.now(), held: [held] };
      expect(await items?.due(options)).toBe(1);
      expect(await items?.purge({ ...options, limit: 1 })).toEqual({ purged: 1, more: true });
      expect(await items?.purge({ ...options, limit: 1 })).toEqual({ purged: 0, more: false });
      const { rows: left } = await sql<{ id: string }>`select id from inbox.item order by id`.execute(
        open().db,
      );
      expect(left.map(({ id }) => id)).toEqual([kept, held].toSorted());
      expect(left.map(({ id }) => id)).not.toContain(gone);
    });
  },
  { services: testServices },
);

function header(source: string, name: string): string | undefined {
  return new RegExp(String.raw`^${name}:\s*((?:.*)(?:\r\n[ \t].*)*)`, 'im')
    .exec(source)?.[1]
    ?.replaceAll(/\r\n[ \t]+/g, ' ')
    .trim();
}

async function code(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code;
}
