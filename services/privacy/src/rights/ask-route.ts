import { linkRequest } from '@foyer/contracts';
import type { Database } from '@foyer/database';
import { html, isPlainForm, notListed, route, type Route } from '@foyer/http';
import { isMailAddress } from '@foyer/mail';
import { uuidv7 } from '@foyer/runtime';
import { type Language, languageFor, refusedLinkRequest } from '@foyer/service';
import { z } from 'zod';
import { rightsError } from './errors.ts';
import type { LinkStore } from './link-store.ts';
import { askedPage, askPage } from './my-data-pages.ts';
import { linkRule } from './rights-holdings.ts';
import type { RightsDeps } from './rights-ports.ts';
import type { SubjectSeal } from '../subject-seal.ts';

const Ask = linkRequest(isMailAddress).meta({ id: 'DataAccessRequest' });
const Asked = z.object({ state: z.literal('sent') }).meta({ id: 'DataAccessAnswer' });

/**
 * The door to one's own data. Nothing here looks whether an address is known: the work that could tell is in a job, and
 * the mail goes to every address.
 */
export function askRoutes(
  deps: Pick<RightsDeps, 'checkCaptcha' | 'clock' | 'enqueueMany' | 'renderPage' | 'siteKey' | 'wakeJobs'> & {
    db: Database;
    links: LinkStore;
    seal: SubjectSeal;
    mailDomain: string;
  },
): Route[] {
  const { db, clock, checkCaptcha, enqueueMany, links, seal, siteKey, renderPage } = deps;

  return [
    route(
      {
        method: 'get',
        path: '/my-data',
        summary: 'The page where people ask for a link to their own data',
        query: z.object({ lang: z.string().max(35).optional() }),
        responses: { 200: 'html' },
      },
      async (request) => {
        const language = languageFor(request.query.lang, request.acceptsLanguage);
        return html(renderPage(askPage(language, { rule: linkRule(language), siteKey: await siteKey() })), {
          status: 200,
          headers: { vary: 'Accept-Language' },
        });
      },
    ),
    route(
      {
        method: 'post',
        path: '/my-data',
        summary: 'Have a link to one’s own data sent',
        description:
          'The answer is the same for every address. A plain form without a solution is served too, within a limit of its own.',
        body: Ask,
        bodyTypes: ['json', 'form'],
        captcha: true,
        responses: { 202: [Asked, 'html'], 422: 'html' },
        problems: [rightsError.kinds.captcha_unsolved],
        answerError: async (error, request) => {
          const isForVisitor = error.code === 'validation_failed' || error.code === 'captcha_unsolved';
          if (!isForVisitor || request.accepts('json', 'html') !== 'html') return undefined;
          const { language, ...refused } = refusedLinkRequest(error, request);
          const page = askPage(language, { ...refused, rule: linkRule(language), siteKey: await siteKey() });
          return html(renderPage(page), { status: 422, headers: notListed });
        },
      },
      async (request) => {
        const language = languageFor(request.body.language, request.acceptsLanguage);
        await ask(request.body, language, isPlainForm(request));
        if (request.accepts('json', 'html') !== 'html') {
          return { status: 202, body: { state: 'sent' }, headers: notListed };
        }
        return html(renderPage(askedPage(language)), { status: 202, headers: notListed });
      },
    ),
  ];

  async function ask(body: z.output<typeof Ask>, language: Language, isPlain: boolean): Promise<void> {
    const { email, 'frc-captcha-solution': solution } = body;
    const isSolution = solution !== undefined && solution !== '' && !solution.startsWith('.');
    if (!isSolution && !isPlain) throw unsolved('solution_missing');
    const check = isSolution ? await checkCaptcha(solution, { siteKey: await siteKey() }) : undefined;
    if (check?.ok === false) throw unsolved(check.code);

    const requestedAt = clock.now();
    const id = uuidv7(requestedAt);
    const { email: emailDigest } = seal.digests({ email });
    if (emailDigest === null) throw new Error('an address has a digest');
    const row = {
      id,
      subject: seal.seal({ email }, id),
      emailDigest,
      domainDigest: seal.domainDigest(email),
      language,
      isSolved: check !== undefined,
      requestedAt,
      mailDomain: deps.mailDomain,
    };
    await db.transaction().execute(async (trx) => {
      if (check !== undefined && !(await check.spend(trx))) throw unsolved('solution_timeout_or_duplicate');
      await links.insert(trx, row);
      await enqueueMany(trx, [
        { name: 'privacy.send_link', payload: { linkRequestId: id }, key: `privacy.send_link:${id}` },
      ]);
    });
    deps.wakeJobs();
  }
}

function unsolved(code: string): Error {
  return rightsError('captcha_unsolved', 'the captcha must be solved anew', {
    errors: [{ pointer: '/frc-captcha-solution', detail: 'must be the solution of a fresh puzzle', code }],
  });
}
