import { CallbackReceipt, CallbackSlots } from '@foyer/contracts';
import { html, isPlainForm, notListed, route, type Route } from '@foyer/http';
import { type Language, languageFor, type VisitorPage } from '@foyer/service';
import { z } from 'zod';
import type { CallbackConfig } from './config.ts';
import { callbackError } from './errors.ts';
import { isZone } from './opening-hours.ts';
import { receiptPage, refusedPage } from './pages.ts';
import { submissionSchema } from './submission-schema.ts';
import type { Submit } from './submission.ts';

/** What a form must know before it can be shown, as `GET /callback/slots` answers it. */
export type CallbackSettings = (options: {
  language: Language;
  zone?: string | undefined;
  from?: string | undefined;
}) => Promise<z.output<typeof CallbackSlots>>;

const Anything = z.looseObject({ language: z.string().optional() }).catch({ language: undefined });

// 2,000 letters, each up to nine bytes when a form sends it, and a solution.
const maxBodyBytes = 65_536;

export function callbackRoutes(deps: {
  config: CallbackConfig;
  submit: Submit;
  settings: CallbackSettings;
  companyZone: () => Promise<string>;
  renderPage: (page: VisitorPage) => string;
}): Route[] {
  const { config, submit, settings, companyZone, renderPage } = deps;
  return [
    route(
      {
        method: 'get',
        path: '/callback/slots',
        summary: 'The times that can be chosen for a call',
        description: 'Instants in UTC; show them on the clocks of the visitor.',
        query: z.object({
          language: z.string().max(35).optional(),
          zone: z
            .string()
            .max(64)
            .refine(isZone, { error: 'must be a time zone, like Europe/Amsterdam' })
            .optional()
            .describe('On whose clocks `from` begins; the company’s when not given'),
          from: z.iso.date().optional().describe('No slots before this day'),
        }),
        responses: { 200: CallbackSlots },
        cors: true,
      },
      async ({ query, acceptsLanguage }) => ({
        status: 200,
        body: await settings({ ...query, language: languageFor(query.language, acceptsLanguage) }),
        headers: { vary: 'Accept-Language', 'cache-control': 'no-store' },
      }),
    ),
    route(
      {
        method: 'post',
        path: '/callback/requests',
        summary: 'Ask for a call',
        description:
          'Takes JSON and plain forms. A plain form without a solution is held until its sender or the staff release it. Browsers that sent the form itself get a page in their language.',
        body: submissionSchema(config),
        bodyTypes: ['json', 'form'],
        maxBodyBytes,
        captcha: true,
        cors: true,
        responses: { 201: [CallbackReceipt, 'html'], 422: 'html' },
        problems: [callbackError.kinds.captcha_unsolved, callbackError.kinds.slot_unavailable],
        answerError: (error, request) => {
          if (error.status !== 422 || request.accepts('json', 'html') !== 'html') return undefined;
          const language = languageFor(Anything.parse(request.body).language, request.acceptsLanguage);
          return html(renderPage(refusedPage(language, error.errors ?? [])), {
            status: 422,
            headers: notListed,
          });
        },
      },
      async (request) => {
        const { body } = request;
        const language = languageFor(body.language, request.acceptsLanguage);
        const receipt = await submit(body, { language, isPlainForm: isPlainForm(request) });
        if (request.accepts('json', 'html') !== 'html') {
          const { reference, state, slot, deletedOn } = receipt;
          const answer = {
            reference,
            state,
            startsAt: slot?.startsAt.toISOString() ?? null,
            endsAt: slot?.endsAt.toISOString() ?? null,
            deletedOn,
          };
          return { status: 201, body: answer, headers: vary };
        }
        const page = receiptPage(receipt, {
          language,
          hasEmail: body.email !== undefined,
          releaseDays: config.releaseDays,
          companyZone: await companyZone(),
        });
        return html(renderPage(page), { status: 201, headers: notListed });
      },
    ),
  ];
}

const vary = { vary: 'Accept, Accept-Language' };
