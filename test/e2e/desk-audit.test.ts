import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskRoutesOf } from '../support/desk-routes.ts';
import { keepPromises, writeNewsletters } from '../support/desk-changes.ts';
import { askForCall, writeMessage } from '../support/desk-visit.ts';
import { addEasySite } from '../support/easy-site.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { becomeAdministrator, invite, staffPassword, type StaffMember } from '../support/staff-desk.ts';

// Everything that staff can change is changed once, and each time the audit log must say who did it.

/** No entry, or not here, and why. */
const exempt: Record<string, string> = {
  'POST /desk/api/staff/me/totp': 'nothing is in force before its first code was right',
  'POST /desk/api/staff/me/passkeys/options': 'signs a challenge and changes nothing',
  'POST /desk/api/staff/me/passkeys': 'needs an authenticator: passkey.test.ts',
  'DELETE /desk/api/staff/me/passkeys/{id}': 'needs an authenticator: passkey.test.ts',
  'POST /desk/api/privacy/consents/{id}/withdrawal': 'needs a consent: consent-desk.slow.test.ts of privacy',
  'POST /desk/api/inbox/items/{id}/replies/{replyId}/resend':
    'needs a mail server that refuses: replies.slow.test.ts of the inbox',
  'POST /desk/api/newsletter/audience/count': 'only counts',
  'POST /desk/api/newsletter/previews': 'draws what is not saved yet, and is gone after a day',
  'POST /desk/api/newsletter/subscribers/{id}/unsubscribe':
    'needs a subscriber: newsletter-desk.slow.test.ts',
  ...Object.fromEntries(
    [
      'campaigns/{id}/release',
      'campaigns/{id}/schedule',
      'campaigns/{id}/unschedule',
      'campaigns/{id}/start',
    ].map((path) => [`POST /desk/api/newsletter/${path}`, 'needs a public address: campaigns.slow.test.ts']),
  ),
  ...Object.fromEntries(
    ['pause', 'resume', 'cancel', 'repeat-refused', 'believe-refusals'].map((act) => [
      `POST /desk/api/newsletter/sendings/{campaignId}/${act}`,
      'needs a campaign under way: newsletter-brake.slow.test.ts',
    ]),
  ),
};

// oxlint-disable-next-line typescript/no-explicit-any -- what the answers hold is looked at by the tests of their routes
type Answer = any;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let foyer: FoyerProcess;
let ada: StaffMember;
let bert: StaffMember;
let dora: StaffMember;

beforeAll(async () => {
  folder = await temporaryFolder();
  foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'warn' } });
  ada = await becomeAdministrator(foyer);
  bert = await invite(foyer, ada, { name: 'Bert', email: 'bert@company.example', roles: ['agent'] });
  dora = await invite(foyer, ada, {
    name: 'Dora',
    email: 'dora@company.example',
    roles: ['privacy_officer'],
  });
  const site = await addEasySite(foyer);
  await writeMessage(foyer, { name: 'Zoë', email: 'zoe@example.org', text: 'Good day.' }, site);
  await writeMessage(foyer, { name: 'Held', email: 'held@example.org', text: 'Good day.' });
  await askForCall(foyer, site, { name: 'Zoë', phone: '+31 20 123 4567' });
});

afterAll(async () => {
  await foyer.end('SIGTERM');
  await folder.remove();
});

it('leaves an entry by who did it in the audit log for whatever staff change', async () => {
  const done = new Set<string>();
  const me = await read('/desk/api/staff/me');

  /** The route as its documentation writes it, with an id for each parameter. */
  async function change(route: string, ids: readonly string[] = [], body?: unknown): Promise<Answer> {
    const [method = '', path = ''] = route.split(' ');
    const left = [...ids];
    const before = await newestEntry();
    const address = path.replaceAll(/\{\w+\}/g, () => left.shift() ?? '');
    const headers = { 'idempotency-key': '01890000-0000-7000-8000-000000000001' };
    const answer = await ada.call(method, address, body, headers);
    const text = await answer.text();
    expect([route, answer.status < 300, answer.status < 300 ? '' : text]).toEqual([route, true, '']);
    const entry = await newestEntry(me.id);
    expect([route, entry > before]).toEqual([route, true]);
    done.add(route);
    return text === '' ? undefined : JSON.parse(text);
  }

  const items = (await read('/desk/api/inbox/items?kind=message')).items;
  const open = items.find(({ state }: Answer) => state === 'open').id;
  const held = items.find(({ state }: Answer) => state === 'held').id;
  const { undoToken } = await change('POST /desk/api/inbox/changes', [], {
    ids: [open],
    change: { state: 'waiting' },
  });
  await change('POST /desk/api/inbox/undo', [], { undoToken });
  await change('POST /desk/api/inbox/releases', [], { ids: [held] });
  const note = await change('POST /desk/api/inbox/items/{id}/notes', [open], { text: 'Ask Carl.' });
  await change('DELETE /desk/api/inbox/items/{id}/notes/{noteId}', [open, note.id]);
  await change('POST /desk/api/inbox/items/{id}/replies', [open], { text: 'Good day to you.' });
  const canned = await change('POST /desk/api/inbox/canned', [], { title: 'A', text: 'B', language: 'en' });
  await change('PATCH /desk/api/inbox/canned/{id}', [canned.id], { title: 'C' });
  await change('DELETE /desk/api/inbox/canned/{id}', [canned.id]);

  const [call] = (await read('/desk/api/callback/queue')).items;
  await change('POST /desk/api/callback/{id}/claim', [call.id]);
  await change('DELETE /desk/api/callback/{id}/claim', [call.id]);
  await ada.call('POST', `/desk/api/callback/${call.id}/claim`);
  await change('POST /desk/api/callback/{id}/outcome', [call.id], { outcome: 'do_not_call' });
  await change('POST /desk/api/callback/do-not-call/removals', [], { phone: '+31 20 123 4567' });
  const hours = await read('/desk/api/callback/hours');
  await change('PUT /desk/api/callback/hours', [], { value: hours.value, basedOnVersion: hours.version });

  const site = await change('POST /desk/api/captcha/sites', [], {
    name: 'Site',
    origins: ['https://nordlicht.example'],
  });
  await change('PATCH /desk/api/captcha/sites/{siteKey}', [site.siteKey], { name: 'Other' });
  await change('PUT /desk/api/captcha/sites/{siteKey}/ladder', [site.siteKey], {
    ladder: [{ above: 0, solutions: 51, difficulty: 122, expirySeconds: 3600 }],
    basedOnVersion: site.ladderVersion,
  });
  await change('POST /desk/api/captcha/sites/{siteKey}/secret', [site.siteKey]);

  const forms = await read('/desk/api/settings/contact.forms');
  await change('PUT /desk/api/settings/{key}', ['contact.forms'], {
    value: forms.value,
    basedOnVersion: forms.version,
  });

  const endpoint = await change('POST /desk/api/webhooks/endpoints', [], {
    name: 'CRM',
    url: 'https://crm.invalid/',
    eventTypes: ['contact.message.received'],
  });
  await change('PATCH /desk/api/webhooks/endpoints/{id}', [endpoint.id], { name: 'The CRM' });
  await change('POST /desk/api/webhooks/endpoints/{id}/secret', [endpoint.id]);
  const { deliveryId } = await change('POST /desk/api/webhooks/endpoints/{id}/test', [endpoint.id]);
  await change('POST /desk/api/webhooks/deliveries/{id}/resend', [deliveryId]);
  await change('DELETE /desk/api/webhooks/endpoints/{id}', [endpoint.id]);

  await keepPromises(change, dora);
  await writeNewsletters(change, (await read('/newsletter/form')).consent.version);

  const member = await change('POST /desk/api/staff/members', [], {
    name: 'Carl',
    email: 'carl@company.example',
    roles: ['agent'],
  });
  await change('POST /desk/api/staff/members/{id}/invitation', [member.id]);
  await change('PATCH /desk/api/staff/members/{id}', [member.id], { name: 'Carl C.' });
  await switchOn(bert);
  const { id: bertId } = await read('/desk/api/staff/me', bert);
  await change('DELETE /desk/api/staff/members/{id}/second-factor', [bertId]);

  const { secret } = await (await ada.call('POST', '/desk/api/staff/me/totp')).json();
  await change('POST /desk/api/staff/me/totp/confirm', [], { code: new TOTP({ secret }).generate() });
  const proof = { password: staffPassword };
  await change('POST /desk/api/staff/me/recovery-codes', [], proof);
  await change('DELETE /desk/api/staff/me/totp', [], proof);
  await signInElsewhere(me.email);
  const sessions = (await read('/desk/api/staff/me/sessions')).items;
  const other = sessions.find(({ isCurrent }: Answer) => isCurrent === false).id;
  await change('DELETE /desk/api/staff/me/sessions/{id}', [other]);
  await change('DELETE /desk/api/staff/me/sessions');
  await change('POST /desk/api/staff/me/password', [], {
    current: staffPassword,
    next: 'eleven quiet herons at dusk',
  });

  const mutating = (await deskRoutesOf(foyer.url))
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
  expect(mutating.filter((route) => !done.has(route) && !(route in exempt))).toEqual([]);
  expect(Object.keys(exempt).filter((route) => !mutating.includes(route))).toEqual([]);
}, 60_000);

async function read(path: string, reader = ada): Promise<Answer> {
  const answer = await reader.call('GET', path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return await answer.json();
}

/** The number of the newest entry, by anybody or by one person. */
async function newestEntry(actorId?: string): Promise<number> {
  const by = actorId === undefined ? '' : `&actor=${actorId}`;
  return (await read(`/desk/api/staff/audit?limit=1${by}`)).items[0]?.seq ?? 0;
}

async function switchOn(member: StaffMember): Promise<void> {
  const { secret } = (await (await member.call('POST', '/desk/api/staff/me/totp')).json()) as {
    secret: string;
  };
  const code = new TOTP({ secret }).generate();
  const answer = await member.call('POST', '/desk/api/staff/me/totp/confirm', { code });
  if (!answer.ok) throw new Error(`the second factor was refused: ${await answer.text()}`);
}

async function signInElsewhere(email: string): Promise<void> {
  const answer = await fetch(`${foyer.url}/desk/api/session/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ email, password: staffPassword }),
  });
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`);
}
