import { ContactMessage } from '@foyer/contracts';
import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import type { Database } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import { type Audit, languages } from '@foyer/service';
import { dataFile } from './data-file.ts';
import { FoundAnswer, RequestAnswer, requestAnswer, RequestSummary, requestSummary } from './desk-answers.ts';
import { dayOf, latestExtension } from './due-date.ts';
import { receiptAnswer } from './erasure-routes.ts';
import { rightsError } from './errors.ts';
import type { FindData, FoundData } from './found-data.ts';
import { zipAnswer } from './my-data-routes.ts';
import { contactFor } from './objections.ts';
import type { ReceiptLinks } from './receipt-link.ts';
import { isOpen, type Requests } from './requests.ts';
import { requestChannels, requestKinds, requestStates, type DataRequest } from './request.ts';
import type { RequestStore } from './request-store.ts';

const Id = z.object({ id: z.uuid() });
const { kinds } = rightsError;
const { name: Name, phone: Phone } = ContactMessage.shape;
const Email = z.email().max(254);
const Reason = z.string().trim().min(1).max(2000);
const officeChannels = requestChannels.filter((channel) => channel !== 'my_data');
const pageSize = 50;

const NewRequest = z
  .object({
    kind: z.enum(requestKinds),
    channel: z.enum(officeChannels),
    email: Email.optional(),
    phone: Phone,
    language: z.enum(languages).default('en'),
    receivedOn: z.iso.date().optional().describe('Today when not given'),
    changes: z
      .object({ name: Name, email: Email, phone: Phone })
      .partial()
      .default({})
      .describe('Of a rectification'),
    purposes: z
      .array(z.string().regex(/^[\w.:-]{1,100}$/))
      .max(50)
      .default([])
      .describe('Of consents to withdraw; of an objection: mail, calls'),
  })
  .refine(({ email, phone }) => email !== undefined || phone !== undefined, {
    path: ['email'],
    error: 'an e-mail address or a telephone number must be given',
    params: { code: 'email_or_phone_required' },
  })
  .refine(({ kind, changes }) => (kind === 'rectification') === Object.keys(changes).length > 0, {
    path: ['changes'],
    error: 'must be given for a rectification, and for nothing else',
    params: { code: 'changes_required' },
  })
  .refine(({ kind, purposes }) => (kind === 'withdrawal' || kind === 'objection') === purposes.length > 0, {
    path: ['purposes'],
    error: 'must be given for a withdrawal and an objection, and for nothing else',
    params: { code: 'purposes_required' },
  })
  .refine(
    ({ kind, purposes }) =>
      kind !== 'objection' || purposes.every((purpose) => purpose === 'mail' || purpose === 'calls'),
    { path: ['purposes'], error: 'must be mail or calls', params: { code: 'purpose_unknown' } },
  )
  .refine(
    ({ kind, purposes, email, phone }) => kind !== 'objection' || canObject({ email, phone }, purposes),
    {
      path: ['phone'],
      error: 'an objection to mail needs an e-mail address, one to calls a number such as +31201234567',
      params: { code: 'contact_unreadable' },
    },
  );

function canObject(
  { email, phone }: { email: string | undefined; phone: string | undefined },
  purposes: readonly string[],
): boolean {
  const subject = { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
  const scopes = (['mail', 'calls'] as const).filter((scope) => purposes.includes(scope));
  return scopes.every((scope) => contactFor(subject, scope) !== undefined);
}

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
        method: 'post',
        path: '/desk/api/privacy/requests/:id/execution',
        permission: 'privacy.work',
        summary: 'Do what the request asks for, and close it',
        description:
          'Safe to repeat. With `isAnsweredByMail` the person is told by mail, with a link to the data or to the receipt, and the request is closed when the mail has left.',
        params: Id,
        body: z.object({ isAnsweredByMail: z.boolean().default(false) }),
        responses: { 200: RequestAnswer },
        problems: [
          kinds.request_unknown,
          kinds.request_being_refused,
          kinds.correction_refused,
          kinds.link_impossible,
        ],
      },
      async ({ params: { id }, body: { isAnsweredByMail }, actor }) => {
        const before = await known(id);
        if (isAnsweredByMail && isOpen(before) && before.subject.email === undefined) {
          throw rightsError('link_impossible');
        }
        const request = await requests.carryOut(id, { by: actor.staffId, isAnsweredByMail });
        return { status: 200, body: answer(request) };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/requests/:id/extension',
        permission: 'privacy.work',
        summary: 'Take more time, two months at most, and tell the person why',
        params: Id,
        body: z.object({ until: z.iso.date(), reason: Reason }),
        responses: { 200: RequestAnswer },
        problems: [kinds.request_unknown, kinds.request_closed, kinds.extension_too_long],
      },
      async ({ params: { id }, body: { until, reason }, actor }) => ({
        status: 200,
        body: answer(await requests.extend(id, { until, reason, by: actor.staffId })),
      }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/requests/:id/refusal',
        permission: 'privacy.work',
        summary: 'Propose to refuse a request; a second person approves it',
        params: Id,
        body: z.object({ reason: Reason }),
        responses: { 200: RequestAnswer },
        problems: [kinds.request_unknown, kinds.request_closed, kinds.request_being_refused],
      },
      async ({ params: { id }, body: { reason }, actor }) => ({
        status: 200,
        body: answer(await requests.proposeRefusal(id, { reason, by: actor.staffId })),
      }),
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/privacy/requests/:id/refusal',
        permission: 'privacy.work',
        summary: 'Take back the proposal to refuse it',
        params: Id,
        responses: { 200: RequestAnswer },
        problems: [kinds.request_unknown, kinds.request_closed, kinds.request_not_refused],
      },
      async ({ params: { id }, actor }) => ({
        status: 200,
        body: answer(await requests.takeBackRefusal(id, actor.staffId)),
      }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/privacy/requests/:id/refusal/approval',
        permission: 'privacy.work',
        summary: 'Approve a refusal that somebody else has proposed',
        description:
          'The person is told the reason, and that they can complain. Closed when the mail has left.',
        params: Id,
        responses: { 200: RequestAnswer },
        problems: [
          kinds.request_unknown,
          kinds.request_closed,
          kinds.request_not_refused,
          kinds.request_refused_alone,
        ],
      },
      async ({ params: { id }, actor }) => ({
        status: 200,
        body: answer(await requests.approveRefusal(id, actor.staffId)),
      }),
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

function foundAnswer(found: FoundData): z.output<typeof FoundAnswer> {
  return {
    isRestricted: found.isRestricted,
    holdings: found.holdings.map((holding) => ({
      ...holding,
      records: holding.records.map(({ id, createdAt, fields }) => ({
        id,
        createdAt: createdAt.toISOString(),
        fields,
      })),
      held: holding.held.map(({ id, why, until }) => ({ id, why, until: until.toISOString() })),
    })),
    consents: found.consents.map(({ id, purpose, wording, givenAt, withdrawnAt }) => ({
      id,
      purpose,
      wording,
      givenAt: givenAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    })),
    objections: [...found.objections],
    recipients: found.recipients.map(({ name, purpose }) => ({ name, purpose })),
    disclosures: found.traced.map(({ name, host, recordIds, lastDeliveredAt }) => ({
      name,
      host,
      recordIds: [...recordIds],
      lastDeliveredAt: lastDeliveredAt.toISOString(),
    })),
  };
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
