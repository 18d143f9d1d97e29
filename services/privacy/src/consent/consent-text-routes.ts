import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { privacyError } from '../errors.ts';
import type { PrivacyDeps } from '../ports.ts';
import { NewText, shownVersion, Texts } from './consent-schemas.ts';
import type { ConsentTexts } from './consent-texts.ts';

export function consentTextRoutes(
  deps: Pick<PrivacyDeps, 'db' | 'audit' | 'notifyDesk'> & { texts: ConsentTexts },
): Route[] {
  const { db, audit, notifyDesk, texts } = deps;
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/consent-texts',
        summary: 'The wordings of consents, all versions with what changed between them',
        permission: 'privacy.read',
        responses: { 200: Texts },
      },
      async () => {
        const purposes = (await texts.list()).map(({ purpose, versions }) => ({
          purpose,
          versions: versions.map(shownVersion),
        }));
        return { status: 200, body: { purposes } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/consent-texts',
        summary: 'Add a version of a wording, or a new purpose',
        description:
          'In all four languages at once. Forms show it from now on; what was agreed to in earlier words stays as it was. No version is ever changed.',
        permission: 'privacy.work',
        body: NewText,
        responses: { 201: z.object({ version: z.int() }) },
        problems: [privacyError.kinds.consent_text_conflict],
      },
      async ({ body, actor }) => {
        const version = await db.transaction().execute(async (trx) => {
          const number = await texts.add(trx, { ...body, addedBy: actor.staffId });
          await audit(trx, {
            actorId: actor.staffId,
            action: 'privacy.consent_text.add',
            subject: `privacy.consent_text:${body.purpose}`,
            detail: { version: number },
          });
          return number;
        });
        notifyDesk('privacy', []);
        return { status: 201, body: { version } };
      },
    ),
  ];
}
