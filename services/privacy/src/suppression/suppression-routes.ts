import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import type { PrivacyDeps } from '../ports.ts';
import type { Contact, SuppressionScope } from './contact.ts';
import { checkContact, checkScope, ContactFields, contactOf, Scope } from './contact-schema.ts';
import { readList } from './list-import.ts';
import { suppressionReasons, type SuppressionList } from './suppression-list.ts';
import type { SuppressionStore } from './suppression-store.ts';

const Entry = z
  .object({
    scope: z.string(),
    reason: z.string(),
    suppressedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().describe('When the entry is deleted'),
  })
  .meta({ id: 'SuppressionEntry' });

const Reason = z.enum(suppressionReasons);
// 100,000 addresses of an ordinary list.
const maxListBytes = 4_194_304;

const OneContact = z.object(ContactFields).superRefine(checkContact);
const ContactInScope = z
  .object({ ...ContactFields, scope: Scope })
  .superRefine(checkContact)
  .superRefine(checkScope);

export function suppressionRoutes(
  deps: Pick<PrivacyDeps, 'db' | 'clock' | 'audit' | 'notifyDesk'> & {
    list: SuppressionList;
    store: SuppressionStore;
  },
): Route[] {
  const { db, clock, audit, notifyDesk, list, store } = deps;
  const subject = 'privacy.suppression';

  return [
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/suppressions/search',
        summary: 'Whether an address is not to be written to, or a number not to be called',
        description: 'The list itself holds keyed digests and cannot be read. Written into the audit log.',
        permission: 'privacy.read',
        body: OneContact,
        responses: { 200: z.object({ items: z.array(Entry) }) },
      },
      async ({ body, actor }) => {
        const entries = await list.entriesOf(db, readable(body));
        const detail = { entries: entries.length };
        await audit(db, { actorId: actor.staffId, action: 'privacy.suppression.look_up', subject, detail });
        const items = entries.map(({ scope, reason, suppressedAt, expiresAt }) => ({
          scope,
          reason,
          suppressedAt: suppressedAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        }));
        return { status: 200, body: { items } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/suppressions',
        summary: 'Write to an address, or call a number, no more',
        permission: 'privacy.work',
        body: z
          .object({ ...ContactFields, scope: Scope, reason: Reason.default('objection') })
          .superRefine(checkContact)
          .superRefine(checkScope),
        responses: { 201: z.object({ isNew: z.boolean() }) },
      },
      async ({ body, actor }) => {
        const { scope, reason } = body;
        const added = await db.transaction().execute(async (trx) => {
          const count = await list.suppressAll(trx, [readable(body)], { scope, reason, at: clock.now() });
          const detail = { scope, reason, isNew: count > 0 };
          await audit(trx, { actorId: actor.staffId, action: 'privacy.suppression.add', subject, detail });
          return count;
        });
        notifyDesk('privacy', []);
        return { status: 201, body: { isNew: added > 0 } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/suppressions/removals',
        summary: 'Take somebody out of one scope, who wants to be written to or called again',
        permission: 'privacy.work',
        body: ContactInScope,
        responses: { 200: z.object({ wasSuppressed: z.boolean() }) },
      },
      async ({ body, actor }) => {
        const { scope } = body;
        const wasSuppressed = await db.transaction().execute(async (trx) => {
          const was = await list.lift(trx, readable(body), { scope });
          const detail = { scope, wasSuppressed: was };
          await audit(trx, { actorId: actor.staffId, action: 'privacy.suppression.lift', subject, detail });
          return was;
        });
        notifyDesk('privacy', []);
        return { status: 200, body: { wasSuppressed } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/suppressions/counts',
        summary: 'How many are not to be written to or called, by scope and reason',
        permission: 'privacy.read',
        responses: {
          200: z.object({
            items: z.array(z.object({ scope: z.string(), reason: z.string(), entries: z.int() })),
            keys: z.array(z.object({ keyId: z.string(), entries: z.int() })),
          }),
        },
      },
      async () => ({ status: 200, body: { items: await store.counts(), keys: await store.countsByKey() } }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/suppressions/import',
        summary: 'Take over a list of addresses or numbers from another program',
        description:
          'A line each; of each line the first cell that is an address counts, or a number for `calls`. All of it or nothing.',
        permission: 'privacy.work',
        body: z.object({
          scope: Scope,
          reason: Reason.default('imported'),
          list: z.string().min(1).max(maxListBytes).describe('CSV, or one address a line'),
        }),
        maxBodyBytes: maxListBytes + 65_536,
        responses: {
          200: z
            .object({
              added: z.int(),
              alreadyThere: z.int(),
              unreadable: z.int(),
              unreadableLines: z.array(z.int()).describe('Numbers of the first 50'),
            })
            .meta({ id: 'SuppressionImport' }),
        },
      },
      async ({ body, actor }) => {
        const { scope, reason } = body;
        const { contacts, unreadable, unreadableCount } = readList(body.list, scope);
        const added = await db.transaction().execute(async (trx) => {
          const count = await list.suppressAll(trx, contacts, { scope, reason, at: clock.now() });
          const detail = { scope, reason, added: count, lines: contacts.length };
          await audit(trx, { actorId: actor.staffId, action: 'privacy.suppression.import', subject, detail });
          return count;
        });
        notifyDesk('privacy', []);
        return {
          status: 200,
          body: {
            added,
            alreadyThere: contacts.length - added,
            unreadable: unreadableCount,
            unreadableLines: unreadable.map(({ line }) => line),
          },
        };
      },
    ),
  ];
}

/** Of a body that passed its schema. */
function readable(body: {
  email?: string | undefined;
  phone?: string | undefined;
  scope?: SuppressionScope;
}): Contact {
  const contact = contactOf(body);
  if (contact === undefined) throw new Error('a contact passed the schema that cannot be read');
  return contact;
}
