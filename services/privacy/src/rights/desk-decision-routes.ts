import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { RequestAnswer } from './desk-answers.ts';
import { rightsError } from './errors.ts';
import { isOpen, type Requests } from './requests.ts';
import type { DataRequest } from './request.ts';

const Id = z.object({ id: z.uuid() });
const { kinds } = rightsError;
const Reason = z.string().trim().min(1).max(2000);

/** What the officer decides: to do what a request asks for, to take more time, or to refuse it with a second person. */
export function decisionRoutes(deps: {
  requests: Requests;
  /** @throws AppError request_unknown */
  known: (id: string) => Promise<DataRequest>;
  answer: (request: DataRequest) => z.output<typeof RequestAnswer>;
}): Route[] {
  const { requests, known, answer } = deps;
  return [
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
  ];
}
