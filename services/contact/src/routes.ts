import { ContactReceipt } from '@foyer/contracts';
import { html, isPlainForm, notListed, route, type RequestFacts, type Route } from '@foyer/http';
import type { FieldError } from '@foyer/runtime';
import { type Language, languageFor, languages, type VisitorPage } from '@foyer/service';
import { z } from 'zod';
import type { Confirmations } from './confirmation.ts';
import type { ContactConfig } from './config.ts';
import { contactError } from './errors.ts';
import type { FormSettings } from './form-settings.ts';
import type { ContactDeps, Forms } from './ports.ts';
import { confirmPage, receiptPage, refusedPage, releasedPage, unknownLinkPage } from './pages.ts';
import { refusedForm } from './refused-form.ts';
import type { Release } from './release.ts';
import type { Submit } from './submission.ts';
import { IdempotencyKey, parseIdempotencyKey } from './submission-key.ts';
import { submissionSchema } from './submission-schema.ts';

const Settings = z
  .object({
    form: z.string(),
    language: z.enum(languages),
    topics: z.array(z.object({ id: z.string(), label: z.string() })),
    retention: z.object({
      days: z.int().describe('From the day a message is closed to its deletion'),
      deletedOn: z.iso.date().describe('The day on which a message of today is deleted at the latest'),
    }),
    notice: z
      .object({ what: z.string(), why: z.string(), until: z.string() })
      .describe('What is kept, why and until when: to be shown at the form'),
    checks: z
      .array(z.object({ name: z.string(), value: z.string(), label: z.string() }))
      .describe('Boxes that the form shows unticked: a field of the message with this value when ticked'),
  })
  .meta({ id: 'ContactFormSettings' });

const Token = z.object({ token: z.string().max(200) });
// What can be told of a body that was refused.
const Anything = z
  .object({ language: z.string().optional().catch(undefined), form: z.string().optional().catch('') })
  .catch({});

// 10,000 letters, each up to nine bytes when a form sends it, and a solution.
const maxBodyBytes = 131_072;

export function contactRoutes(deps: {
  config: ContactConfig;
  forms: () => Forms;
  submit: Submit;
  release: Release;
  confirmations: Confirmations;
  formSettings: (form: string, language: Language) => Promise<FormSettings>;
  renderPage: (page: VisitorPage) => string;
  renderForm: ContactDeps['renderForm'];
}): Route[] {
  const { config, forms, submit, release, confirmations, formSettings, renderPage } = deps;
  const { confirmationDays } = config;

  return [
    route(
      {
        method: 'post',
        path: '/contact/messages',
        summary: 'Leave a message',
        description:
          'Takes JSON and plain forms. A plain form without a solution is held until its sender or the staff release it. Browsers that sent the form itself get a page in their language.',
        requestHeaders: z.object({ 'idempotency-key': IdempotencyKey.optional() }),
        body: submissionSchema(forms),
        bodyTypes: ['json', 'form'],
        maxBodyBytes,
        captcha: true,
        cors: { allowHeaders: ['idempotency-key'] },
        responses: { 201: [ContactReceipt, 'html'], 422: 'html' },
        problems: [
          contactError.kinds.idempotency_key_malformed,
          contactError.kinds.idempotency_key_reused,
          contactError.kinds.captcha_unsolved,
          contactError.kinds.consent_outdated,
        ],
        answerError: async (error, request) => {
          if (!isAboutForm(error) || request.accepts('json', 'html') !== 'html') return undefined;
          const { body } = request;
          const language = languageOfRequest(Anything.parse(body).language, request);
          const errors = error.errors ?? [];
          const page = refusedPage(language, errors, await formAgain(body, errors, language));
          return html(renderPage(page), { status: 422, headers: notListed });
        },
      },
      async (request) => {
        const { body } = request;
        const language = languageOfRequest(body.language, request);
        const idempotencyKey = parseIdempotencyKey(request.headers['idempotency-key']);
        const receipt = await submit(body, {
          language,
          isPlainForm: isPlainForm(request),
          idempotencyKey,
        });
        if (request.accepts('json', 'html') !== 'html') {
          return { status: 201, body: receipt, headers: vary };
        }
        const hasEmail = body.email !== undefined;
        const page = receiptPage(receipt, { language, hasEmail, confirmationDays });
        return html(renderPage(page), { status: 201, headers: notListed });
      },
    ),
    route(
      {
        method: 'get',
        path: '/contact/forms/:form',
        summary: 'What a contact form must know: topics, and when a message will be deleted',
        params: z.object({ form: z.string().max(64) }),
        query: z.object({ language: z.string().max(35).optional() }),
        responses: { 200: Settings },
        problems: [contactError.kinds.form_unknown],
        cors: true,
      },
      async (request) => {
        const language = languageOfRequest(request.query.language, request);
        return {
          status: 200,
          body: await formSettings(request.params.form, language),
          headers: { vary: 'Accept-Language' },
        };
      },
    ),
    route(
      {
        method: 'get',
        path: '/contact/confirm/:token',
        summary: 'Ask whether a held message is to be released',
        description: 'Changes nothing, so that programs that open every link of a mail do no harm.',
        params: Token,
        responses: { 200: 'html', 404: 'html' },
      },
      async (request) => {
        const { token } = request.params;
        const confirmation = await confirmations.find(token);
        if (confirmation === undefined) return unknownLink(request);
        const { language, reference, isReleased } = confirmation;
        const page = isReleased
          ? releasedPage(language, reference)
          : confirmPage(language, reference, `/contact/confirm/${token}`);
        return html(renderPage(page), { status: 200, headers: notListed });
      },
    ),
    route(
      {
        method: 'post',
        path: '/contact/confirm/:token',
        summary: 'Release a held message',
        description: 'Safe to use twice.',
        params: Token,
        responses: { 200: 'html', 404: 'html' },
      },
      async (request) => {
        const confirmation = await confirmations.find(request.params.token);
        if (confirmation === undefined) return unknownLink(request);
        await release(confirmation.messageId, 'visitor');
        const page = releasedPage(confirmation.language, confirmation.reference);
        return html(renderPage(page), { status: 200, headers: notListed });
      },
    ),
  ];

  /** undefined where there is none to show: then the form that was named is none of ours. */
  async function formAgain(
    body: unknown,
    errors: readonly FieldError[],
    language: Language,
  ): Promise<string | undefined> {
    const { form = 'default' } = Anything.parse(body);
    if (!Object.hasOwn(config.forms, form)) return undefined;
    return deps.renderForm?.(refusedForm(await formSettings(form, language), body, errors));
  }

  function unknownLink(request: RequestFacts) {
    const page = unknownLinkPage(languageOfRequest(undefined, request));
    return html(renderPage(page), { status: 404, headers: notListed });
  }
}

// What the visitor can put right; all else is for programs.
function isAboutForm({ code }: { code: string }): boolean {
  return code === 'validation_failed' || code === 'captcha_unsolved' || code === 'consent_outdated';
}

const vary = { vary: 'Accept, Accept-Language' };

function languageOfRequest(tag: string | undefined, { acceptsLanguage }: RequestFacts): Language {
  return languageFor(tag, acceptsLanguage);
}
