import { deskRoute, html, type Route } from '@foyer/http';
import { z } from 'zod';
import { privacyError } from '../errors.ts';
import type { PrivacyDeps } from '../ports.ts';
import { checkContact, ContactFields } from '../suppression/contact-schema.ts';
import { ConsentReceipt } from './consent-receipt.ts';
import { Purpose, Record, shownRecord, Verification } from './consent-schemas.ts';
import type { ConsentStore } from './consent-store.ts';
import type { Consent } from './consent.ts';
import type { PersonSeal } from './person-seal.ts';
import { receiptPage } from './receipt-page.ts';

const Id = z.object({ id: z.uuid() });
const cursorShape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/;

const Search = z
  .object({
    ...ContactFields,
    phone: z.string().trim().min(5).max(40).optional().describe('Compared by its digits, as it was typed'),
    purpose: Purpose.optional(),
    event: z.enum(['given', 'withdrawn']).optional(),
    cursor: z
      .string()
      .regex(cursorShape, { error: 'must be the nextCursor of an earlier answer' })
      .optional(),
    limit: z.int().min(1).max(100).default(50),
  })
  .superRefine((value, context) => {
    if (value.email !== undefined) checkContact({ email: value.email }, context);
  });

export function consentRoutes(
  deps: Pick<PrivacyDeps, 'db' | 'audit' | 'notifyDesk'> & {
    store: ConsentStore;
    seal: PersonSeal;
    consent: Pick<Consent, 'receiptOf' | 'verify' | 'withdrawById'>;
  },
): Route[] {
  const { db, audit, notifyDesk, store, seal, consent } = deps;

  /** Written down before it is shown. */
  async function receiptFor(id: string, actorId: string): Promise<ConsentReceipt> {
    const receipt = await consent.receiptOf(id);
    if (receipt === undefined) throw privacyError('consent_unknown');
    await audit(db, { actorId, action: 'privacy.consent.receipt', subject: `privacy.consent:${id}` });
    return receipt;
  }

  return [
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/consents/search',
        summary:
          'Records of consents and withdrawals, the newest first; those of one person when they are named',
        description: 'Written into the audit log.',
        permission: 'privacy.read',
        body: Search,
        responses: { 200: z.object({ items: z.array(Record), nextCursor: z.string().nullable() }) },
      },
      async ({ body, actor }) => {
        const { email, phone, purpose, event, cursor, limit } = body;
        const isOfPerson = email !== undefined || phone !== undefined;
        const digests = isOfPerson
          ? seal.digestsOf({ ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) })
          : undefined;
        const [, at, id] = cursorShape.exec(cursor ?? '') ?? [];
        const before = at === undefined || id === undefined ? undefined : { at: new Date(at), id };
        const found = await store.list({ digests, purpose, event, before, limit: limit + 1 });
        const page = found.slice(0, limit);
        await audit(db, {
          actorId: actor.staffId,
          action: 'privacy.consent.read',
          subject: 'privacy.consent',
          detail: { records: page.length, isOfPerson, purpose: purpose ?? null },
        });
        const last = page.at(-1);
        const nextCursor =
          found.length > limit && last !== undefined ? `${last.at.toISOString()}_${last.id}` : null;
        return { status: 200, body: { items: page.map((record) => shownRecord(record, seal)), nextCursor } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/consents/verification',
        summary: 'Whether the records of consents are as they were written',
        permission: 'privacy.read',
        responses: { 200: Verification },
      },
      async () => ({ status: 200, body: await consent.verify() }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/consents/:id/receipt',
        summary: 'The receipt of a consent, for its giver',
        description: 'Fields of ISO/IEC TS 27560:2023. Written into the audit log.',
        permission: 'privacy.read',
        params: Id,
        responses: { 200: ConsentReceipt },
        problems: [privacyError.kinds.consent_unknown],
      },
      async ({ params, actor }) => ({ status: 200, body: await receiptFor(params.id, actor.staffId) }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/consents/:id/receipt.html',
        summary: 'The receipt of a consent as a page to print, in the language of the consent',
        permission: 'privacy.read',
        params: Id,
        responses: { 200: 'html' },
        problems: [privacyError.kinds.consent_unknown],
      },
      async ({ params, actor }) => html(receiptPage(await receiptFor(params.id, actor.staffId))),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/consents/:id/withdrawal',
        summary: 'Withdraw a consent for somebody who has said so',
        permission: 'privacy.work',
        params: Id,
        body: z.object({
          method: z.enum(['telephone', 'letter', 'mail', 'in person']).describe('How they said it'),
        }),
        responses: { 200: z.object({ wasInForce: z.boolean() }) },
      },
      async ({ params, body, actor }) => {
        const wasInForce = await db.transaction().execute(async (trx) => {
          const was = await consent.withdrawById(trx, { id: params.id, method: body.method });
          await audit(trx, {
            actorId: actor.staffId,
            action: 'privacy.consent.withdraw',
            subject: `privacy.consent:${params.id}`,
            detail: { method: body.method, wasInForce: was },
          });
          return was;
        });
        notifyDesk('privacy', []);
        return { status: 200, body: { wasInForce } };
      },
    ),
  ];
}
