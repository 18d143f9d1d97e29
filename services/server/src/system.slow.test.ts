import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorizeAs, startTestServer, testActor, type TestServer } from '@foyer/http/testing';
import { createShutdown } from '@foyer/runtime';
import { silentLog } from '@foyer/runtime/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { privacyRecord } from './commands/privacy-record.ts';
import { loadConfig } from './config.ts';
import { openSystem, type System } from './system.ts';

const shutdown = createShutdown({ log: silentLog() });
let folder: string;
let system: System;
let server: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foyer-system-'));
  system = await openSystem(loadConfig({ DATA_DIR: folder }), silentLog(), shutdown);
  await system.jobs.start();
  const routes = [...system.services.all.flatMap((service) => service.routes), ...system.services.deskRoutes];
  const staff = testActor('settings.read', 'settings.manage', 'webhooks.manage', 'privacy.read');
  server = await startTestServer(routes, { authorize: authorizeAs(staff) });
});
afterAll(async () => {
  await server.close();
  await shutdown.run();
  await rm(folder, { recursive: true });
});

async function call(method: string, path: string, body?: object) {
  const response = await server.fetch(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('shows a visitor the topics that staff have just saved, and keeps what fits no form', async () => {
  const setting = await call('GET', '/desk/api/settings/contact.forms');
  expect(setting.body).toMatchObject({ version: 0, value: { default: { retentionDays: 180 } } });
  const labels = { en: 'Jobs', nl: 'Vacatures', de: 'Stellen', fr: 'Emplois' };
  const value = { default: { topics: [{ id: 'jobs', labels, mailbox: 'jobs@example.org' }] } };
  const saved = await call('PUT', '/desk/api/settings/contact.forms', { value, basedOnVersion: 0 });
  expect(saved).toMatchObject({ status: 200, body: { version: 1 } });
  await expect
    .poll(async () => (await call('GET', '/contact/forms/default?language=nl')).body)
    .toMatchObject({ topics: [{ id: 'jobs', label: 'Vacatures' }] });
  const broken = { default: { topics: [{ id: 'jobs', labels, mailbox: 'nobody' }] } };
  expect(
    await call('PUT', '/desk/api/settings/contact.forms', { value: broken, basedOnVersion: 1 }),
  ).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/value/default/topics/0/mailbox' }] },
  });
});

it('feeds a message that is released to those who listen, but never to a name that leads inside', async () => {
  const fields = { name: 'CRM', url: 'https://localhost/foyer', eventTypes: ['contact.message.received'] };
  expect((await call('POST', '/desk/api/webhooks/endpoints', fields)).status).toBe(201);
  const written = new URLSearchParams({
    name: 'Zoë',
    email: 'zoe@example.org',
    topic: 'jobs',
    message: 'I look for work.',
  });
  await server.fetch('/contact/messages', { method: 'POST', body: written });
  const [held] = await system.services.contact.held();
  expect(await system.services.contact.release(held?.reference ?? '')).toBe('released');
  await expect
    .poll(async () => (await call('GET', '/desk/api/webhooks/deliveries')).body['items'])
    .toMatchObject([{ type: 'contact.message.received', state: 'retrying', error: 'address_refused' }]);
});

it('prints in the record of processing whose data are kept, who is given them, and how they are protected', async () => {
  const record = await recordIn('de');
  expect(record).toMatch(/\(`staff\.accounts`\)[^#]*\*\*Betroffene\*\*: Mitarbeitende/);
  expect(record).toMatch(/\(`contact\.messages`\)[^#]*\*\*Betroffene\*\*: Besucher der Website/);
  expect(record).toMatch(
    /\(`privacy\.suppression`\)[^#]*\*\*Bleibt, obwohl [^*]*\*\*: .*Art\. 21 Abs\. 3 DSGVO/,
  );
  expect(record).toMatch(/## Empfänger\n\n- \*\*CRM \(.*\)\*\*: contact\.message\.received/);
  expect(record).toMatch(/## Sicherheit der Verarbeitung \(Art\. 32 DSGVO\)\n\n(?:- .+\n?){6}$/);
});

it('changes the form, the record of processing, the desk and the purge together when staff change a period', async () => {
  const { contact, inbox } = system.services;
  const [messages] = contact.personalData;
  const { body } = await call('GET', '/desk/api/settings/contact.forms');
  const value = { default: { retentionDays: 45, autoCloseDays: 5 } };
  const basedOnVersion = body['version'];
  expect(await call('PUT', '/desk/api/settings/contact.forms', { value, basedOnVersion })).toMatchObject({
    status: 200,
  });
  const rule =
    'Deleted 45 days after the message has been dealt with, and 50 days after it came in at the latest.';
  await expect
    .poll(async () => (await call('GET', '/contact/forms/default?language=en')).body)
    .toMatchObject({ retention: { days: 45 }, notice: { until: expect.stringContaining(rule) } });

  // The form once more, as it is shown without JavaScript.
  const refused = await server.fetch('/contact/messages', {
    method: 'POST',
    headers: { accept: 'text/html', 'accept-language': 'en' },
    body: new URLSearchParams({ name: 'Zoë' }),
  });
  expect(await refused.text()).toContain(rule);

  expect(await recordIn('en')).toContain(`**Erasure**: ${rule} Counted from \`contact.message.closed_at\`.`);
  expect(await recordIn('nl')).toMatch(/\*\*Wissen\*\*: Gewist 45 dagen nadat .* 50 dagen nadat/);
  const { body: desk } = await call('GET', '/desk/api/privacy/retention?language=de');
  expect(desk['promises']).toContainEqual(
    expect.objectContaining({
      holding: 'contact.messages',
      retention: expect.objectContaining({ days: 45, text: expect.stringContaining('45 Tage') }),
    }),
  );
  expect(inbox.personalData.map(({ retention }) => retention.days)).toEqual([50, 50]);

  await server.fetch('/contact/messages', {
    method: 'POST',
    body: new URLSearchParams({ name: 'Zoë', email: 'z@example.org', topic: 'general', message: 'Hello.' }),
  });
  const reference = (await contact.held()).at(-1)?.reference ?? '';
  await contact.release(reference);
  expect(await contact.close(reference)).toBe(true);
  expect((await messages?.purge(inDays(44)))?.purged).toBe(0);
  expect((await messages?.purge(inDays(46)))?.purged).toBe(1);
  expect(await messages?.find({ email: 'z@example.org' })).toEqual([]);
});

async function recordIn(language: string): Promise<string> {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  expect(await privacyRecord.run(system, { language }, { print, warn: print })).toBe(0);
  return lines.join('\n');
}

function inDays(days: number) {
  return { now: new Date(Date.now() + days * 86_400_000), limit: 10, held: [] };
}
