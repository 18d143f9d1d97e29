import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { keptFiles, keptMails, keptRows, keptText, type Kept } from '../support/kept-bytes.ts';
import { readOutbox } from '../support/outbox.ts';
import { personFinder } from '../support/person-traces.ts';
import { freshSolution } from '../support/solve-puzzle.ts';
import { becomeAdministrator, type StaffMember } from '../support/staff-desk.ts';

// The promise: who has their data erased is nowhere any more, neither in a table nor in a file nor in the log.

const person = {
  name: 'Zsófia Quixotewell',
  email: 'zsofia.quixotewell@mailbox77.example',
  phone: '+31207654321',
  message: 'The thermocouple of the Yggdrasil compressor rattles.',
};
const findPerson = personFinder([
  'Zsófia',
  'Quixotewell',
  'mailbox77',
  person.email,
  '31207654321',
  '0207654321',
  '7654321',
  'thermocouple',
  'yggdrasil',
  // What staff wrote about it.
  'gasketwise',
  'flangework',
]);

it.each([
  ['text', 'x quixoteWELL y'],
  ['UTF-8', Buffer.from('Zsófia')],
  ['quoted-printable', 'Zs=C3=B3fia'],
  ['base64', Buffer.from(`a letter of ${person.email} and more`).toString('base64')],
  ['hexadecimal', Buffer.from('thermocouple').toString('hex')],
  ['escaped JSON', String.raw`{"name":"Zs\u00f3fia"}`],
])('the search finds the person as %s', (_what, hidden) => {
  expect(findPerson(Buffer.from(hidden))).not.toEqual([]);
});

it('the search finds nobody in what is somebody else’s', () => {
  expect(findPerson(Buffer.from('Ada Example, ada@example.org, +31 20 123 4567, a pump'))).toEqual([]);
});

describe('a person who has filled every form', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let ada: StaffMember;
  let siteKey: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'trace' }, readySeconds: 200 });
    ada = await becomeAdministrator(foyer);
    const door = await (await fetch(`${foyer.url}/my-data`)).text();
    siteKey = /sitekey="([^"]+)"/.exec(door)?.[1] ?? '';
  });
  afterAll(async () => {
    await foyer.end('SIGTERM');
    await folder.remove();
  });

  const form = async (path: string, fields: Record<string, string>): Promise<Response> =>
    await fetch(foyer.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const json = async (path: string, body: object): Promise<Response> =>
    await fetch(foyer.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, 'frc-captcha-solution': await freshSolution(foyer.url, siteKey) }),
    });
  const linkTo = async (path: string): Promise<string> =>
    await until(async () => {
      const mails = await readOutbox(folder.path);
      const links = mails.flatMap(({ text }) => new RegExp(`${path}/[\\w.-]+`).exec(text ?? '')?.[0] ?? []);
      return links[0];
    });

  /** A form that asks for a consent, and a system that wants to hear of what comes in. */
  const prepare = async (): Promise<void> => {
    const wordings = { nl: 'Nieuws.', de: 'Neues.', en: 'News by mail.', fr: 'Nouvelles.' };
    const answers = [
      await ada.call('POST', '/desk/api/privacy/consent-texts', {
        purpose: 'news',
        wordings,
        noticeVersion: '2026-11',
        basedOnVersion: 0,
      }),
      await ada.call('PUT', '/desk/api/settings/contact.forms', {
        value: { default: { consents: [{ purpose: 'news' }] } },
        basedOnVersion: 0,
      }),
      await ada.call('POST', '/desk/api/webhooks/endpoints', {
        name: 'CRM',
        url: 'https://localhost/foyer',
        eventTypes: ['contact.message.received', 'callback.request.received'],
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 201]);
  };
  const deliveries = async (): Promise<{ type: string; attempts: number }[]> => {
    const answer = await ada.call('GET', '/desk/api/webhooks/deliveries');
    return ((await answer.json()) as { items: { type: string; attempts: number }[] }).items;
  };

  it('finds all of it at /my-data, and is nowhere after it was erased', async () => {
    const { name, email, phone, message } = person;
    await prepare();
    const fields = { name, email, phone, topic: 'general', message, 'consent-news': '1' };
    const written = await json('/contact/messages', fields);
    expect([written.status, written.ok ? '' : await written.text()]).toEqual([201, '']);
    const { reference } = (await written.json()) as { reference: string };
    const held = await form('/contact/messages', { name, email, topic: 'general', message });
    expect(held.status).toBe(201);
    const slots = (await (await fetch(`${foyer.url}/callback/slots`)).json()) as {
      slots: { startsAt: string }[];
    };
    const slot = slots.slots.at(-1)?.startsAt;
    const call = await json('/callback/requests', { name, email, phone, message, slot });
    expect([call.status, call.status === 201 ? '' : await call.text()]).toEqual([201, '']);

    const newsletter = (await (await fetch(`${foyer.url}/newsletter/form`)).json()) as {
      consent: { version: number };
    };
    const asked = await json('/newsletter/subscriptions', {
      name,
      email,
      salutation: 'mrs',
      'consent-newsletter': String(newsletter.consent.version),
    });
    expect([asked.status, asked.status === 202 ? '' : await asked.text()]).toEqual([202, '']);
    expect((await form(await linkTo('/newsletter/confirm'), {})).status).toBe(200);

    const { items } = (await (await ada.call('GET', '/desk/api/inbox/items')).json()) as {
      items: { id: string; reference: string }[];
    };
    const item = items.find((one) => one.reference === reference);
    const noted = await ada.call('POST', `/desk/api/inbox/items/${item?.id}/notes`, {
      text: 'Sounds gasketwise.',
    });
    expect(noted.status).toBe(201);
    const replied = await ada.call(
      'POST',
      `/desk/api/inbox/items/${item?.id}/replies`,
      { subject: 'Your compressor', text: 'Dear Zsófia Quixotewell, the flangework is ours.' },
      { 'idempotency-key': crypto.randomUUID() },
    );
    expect([replied.status, replied.ok ? '' : await replied.text()]).toEqual([201, '']);
    await until(
      async () =>
        (await readOutbox(folder.path)).some(({ text }) => text?.includes('flangework')) || undefined,
    );

    await until(async () =>
      (await deliveries()).filter((one) => one.attempts > 0).length === 2 ? true : undefined,
    );
    expect((await form('/my-data', { email: email.toUpperCase() })).status).toBe(202);
    const opened = await form(await linkTo('/my-data/open'), {});
    expect([opened.status, opened.status === 303 ? '' : await opened.text()]).toEqual([303, '']);
    const page = opened.headers.get('location') ?? '';
    const shown = await (await fetch(foyer.url + page)).text();
    for (const text of [
      'thermocouple',
      'gasketwise',
      'flangework',
      'Quixotewell',
      '31207654321',
      'News by mail.',
    ]) {
      expect(shown).toContain(text);
    }
    expect(traces(await everything())).not.toEqual([]);
    expect(traces(await files('database'))).not.toEqual([]);

    const erased = await form(`${page}/erasure`, {});
    expect(erased.status).toBe(200);
    const answer = await erased.text();
    const receiptPath = /href="(\/my-data\/receipt\/[^"]+)"/.exec(answer)?.[1] ?? '';
    const receipt = await (await fetch(foyer.url + receiptPath)).text();
    await writeFile(join(folder.path, 'receipt.json'), receipt);
    const verified = await runCommand(
      ['receipt:verify', '--file', join(folder.path, 'receipt.json')],
      foyer.env,
    );
    expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining('contact.messages: 2')]);
    expect(verified.stdout).toContain('newsletter.subscribers: 1');

    expect((await fetch(foyer.url + page)).status).toBe(404);
    await untilNowhere(everything);
    // The files of the database forget at once: nobody else was erased a moment ago.
    await untilNowhere(async () => await files('database'));
    const dump = await runCommand(['backup', '--to', join(folder.path, 'dump.jsonl.gz')], foyer.env);
    expect(dump.code).toBe(0);
    await foyer.end('SIGTERM');
    const kept = [
      ...(await everything()),
      ...(await files('database')),
      ...(await files('dump')),
      ...(await keptRows(foyer.env)),
    ];
    expect(kept.length).toBeGreaterThan(40);
    expect(traces(kept)).toEqual([]);
  });

  /** What does not need the database to be closed. */
  async function everything(): Promise<Kept[]> {
    const kept = [keptText('log', foyer.output()), ...(await keptMails(folder.path))];
    for await (const file of keptFiles(folder.path)) {
      if (!file.place.startsWith('database') && !file.place.startsWith('dump')) kept.push(file);
    }
    return kept;
  }

  async function files(beginning: string): Promise<Kept[]> {
    const kept: Kept[] = [];
    for await (const file of keptFiles(folder.path)) if (file.place.startsWith(beginning)) kept.push(file);
    return kept;
  }
});

function traces(kept: readonly Kept[]): string[] {
  return kept.flatMap(({ place, bytes }) => findPerson(bytes).map((what) => `${place}: ${what}`));
}

async function untilNowhere(look: () => Promise<Kept[]>): Promise<void> {
  await expect.poll(async () => traces(await look()), { timeout: 30_000, interval: 200 }).toEqual([]);
}

async function until<Value>(find: () => Promise<Value | undefined>, seconds = 30): Promise<Value> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('it did not come in time');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
