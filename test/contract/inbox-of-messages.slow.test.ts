import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contactMigrations, createContact, defaultContactConfig, type Contact } from '@foyer/contact';
import { migrate } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { authorizeAs, startTestServer, testActor, type TestServer } from '@foyer/http/testing';
import { createInbox, inboxMigrations, type Inbox } from '@foyer/inbox';
import { jobMigrations, type Jobs } from '@foyer/jobs';
import { testRunner } from '@foyer/jobs/testing';
import { createMail, listOutbox, readOutboxMail } from '@foyer/mail';
import { createMetrics } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { plainPage, purgeAll } from '@foyer/service/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';

// A message and its line in the list are written by two services in one transaction: here both are real.

const services = [
  { name: 'jobs', migrations: jobMigrations },
  { name: 'inbox', migrations: inboxMigrations },
  { name: 'contact', migrations: contactMigrations },
];

const filledIn = {
  name: 'Zoë van der Großmann',
  email: 'zoe@example.org',
  topic: 'sales',
  message: 'We need a network.\nFor 120 people.',
  'frc-captcha-solution': 'solved',
};

interface Item {
  id: string;
  state: string;
  name: string;
  reference: string;
}

describeDatabases(
  'the inbox of messages',
  (open) => {
    let contact: Contact;
    let inbox: Inbox;
    let jobs: Jobs;
    let settle: () => Promise<void>;
    let server: TestServer;
    let outboxDir: string;
    let clock: ReturnType<typeof fakeClock>;
    let hints: string[];
    let closing: (() => Promise<unknown>)[];

    beforeEach(async () => {
      const { db, engine } = open();
      clock = fakeClock('2026-11-22T12:00:00Z');
      hints = [];
      const log = silentLog();
      const metrics = createMetrics();
      const runner = testRunner({ db, engine }, { clock, log, metrics });
      settle = runner.settle;
      const root = await mkdtemp(join(tmpdir(), 'foyer-inbox-of-messages-'));
      outboxDir = join(root, 'outbox');
      const mailFrom = 'Nordlicht <hello@nordlicht.example>';
      const common = {
        db,
        clock,
        log,
        metrics,
        ...runner.ports,
        notifyDesk: (_topic: 'inbox', ids: readonly string[]) => void hints.push(...ids),
        mail: createMail({ outboxDir, from: mailFrom, log }),
        // What is sent is looked at elsewhere: MJML instead of HTML, and no thread to load.
        mailCompiler: { compile: async (mjml: string) => mjml, close: async () => undefined },
        outboxDir,
      };
      inbox = createInbox({
        readingKey: new Uint8Array(32),
        ...common,
        audit: async () => undefined,
        source: (kind) => (kind === 'message' ? contact.inboxSource : undefined),
        topics: () => contact.topics('en'),
        mailboxFor: (item) => contact.mailboxFor(item),
        recordsOf: async (subject) => (await contact.personalData[0]?.find(subject)) ?? [],
        config: { companyName: 'Nordlicht', mailFrom },
        latestDays: () => 194,
      });
      contact = createContact({
        renderPage: plainPage,
        ...common,
        inbox: inbox.port,
        checkCaptcha: async () => ({ ok: true, issuedAt: new Date(0), spend: async () => true }),
        addressKey: new Uint8Array(32),
        publicUrl: 'https://hall.nordlicht.example',
        config: defaultContactConfig({
          companyName: 'Nordlicht',
          mailFrom,
          staffMailbox: 'staff@nordlicht.example',
        }),
      });
      jobs = await runner.start({ handlers: { ...contact.jobs, ...inbox.jobs } });
      const actor = testActor('inbox.read', 'inbox.work', 'inbox.reply', 'inbox.release');
      server = await startTestServer([...contact.routes, ...inbox.deskRoutes], {
        authorize: authorizeAs(actor),
      });
      closing = [
        async () => server.close(),
        async () => runner.close(),
        async () => rm(root, { recursive: true }),
      ];
    });
    afterEach(async () => {
      for (const close of closing) await close();
    });

    const send = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
      server.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const write = async (fields: object = {}) => {
      const response = await send('/contact/messages', { ...filledIn, ...fields });
      expect(response.status).toBe(201);
      return ((await response.json()) as { reference: string }).reference;
    };
    const list = async (query = ''): Promise<Item[]> => {
      const response = await server.fetch(`/desk/api/inbox/items?limit=100&${query}`);
      return ((await response.json()) as { items: Item[] }).items;
    };
    const details = async (id: string) =>
      (await (await server.fetch(`/desk/api/inbox/items/${id}`)).json()) as {
        state: string;
        source: { deleteOn: string; threadMessageIds: string[] };
        history: { actorId: string | null; state: { from: string; to: string } }[];
        replies: { id: string; state: string }[];
      };
    const run = async (name: string) => {
      await jobs.enqueue(open().db, name, {});
      await settle();
    };
    it('holds each message the moment it was taken, and tells the desks', async () => {
      const references = await Promise.all(
        Array.from({ length: 60 }, async (_, index) => write({ name: `Visitor number${index}` })),
      );
      const items = await list();
      expect(items.map(({ reference }) => reference).toSorted()).toEqual(references.toSorted());
      expect(hints.toSorted()).toEqual(items.map(({ id }) => id).toSorted());
      // A word that no reference of four letters and digits begins with.
      expect(await list('q=number42')).toMatchObject([{ name: 'Visitor number42', state: 'open' }]);
      expect(await list(`q=${references[7]}`)).toHaveLength(1);
    });

    it('holds what is held, until staff or the visitor release it', async () => {
      await write({ website: 'http://spam.example' });
      const [held] = await list('state=held');
      expect(held).toMatchObject({ state: 'held', heldReasons: ['honeypot'] });
      const released = await send('/desk/api/inbox/releases', { ids: [held?.id] });
      expect(await released.json()).toEqual({ released: 1 });
      await settle();
      expect(await details(held?.id ?? '')).toMatchObject({
        state: 'open',
        history: [{ actorId: testActor().staffId, state: { from: 'held', to: 'open' } }],
      });
      // The whole way it would have gone at once.
      const mails = new Set((await listOutbox(outboxDir)).map(({ id }) => id.split('.')[0]));
      expect(mails).toEqual(new Set(['contact-acknowledge', 'contact-confirm', 'contact-notify']));
      const again = await write({ website: 'x' });
      expect(await contact.release(again)).toBe('released');
      expect((await list(`q=${again}`))[0]).toMatchObject({ state: 'open' });
    });

    it('answers in the thread of the acknowledgement', async () => {
      await write();
      await settle();
      const [item] = await list();
      const id = item?.id ?? '';
      const reply = await send(
        `/desk/api/inbox/items/${id}/replies`,
        { text: 'Dear {name}, yes.', state: 'closed' },
        { 'idempotency-key': '01890000-0000-7000-8000-000000000001' },
      );
      expect(reply.status).toBe(201);
      await settle();
      const { replies, source, state } = await details(id);
      expect([state, replies[0]?.state, source.deleteOn]).toEqual(['closed', 'sent', '2027-05-21']);
      const mail = await readOutboxMail(outboxDir, `inbox-reply.${replies[0]?.id}@nordlicht.example`);
      const header = (name: string) => mail?.headers.find((one) => one.name.toLowerCase() === name)?.value;
      expect(header('in-reply-to')).toBe(`<contact-acknowledge.${id}@nordlicht.example>`);
      expect(mail).toMatchObject({ to: 'zoe@example.org', replyTo: 'staff@nordlicht.example' });
      expect(mail?.subject).toBe(`Re: Products and quotations [${item?.reference}]`);
    });

    it('closes with the message, by staff and by the calendar, and opens it again to the promised day', async () => {
      const [first, second] = [await write(), await write({ name: 'Late' })];
      expect(await contact.close(first)).toBe(true);
      expect(await list('state=closed')).toMatchObject([{ reference: first }]);
      clock.advance({ days: 1 });
      const [open_] = await list('state=open');
      const change = { ids: [open_?.id], change: { state: 'closed' } };
      const closed = (await (await send('/desk/api/inbox/changes', change)).json()) as { undoToken: string };
      await settle();
      expect((await details(open_?.id ?? '')).source.deleteOn).toBe('2027-05-22');
      await send('/desk/api/inbox/undo', { undoToken: closed.undoToken });
      await settle();
      expect((await details(open_?.id ?? '')).source.deleteOn).toBe('2027-06-04');
      clock.advance({ days: 14 });
      await run('contact.close_due');
      expect(await list('state=closed')).toHaveLength(2);
      expect(await details(open_?.id ?? '')).toMatchObject({ history: [{ actorId: null }, {}, {}] });
      // From now on its period runs: work may go on, the day stays.
      await send('/desk/api/inbox/changes', { ids: [open_?.id], change: { state: 'open' } });
      await settle();
      expect(await details(open_?.id ?? '')).toMatchObject({
        state: 'open',
        source: { deleteOn: '2027-06-04', reference: second },
      });
    });

    it('corrects, and deletes on the day, with everything that was written about it', async () => {
      await write();
      const [item] = await list();
      await send(`/desk/api/inbox/items/${item?.id}/notes`, { text: 'A note' });
      const [messages] = contact.personalData;
      await messages?.correct({ email: 'zoe@example.org' }, { name: 'Zoé Petit' });
      expect(await list('q=petit')).toMatchObject([{ name: 'Zoé Petit' }]);
      expect(await list('q=grossmann')).toEqual([]);
      clock.set(new Date('2027-06-05T00:00:00Z'));
      await purgeAll(contact.personalData, clock.now());
      for (const table of ['contact.message', 'inbox.item', 'inbox.note']) {
        const { rows } = await sql`select * from ${sql.table(table)}`.execute(open().db);
        expect([table, rows]).toEqual([table, []]);
      }
    });

    it('takes in what was there before there was an inbox', async () => {
      const references = [];
      for (let index = 0; index < 5; index += 1) references.push(await write({ name: `Old ${index}` }));
      await write({ website: 'x', name: 'Held' });
      await contact.close(references[2] ?? '');
      await sql`truncate inbox.item cascade`.execute(open().db);
      await run('contact.fill_inbox');
      expect(await list()).toHaveLength(6);
      expect(await list('state=closed')).toMatchObject([{ name: 'Old 2' }]);
      expect(await list('state=held')).toMatchObject([{ name: 'Held' }]);
      await run('contact.fill_inbox');
      expect(await list('q=old')).toHaveLength(5);
    });
  },
  { services },
);

describeDatabases('a database from before there was an inbox', (open) => {
  it('leaves a job that takes its messages in', async () => {
    const { db } = open();
    const jobCount = async () =>
      (await sql<{ name: string }>`select name from jobs.job`.execute(db)).rows.map(({ name }) => name);
    const [messages] = contactMigrations;
    if (messages === undefined) throw new Error('the contact service has lost its first migration');
    await migrate(db, [
      { name: 'jobs', migrations: jobMigrations },
      { name: 'contact', migrations: [messages] },
    ]);
    await sql`
      insert into contact.message (id, reference, form, language, state, name, email, topic, message, received_at,
        auto_close_at, retention_days, delete_on, mail_domain)
      values (gen_random_uuid(), 'FO-0000-0000', 'default', 'en', 'received', 'Ada', 'ada@example.org', 'sales', 'Hi',
        now(), now(), 180, '2030-01-01', 'nordlicht.example')`.execute(db);
    await migrate(db, services);
    expect(await jobCount()).toEqual(['contact.fill_inbox']);
  });
});
