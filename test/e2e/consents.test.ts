import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { becomeAdministrator, type StaffMember } from '../support/staff-desk.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let foyer: FoyerProcess;
let officer: StaffMember;

const zoe = { email: 'zoe@example.org' };

beforeAll(async () => {
  folder = await temporaryFolder();
  foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'warn' } });
  officer = await becomeAdministrator(foyer);
});

afterAll(async () => {
  await foyer.end('SIGTERM');
  await folder.remove();
});

const ask = async (method: string, path: string, body?: object) => {
  const answer = await officer.call(method, `/desk/api/${path}`, body);
  return { status: answer.status, text: await answer.text() };
};

const page = async () => await (await fetch(`${foyer.url}/?lang=nl`)).text();

async function send(more: Record<string, string>): Promise<string> {
  const fields = { name: 'Zoë', ...zoe, topic: 'sales', message: 'Hello.', language: 'nl', ...more };
  const answer = await fetch(`${foyer.url}/contact/messages`, {
    method: 'POST',
    headers: { accept: 'text/html' },
    body: new URLSearchParams(fields),
  });
  return `${answer.status} ${await answer.text()}`;
}

async function releaseTheHeldOne(): Promise<void> {
  const { items } = JSON.parse((await ask('GET', 'inbox/items?state=held')).text);
  const ids = items.map(({ id }: { id: string }) => id);
  expect((await ask('POST', 'inbox/releases', { ids })).text).toBe('{"released":1}');
}

describe('a consent', () => {
  it('is offered by the form, given without JavaScript, proved, exported and withdrawn', async () => {
    expect(await page()).not.toContain('name="consent-news"');
    const wordings = { nl: 'Mail mij <nieuws>.', de: 'Neues.', en: 'News.', fr: 'Nouvelles.' };
    const text = { purpose: 'news', wordings, noticeVersion: '2026-11', basedOnVersion: 0 };
    expect((await ask('POST', 'privacy/consent-texts', text)).status).toBe(201);
    const forms = { default: { consents: [{ purpose: 'news' }], asksAge: true } };
    const saved = await ask('PUT', 'settings/contact.forms', { value: forms, basedOnVersion: 0 });
    expect(saved).toMatchObject({ status: 200 });
    const form = await page();
    expect(form).toMatch(/<input\s+type="checkbox"\s+name="consent-news"\s+value="1"\s*\/>/);
    expect(form).toContain('Mail mij &lt;nieuws&gt;.');
    expect(form).toMatch(/<input\s+type="checkbox"\s+name="old-enough"\s+value="yes"\s*\/>/);

    const refused = await send({ 'consent-news': '1', 'old-enough': 'yes', topic: '' });
    expect(refused).toMatch(/name="consent-news"\s+value="1"\s+checked/);
    expect(await send({ 'consent-news': '1', 'old-enough': 'yes' })).toMatch(/^201 /);
    await releaseTheHeldOne();
    expect(await send({ 'consent-news': '1' })).toMatch(/^201 /);
    await releaseTheHeldOne();

    const found = JSON.parse((await ask('POST', 'privacy/consents/search', zoe)).text);
    expect(found.items).toMatchObject([
      {
        purpose: 'news',
        event: 'given',
        wording: 'Mail mij <nieuws>.',
        form: 'contact/default',
        person: { ...zoe, phone: null },
        method: 'checkbox, released by staff',
        isOldEnough: true,
      },
    ]);
    await ask('POST', `privacy/consents/${found.items[0].id}/withdrawal`, { method: 'telephone' });

    const verified = await runCommand(['consent:verify'], { DATA_DIR: folder.path });
    expect(verified.stdout).toContain('intact: 2 entries');
    const file = join(folder.path, 'consents.ndjson');
    await writeFile(file, (await ask('GET', 'privacy/consents/export.ndjson')).text);
    const elsewhere = await runCommand(['consent:verify-export', '--file', file], { DATA_DIR: '/nowhere' });
    expect([elsewhere.code, elsewhere.stdout]).toEqual([0, verified.stdout]);
    await writeFile(file, (await readFile(file, 'utf8')).replace('telephone', 'letter'));
    const forged = await runCommand(['consent:verify-export', '--file', file], { DATA_DIR: '/nowhere' });
    expect([forged.code, forged.stderr]).toEqual([
      1,
      expect.stringContaining('entry 2: its content was changed'),
    ]);
  });

  it('to nothing is what an address gave that wants no mail, before and after the key is changed', async () => {
    await ask('POST', 'privacy/suppressions', { ...zoe, scope: 'mail' });
    const rotated = await runCommand(['suppression:rotate-key'], { DATA_DIR: folder.path });
    expect(rotated.stdout).toMatch(/new key +[0-9a-f]{16}\n1 entries/);
    const counts = async () => JSON.parse((await ask('GET', 'privacy/suppressions/counts')).text).keys;
    const [{ keyId: before }] = await counts();
    expect(JSON.parse((await ask('POST', 'privacy/suppressions/search', zoe)).text).items).toHaveLength(1);
    const [{ keyId: after }] = await counts();
    expect([after !== before, rotated.stdout.includes(after)]).toEqual([true, true]);
  });
});
