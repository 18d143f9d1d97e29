import { ContactMessage } from '@foyer/contracts';
import { html, notListed, redirect, route, type RequestFacts, type Route } from '@foyer/http';
import { AppError } from '@foyer/runtime';
import { languageFor, type VisitorPage } from '@foyer/service';
import { z } from 'zod';
import { dataFile } from './data-file.ts';
import { dataPage, type Notice } from './data-page.ts';
import type { FindData } from './found-data.ts';
import type { Links, Visitor } from './links.ts';
import { eraseQuestionPage, openPage, unknownLinkPage } from './my-data-pages.ts';
import type { Requests } from './requests.ts';
import type { RequestKind } from './request.ts';
import { rightsStrings } from './rights-strings.ts';

const Token = z.object({ token: z.string().max(200) });
const PageToken = z.object({ page: z.string().max(200) });
const pages = { 200: 'html', 404: 'html' } as const;
const acts = { 303: 'redirect', 404: 'html' } as const;

const noticeKinds = ['rectification', 'restriction', 'lift_restriction', 'objection', 'withdrawal'] as const;
const problemKinds = ['refused', 'empty'] as const;
const View = z.object({ done: z.enum([...noticeKinds, ...problemKinds]).optional() });

const { name: Name, phone: Phone } = ContactMessage.shape;
// Whatever it is, the page says so in its own words; here is only a bound.
const Typed = z.object({ name: z.string().max(1000).optional(), phone: z.string().max(1000).optional() });
const Rectification = z.object({ name: Name.optional(), phone: Phone });

/** What links in mails lead to. GET shows, POST acts; who has the page open is in its address, for there are no cookies. */
export function myDataRoutes(deps: {
  links: Links;
  findData: FindData;
  requests: Requests;
  renderPage: (page: VisitorPage) => string;
  companyName: string;
}): Route[] {
  const { links, findData, requests, renderPage, companyName } = deps;

  const simple = (kind: 'restriction' | 'lift_restriction', path: string, summary: string): Route =>
    route(
      { method: 'post', path: `/my-data/view/:page/${path}`, summary, params: PageToken, responses: acts },
      async (request) => {
        const visitor = await links.act(request.params.page);
        if (visitor === undefined) return unknown(request);
        await carryOut(visitor, kind);
        return back(request.params.page, kind);
      },
    );

  return [
    route(
      {
        method: 'get',
        path: '/my-data/open/:token',
        summary: 'Ask whether the data are to be shown',
        description: 'Changes nothing, so that programs that open every link of a mail do no harm.',
        params: Token,
        responses: pages,
      },
      async (request) => {
        const { token } = request.params;
        const visitor = await links.look(token);
        if (visitor === undefined) return unknown(request);
        return shown(openPage(visitor.language, `/my-data/open/${token}`));
      },
    ),
    route(
      {
        method: 'post',
        path: '/my-data/open/:token',
        summary: 'Open the page with one’s own data, for an hour',
        description: 'A link does this three times.',
        params: Token,
        responses: acts,
      },
      async (request) => {
        const opened = await links.open(request.params.token);
        if (opened === undefined) return unknown(request);
        await carryOut(opened.visitor, 'access');
        return back(opened.page);
      },
    ),
    route(
      {
        method: 'get',
        path: '/my-data/view/:page',
        summary: 'All that is kept about whoever opened the page',
        params: PageToken,
        query: View,
        responses: pages,
      },
      async (request) => {
        const { page } = request.params;
        const visitor = await links.visitorOf(page);
        if (visitor === undefined) return unknown(request);
        const notice = noticeOf(request.query.done, visitor);
        return shown(
          dataPage(
            visitor,
            await findData(visitor.subject, visitor.language),
            `/my-data/view/${page}`,
            notice,
          ),
        );
      },
    ),
    route(
      {
        method: 'post',
        path: '/my-data/view/:page/download',
        summary: 'Take one’s own data away, as a zip with JSON and a page to read',
        description: 'Made when it is asked for and kept nowhere.',
        params: PageToken,
        responses: { 200: 'file', 404: 'html' },
      },
      async (request) => {
        const visitor = await links.act(request.params.page);
        if (visitor === undefined) return unknown(request);
        const { reference } = await carryOut(visitor, 'portability');
        const found = await findData(visitor.subject, visitor.language);
        return zipAnswer(dataFile(found, { language: visitor.language, companyName, reference }), reference);
      },
    ),
    route(
      {
        method: 'post',
        path: '/my-data/view/:page/rectification',
        summary: 'Put one’s own name or telephone number right',
        params: PageToken,
        body: Typed,
        bodyTypes: ['form'],
        responses: acts,
      },
      async (request) => {
        const { page } = request.params;
        const visitor = await links.act(page);
        if (visitor === undefined) return unknown(request);
        const typed = Rectification.safeParse({
          ...request.body,
          name: request.body.name?.trim() || undefined,
        });
        if (!typed.success) return back(page, 'refused');
        const { name, phone } = typed.data;
        if (name === undefined && phone === undefined) return back(page, 'empty');
        const changes = { ...(name !== undefined && { name }), ...(phone !== undefined && { phone }) };
        return back(page, (await rectify(visitor, changes)) ? 'rectification' : 'refused');
      },
    ),
    simple('restriction', 'restriction', 'Have one’s own data kept but not used'),
    simple('lift_restriction', 'lift-restriction', 'Have one’s own data used again'),
    route(
      {
        method: 'post',
        path: '/my-data/view/:page/objection',
        summary: 'Object to advertising by mail',
        params: PageToken,
        responses: acts,
      },
      async (request) => {
        const visitor = await links.act(request.params.page);
        if (visitor === undefined) return unknown(request);
        await carryOut(visitor, 'objection', ['mail']);
        return back(request.params.page, 'objection');
      },
    ),
    route(
      {
        method: 'post',
        path: '/my-data/view/:page/withdrawal',
        summary: 'Withdraw a consent',
        params: PageToken,
        body: z.object({ purpose: z.string().regex(/^[\w.:-]{1,100}$/) }),
        bodyTypes: ['form'],
        responses: acts,
      },
      async (request) => {
        const visitor = await links.act(request.params.page);
        if (visitor === undefined) return unknown(request);
        await carryOut(visitor, 'withdrawal', [request.body.purpose]);
        return back(request.params.page, 'withdrawal');
      },
    ),
    route(
      {
        method: 'get',
        path: '/my-data/view/:page/erasure',
        summary: 'Ask whether one’s own data are to be erased, and say what stays',
        params: PageToken,
        responses: pages,
      },
      async (request) => {
        const { page } = request.params;
        const visitor = await links.visitorOf(page);
        if (visitor === undefined) return unknown(request);
        const found = await findData(visitor.subject, visitor.language);
        return shown(eraseQuestionPage(visitor.language, `/my-data/view/${page}`, found));
      },
    ),
  ];

  async function carryOut(visitor: Visitor, kind: RequestKind, purposes: readonly string[] = []) {
    const request = await receive(visitor, kind, purposes);
    return await requests.carryOut(request.id, { by: null });
  }

  async function rectify(visitor: Visitor, changes: { name?: string; phone?: string }): Promise<boolean> {
    const request = await receive(visitor, 'rectification', [], changes);
    try {
      await requests.carryOut(request.id, { by: null });
      return true;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'correction_refused')) throw error;
      // Nothing was asked for that could be done later.
      await requests.forget(request.id);
      return false;
    }
  }

  async function receive(
    { subject, language }: Visitor,
    kind: RequestKind,
    purposes: readonly string[] = [],
    changes: { name?: string; phone?: string } = {},
  ) {
    return await requests.receive({
      subject,
      language,
      kind,
      purposes,
      changes,
      channel: 'my_data',
      createdBy: null,
    });
  }

  function shown(page: VisitorPage) {
    return html(renderPage(page), { status: 200, headers: notListed });
  }

  function unknown(request: RequestFacts) {
    const page = unknownLinkPage(languageFor(undefined, request.acceptsLanguage));
    return html(renderPage(page), { status: 404, headers: notListed });
  }
}

export function zipAnswer(file: Uint8Array, reference: string) {
  return {
    status: 200,
    file,
    type: 'application/zip',
    headers: { ...notListed, 'content-disposition': `attachment; filename="${reference}.zip"` },
  } as const;
}

function back(page: string, done?: z.output<typeof View>['done']) {
  return redirect(`/my-data/view/${encodeURIComponent(page)}${done === undefined ? '' : `?done=${done}`}`);
}

function noticeOf(done: z.output<typeof View>['done'], { language }: Visitor): Notice | undefined {
  if (done === undefined) return undefined;
  const isProblem = done === 'refused' || done === 'empty';
  return { text: rightsStrings[language].done[done], isProblem };
}
