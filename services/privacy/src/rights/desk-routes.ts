import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import type { Database } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import { type Audit, languages } from '@foyer/service';
import { dataFile } from './data-file.ts';
import {
  FoundAnswer,
  foundAnswer,
  RequestAnswer,
  requestAnswer,
  RequestSummary,
  requestSummary,
} from './desk-answers.ts';
import { dayOf, latestExtension } from './due-date.ts';
import { receiptAnswer } from './erasure-routes.ts';
import { rightsError } from './errors.ts';
import type { FindData } from './found-data.ts';
import { zipAnswer } from './my-data-routes.ts';
import type { ReceiptLinks } from './receipt-link.ts';
import { isOpen, type Requests } from './requests.ts';
import { requestStates, type DataRequest } from './request.ts';
import { NewRequest } from './new-request.ts';
import { decisionRoutes } from './desk-decision-routes.ts';
import type { RequestStore } from './request-store.ts';

const Id = z.object({ id: z.uuid() });
const { kinds } = rightsError;
const pageSize = 50;

/** The privacy officer's work. Whoever looks at data of a person leaves a line in the audit log. */
export function rightsDeskRoutes(deps: {
  db: Database;
  clock: Clock;
  audit: Audit;
  store: RequestStore;
  requests: Requests;
  findData: FindData;
  receiptLinks: ReceiptLinks;
  companyName: string;
}): Route[] {
  const { db, clock, audit, store, requests, findData, receiptLinks, companyName } = deps;

  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/requests',
        permission: 'privacy.read',
        summary:
          'Requests of data subjects: the open ones by their due day, the others by when they were closed',
        query: z.object({ state: z.enum(requestStates).default('open'), after: z.uuid().optional() }),
        responses: {
          200: z.object({
            requests: z.array(RequestSummary),
            next: z.uuid().nullable().describe('For `after`'),
            overdue: z.int(),
          }),
        },
      },
      async ({ query: { state, after } }) => {
        const found = await store.list({ state, ...(after !== undefined && { after }) }, pageSize + 1);
        const shown = found.slice(0, pageSize);
        return {
          status: 200,
          body: {
            requests: shown.map(requestSummary),
            next: found.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
            overdue: await store.countOverdue(dayOf(clock.now())),
          },
        };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/requests',
        permission: 'privacy.work',
        summary: 'Write down a request that came by telephone, letter or mail',
        body: NewRequest,
        responses: { 201: RequestAnswer },
      },
      async ({ body, actor }) => {
        const today = dayOf(clock.now());
        if (body.receivedOn !== undefined && body.receivedOn > today) {
          throw rightsError('received_in_future', `receivedOn must not be after ${today}`, {
            errors: [{ pointer: '/receivedOn', code: 'out_of_range', detail: `must not be after ${today}` }],
          });
        }
        const { email, phone, changes, ...rest } = body;
        const request = await requests.receive({
          ...rest,
          changes: withoutUndefined(changes),
          subject: { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) },
          createdBy: actor.staffId,
        });
        return { status: 201, body: answer(request) };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/requests/:id',
        permission: 'privacy.read',
        summary: 'One request, with whom it is about as long as it is open',
        params: Id,
        responses: { 200: RequestAnswer },
        problems: [kinds.request_unknown],
      },
      async ({ params: { id }, actor }) => {
        const request = await known(id);
        if (isOpen(request)) await noteReading(actor.staffId, 'privacy.request.read', request);
        return { status: 200, body: answer(request) };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/requests/:id/data',
        permission: 'privacy.read',
        summary: 'Everything that is kept about whom the request is about',
        params: Id,
        query: z.object({ language: z.enum(languages).default('en') }),
        responses: { 200: FoundAnswer },
        problems: [kinds.request_unknown, kinds.request_closed],
      },
      async ({ params: { id }, query: { language }, actor }) => {
        const request = await open(id);
        await noteReading(actor.staffId, 'privacy.request.read_data', request);
        return { status: 200, body: foundAnswer(await findData(request.subject, language)) };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/requests/:id/data.zip',
        permission: 'privacy.read',
        summary: 'The same as a file to hand over',
        params: Id,
        responses: { 200: 'file' },
        problems: [kinds.request_unknown, kinds.request_closed],
      },
      async ({ params: { id }, actor }) => {
        const request = await open(id);
        await noteReading(actor.staffId, 'privacy.request.download', request);
        const { language, reference, subject } = request;
        const found = await findData(subject, language);
        return zipAnswer(dataFile(found, { language, companyName, reference }), reference);
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/privacy/requests/:id/receipt',
        permission: 'privacy.read',
        summary: 'The signed receipt of an erasure',
        params: Id,
        responses: { 200: 'file' },
        problems: [kinds.request_unknown, kinds.receipt_missing],
      },
      async ({ params: { id } }) => {
        const { outcome, reference } = await known(id);
        if (outcome.receipt === undefined) throw rightsError('receipt_missing');
        return receiptAnswer(outcome.receipt, reference);
      },
    ),
    ...decisionRoutes({ requests, known, answer }),
  ];

  async function known(id: string): Promise<DataRequest> {
    const request = await store.byId(id);
    if (request === undefined) throw rightsError('request_unknown');
    return request;
  }

  async function open(id: string) {
    const request = await known(id);
    if (!isOpen(request)) throw rightsError('request_closed');
    return request;
  }

  async function noteReading(actorId: string, action: string, request: DataRequest): Promise<void> {
    const subject = `privacy.request:${request.id}`;
    await db.transaction().execute(async (trx) => {
      await audit(trx, { actorId, action, subject, detail: { kind: request.kind } });
    });
  }

  function answer(request: DataRequest) {
    const hasReceipt = request.outcome.receipt !== undefined;
    return requestAnswer(request, {
      latestExtension: latestExtension(request.receivedOn),
      receiptPath: hasReceipt ? receiptLinks.pathOf(request.id) : null,
    });
  }
}

function withoutUndefined({
  name,
  email,
  phone,
}: {
  name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
}) {
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
  };
}
