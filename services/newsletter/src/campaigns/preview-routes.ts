import { deskRoute, type Route } from '@foyer/http';
import { fillPieces } from '@foyer/mail';
import { uuidv7 } from '@foyer/runtime';
import { z } from 'zod';
import type { CompiledMail } from '../compiled-mail.ts';
import { CampaignValue, type Campaign } from './campaign.ts';
import type { CampaignDeps } from './campaign-ports.ts';
import { maxValueBytes } from './campaign-routes.ts';
import type { CampaignStore } from './campaign-store.ts';
import { campaignError } from './errors.ts';
import { PreflightAnswer, type Preflight } from './preflight.ts';
import { previewPage, Scheme } from './preview-page.ts';
import type { PreviewStore } from './preview-store.ts';
import { nobodyInParticular, sampleValues } from './sample-reader.ts';
import type { Writing } from './writing.ts';

const Id = z.object({ id: z.uuid() });
const Query = z.object({ scheme: Scheme });

/** How a mail looks: what is being written, what is saved, and what is released. */
export function previewRoutes(
  deps: Pick<CampaignDeps, 'db' | 'clock' | 'publicUrl'> & {
    writing: Writing;
    store: CampaignStore;
    preflight: Preflight;
    previews: PreviewStore;
  },
): Route[] {
  const { db, clock, publicUrl, writing, store, preflight, previews } = deps;
  const { kinds } = campaignError;
  const filled = (mail: CompiledMail, part: 'html' | 'text') =>
    fillPieces(mail[part], sampleValues(mail, nobodyInParticular, publicUrl));

  /** The released one where there is one: that is what readers get. */
  async function mailOf(campaign: Campaign): Promise<CompiledMail> {
    const released = await store.released(db, campaign.id);
    const mail = released?.mail ?? (await preflight.look(db, campaign.value)).mail;
    if (mail === undefined) throw campaignError('mail_not_compiled', 'the mail does not compile');
    return mail;
  }

  return [
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/newsletter/previews',
        summary: 'Look at what is being written: findings at once, and a page for a frame',
        permission: 'newsletter.write',
        body: z.strictObject({ value: CampaignValue }),
        maxBodyBytes: maxValueBytes,
        responses: { 201: PreflightAnswer.extend({ id: z.uuid() }).meta({ id: 'NewsletterPreview' }) },
      },
      async ({ body: { value }, actor }) => {
        const { answer, mail } = await preflight.look(db, value);
        const at = clock.now();
        const id = uuidv7(at);
        const html = mail === undefined ? '' : filled(mail, 'html');
        await previews.add({ id, staffId: actor.staffId, html, at });
        return { status: 201, body: { ...answer, id } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/newsletter/previews/:id/html',
        summary: 'The mail that was being written, for a frame',
        permission: 'newsletter.write',
        params: Id,
        query: Query,
        responses: { 200: 'html' },
        problems: [kinds.preview_unknown],
      },
      async ({ params, query, actor }) => {
        const html = await previews.htmlOf(params.id, actor.staffId);
        if (html === undefined) throw campaignError('preview_unknown');
        return previewPage(html, publicUrl, query.scheme);
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/newsletter/campaigns/:id/preview.html',
        summary: 'The mail as it is released, else as it is saved, for a frame',
        permission: 'newsletter.read',
        params: Id,
        query: Query,
        responses: { 200: 'html' },
        problems: [kinds.campaign_unknown, kinds.mail_not_compiled],
      },
      async ({ params, query }) => {
        const mail = await mailOf(await writing.read(params.id));
        return previewPage(filled(mail, 'html'), publicUrl, query.scheme);
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/newsletter/campaigns/:id/preview.txt',
        summary: 'The text part as it is released, else as it is saved',
        permission: 'newsletter.read',
        params: Id,
        responses: { 200: 'text' },
        problems: [kinds.campaign_unknown, kinds.mail_not_compiled],
      },
      async ({ params }) => ({
        status: 200,
        text: filled(await mailOf(await writing.read(params.id)), 'text'),
      }),
    ),
  ];
}
