import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskRoutesOf, someAddress, type DeskRoute } from '../support/desk-routes.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { becomeAdministrator, invite, type StaffMember } from '../support/staff-desk.ts';

// Who may what, written out: a route that is added, or that asks for another permission, has to be put here too.

const roles = {
  administrator: ['every permission'],
  agent: [
    'session',
    'inbox.read',
    'inbox.work',
    'inbox.reply',
    'inbox.release',
    'callback.read',
    'callback.work',
    'captcha.read',
    'settings.read',
  ],
  marketing: [
    'session',
    'captcha.read',
    'settings.read',
    'newsletter.read',
    'newsletter.write',
    'newsletter.release',
    'newsletter.send',
    'newsletter.subscribers',
  ],
  privacy_officer: [
    'session',
    'inbox.read',
    'inbox.export',
    'audit.read',
    'settings.read',
    'captcha.read',
    'privacy.read',
    'privacy.work',
  ],
};

const table = `
DELETE /desk/api/callback/{id}/claim callback.work
DELETE /desk/api/inbox/canned/{id} inbox.canned
DELETE /desk/api/inbox/items/{id}/notes/{noteId} inbox.work
DELETE /desk/api/newsletter/campaigns/{id} newsletter.write
DELETE /desk/api/newsletter/images/{hash} newsletter.write
DELETE /desk/api/newsletter/parts/{id} newsletter.write
DELETE /desk/api/newsletter/templates/{id} newsletter.write
DELETE /desk/api/newsletter/topics/{id} newsletter.write
DELETE /desk/api/privacy/requests/{id}/refusal privacy.work
DELETE /desk/api/staff/me/passkeys/{id} session
DELETE /desk/api/staff/me/sessions session
DELETE /desk/api/staff/me/sessions/{id} session
DELETE /desk/api/staff/me/totp session
DELETE /desk/api/staff/members/{id}/second-factor staff.manage
DELETE /desk/api/webhooks/endpoints/{id} webhooks.manage
GET /desk/api/callback/hours settings.read
GET /desk/api/callback/queue callback.read
GET /desk/api/callback/requests/{id}/attempts callback.read
GET /desk/api/captcha/activity captcha.read
GET /desk/api/captcha/sites captcha.read
GET /desk/api/events session
GET /desk/api/inbox/canned inbox.work
GET /desk/api/inbox/counts inbox.read
GET /desk/api/inbox/export.csv inbox.export
GET /desk/api/inbox/items inbox.read
GET /desk/api/inbox/items/{id} inbox.read
GET /desk/api/inbox/topics inbox.read
GET /desk/api/newsletter/campaigns newsletter.read
GET /desk/api/newsletter/campaigns/{id} newsletter.read
GET /desk/api/newsletter/campaigns/{id}/links newsletter.read
GET /desk/api/newsletter/campaigns/{id}/preflight newsletter.read
GET /desk/api/newsletter/campaigns/{id}/preview.html newsletter.read
GET /desk/api/newsletter/campaigns/{id}/preview.txt newsletter.read
GET /desk/api/newsletter/images newsletter.read
GET /desk/api/newsletter/imports newsletter.subscribers
GET /desk/api/newsletter/imports/{id} newsletter.subscribers
GET /desk/api/newsletter/parts newsletter.read
GET /desk/api/newsletter/parts/{id} newsletter.read
GET /desk/api/newsletter/previews/{id}/html newsletter.write
GET /desk/api/newsletter/returns newsletter.read
GET /desk/api/newsletter/sendings/{campaignId} newsletter.read
GET /desk/api/newsletter/sendings/{campaignId}/recipients.csv newsletter.subscribers
GET /desk/api/newsletter/sendings/{campaignId}/results newsletter.read
GET /desk/api/newsletter/sendings/{campaignId}/returns newsletter.read
GET /desk/api/newsletter/subscribers newsletter.subscribers
GET /desk/api/newsletter/subscribers/counts newsletter.read
GET /desk/api/newsletter/subscribers/export.csv newsletter.subscribers
GET /desk/api/newsletter/templates newsletter.read
GET /desk/api/newsletter/templates/{id} newsletter.read
GET /desk/api/newsletter/topics newsletter.read
GET /desk/api/privacy/consent-texts privacy.read
GET /desk/api/privacy/consents/export.csv privacy.work
GET /desk/api/privacy/consents/export.ndjson privacy.work
GET /desk/api/privacy/consents/verification privacy.read
GET /desk/api/privacy/consents/{id}/receipt privacy.read
GET /desk/api/privacy/consents/{id}/receipt.html privacy.read
GET /desk/api/privacy/holds privacy.read
GET /desk/api/privacy/requests privacy.read
GET /desk/api/privacy/requests/{id} privacy.read
GET /desk/api/privacy/requests/{id}/data privacy.read
GET /desk/api/privacy/requests/{id}/data.zip privacy.read
GET /desk/api/privacy/requests/{id}/receipt privacy.read
GET /desk/api/privacy/retention privacy.read
GET /desk/api/privacy/retention/dry-run privacy.read
GET /desk/api/privacy/retention/runs privacy.read
GET /desk/api/privacy/suppressions/counts privacy.read
GET /desk/api/settings/{key} settings.read
GET /desk/api/settings/{key}/versions settings.read
GET /desk/api/staff/audit audit.read
GET /desk/api/staff/audit/verification audit.read
GET /desk/api/staff/colleagues session
GET /desk/api/staff/me session
GET /desk/api/staff/me/passkeys session
GET /desk/api/staff/me/sessions session
GET /desk/api/staff/members staff.manage
GET /desk/api/webhooks/deliveries webhooks.manage
GET /desk/api/webhooks/endpoints webhooks.manage
PATCH /desk/api/captcha/sites/{siteKey} captcha.manage
PATCH /desk/api/inbox/canned/{id} inbox.canned
PATCH /desk/api/staff/members/{id} staff.manage
PATCH /desk/api/webhooks/endpoints/{id} webhooks.manage
POST /desk/api/callback/do-not-call/removals callback.settings
POST /desk/api/callback/{id}/claim callback.work
POST /desk/api/callback/{id}/outcome callback.work
POST /desk/api/captcha/sites captcha.manage
POST /desk/api/captcha/sites/{siteKey}/secret captcha.manage
POST /desk/api/inbox/canned inbox.canned
POST /desk/api/inbox/changes inbox.work
POST /desk/api/inbox/items/{id}/notes inbox.work
POST /desk/api/inbox/items/{id}/replies inbox.reply
POST /desk/api/inbox/items/{id}/replies/{replyId}/resend inbox.reply
POST /desk/api/inbox/releases inbox.release
POST /desk/api/inbox/undo inbox.work
POST /desk/api/newsletter/audience/count newsletter.read
POST /desk/api/newsletter/campaigns newsletter.write
POST /desk/api/newsletter/campaigns/{id}/clone newsletter.write
POST /desk/api/newsletter/campaigns/{id}/release newsletter.release
POST /desk/api/newsletter/campaigns/{id}/schedule newsletter.send
POST /desk/api/newsletter/campaigns/{id}/start newsletter.send
POST /desk/api/newsletter/campaigns/{id}/test newsletter.write
POST /desk/api/newsletter/campaigns/{id}/unschedule newsletter.send
POST /desk/api/newsletter/images newsletter.write
POST /desk/api/newsletter/imports newsletter.subscribers
POST /desk/api/newsletter/parts newsletter.write
POST /desk/api/newsletter/previews newsletter.write
POST /desk/api/newsletter/sendings/{campaignId}/believe-refusals newsletter.send
POST /desk/api/newsletter/sendings/{campaignId}/cancel newsletter.send
POST /desk/api/newsletter/sendings/{campaignId}/pause newsletter.send
POST /desk/api/newsletter/sendings/{campaignId}/repeat-refused newsletter.send
POST /desk/api/newsletter/sendings/{campaignId}/resume newsletter.send
POST /desk/api/newsletter/subscribers/search newsletter.subscribers
POST /desk/api/newsletter/subscribers/{id}/unsubscribe newsletter.subscribers
POST /desk/api/newsletter/templates newsletter.write
POST /desk/api/newsletter/topics newsletter.write
POST /desk/api/privacy/consent-texts privacy.work
POST /desk/api/privacy/consents/search privacy.read
POST /desk/api/privacy/consents/{id}/withdrawal privacy.work
POST /desk/api/privacy/holds privacy.work
POST /desk/api/privacy/holds/{id}/end privacy.work
POST /desk/api/privacy/requests privacy.work
POST /desk/api/privacy/requests/{id}/execution privacy.work
POST /desk/api/privacy/requests/{id}/extension privacy.work
POST /desk/api/privacy/requests/{id}/refusal privacy.work
POST /desk/api/privacy/requests/{id}/refusal/approval privacy.work
POST /desk/api/privacy/suppressions privacy.work
POST /desk/api/privacy/suppressions/import privacy.work
POST /desk/api/privacy/suppressions/removals privacy.work
POST /desk/api/privacy/suppressions/search privacy.read
POST /desk/api/staff/me/passkeys session
POST /desk/api/staff/me/passkeys/options session
POST /desk/api/staff/me/password session
POST /desk/api/staff/me/recovery-codes session
POST /desk/api/staff/me/totp session
POST /desk/api/staff/me/totp/confirm session
POST /desk/api/staff/members staff.manage
POST /desk/api/staff/members/{id}/invitation staff.manage
POST /desk/api/webhooks/deliveries/{id}/resend webhooks.manage
POST /desk/api/webhooks/endpoints webhooks.manage
POST /desk/api/webhooks/endpoints/{id}/secret webhooks.manage
POST /desk/api/webhooks/endpoints/{id}/test webhooks.manage
PUT /desk/api/callback/hours callback.settings
PUT /desk/api/captcha/sites/{siteKey}/ladder captcha.manage
PUT /desk/api/newsletter/campaigns/{id} newsletter.write
PUT /desk/api/newsletter/parts/{id} newsletter.write
PUT /desk/api/newsletter/templates/{id} newsletter.write
PUT /desk/api/newsletter/topics/{id} newsletter.write
PUT /desk/api/settings/{key} settings.manage
`;

const expected = table.trim().split('\n').toSorted();

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let foyer: FoyerProcess;
let routes: DeskRoute[];
const members = new Map<string, StaffMember>();

beforeAll(async () => {
  folder = await temporaryFolder();
  foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'warn' } });
  const administrator = await becomeAdministrator(foyer);
  members.set('administrator', administrator);
  for (const role of ['agent', 'marketing', 'privacy_officer']) {
    const person = { name: `A ${role}`, email: `${role}@company.example`, roles: [role] };
    members.set(role, await invite(foyer, administrator, person));
  }
  routes = await deskRoutesOf(foyer.url);
});

afterAll(async () => {
  await foyer.end('SIGTERM');
  await folder.remove();
});

describe('the routes of the desk', () => {
  it('are these, and each needs this permission', () => {
    const found = routes.map(({ method, path, permission }) => `${method} ${path} ${permission}`);
    expect(found.toSorted()).toEqual(expected);
  });

  it.each(Object.keys(roles))(
    'let a person in the role %s do what it may, and nothing else',
    async (role) => {
      const member = members.get(role);
      const may = roles[role as keyof typeof roles];
      for (const route of routes) {
        const answer = await member?.call(route.method, someAddress(route));
        // An event stream goes on until somebody leaves.
        await answer?.body?.cancel();
        const isAllowed = may.includes('every permission') || may.includes(route.permission);
        const isLetIn = answer?.status !== 401 && answer?.status !== 403;
        expect([route.method, route.path, isLetIn]).toEqual([route.method, route.path, isAllowed]);
        expect(answer?.status).toBeLessThan(500);
      }
    },
  );

  it('let nobody in who is not signed in', async () => {
    for (const route of routes) {
      const answer = await fetch(foyer.url + someAddress(route), { method: route.method });
      expect([route.path, answer.status]).toEqual([route.path, 401]);
    }
  });

  it('do nothing for a page of another origin, or without the token of the session', async () => {
    const { cookie, csrfToken } = members.get('administrator') ?? { cookie: '', csrfToken: '' };
    for (const route of routes.filter(({ method }) => method !== 'GET')) {
      const withHeaders = (headers: Record<string, string>) =>
        fetch(foyer.url + someAddress(route), { method: route.method, headers: { cookie, ...headers } });
      const foreign = await withHeaders({ 'sec-fetch-site': 'cross-site', 'x-foyer-csrf': csrfToken });
      expect([route.path, foreign.status]).toEqual([route.path, 403]);
      const tokenless = await withHeaders({ 'sec-fetch-site': 'same-origin' });
      expect([route.path, tokenless.status]).toEqual([route.path, 403]);
    }
  });
});
