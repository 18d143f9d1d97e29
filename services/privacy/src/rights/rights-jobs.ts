import type { JobHandler } from '@foyer/jobs';
import { deleteOutboxMails, MailRefusedError, type Mail } from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import { z } from 'zod';
import { dayOf } from './due-date.ts';
import type { Execution } from './execution.ts';
import type { Links } from './links.ts';
import type { LinkStore } from './link-store.ts';
import type { ReceiptLinks } from './receipt-link.ts';
import { linkMailId, requestMailIds } from './request-mails.ts';
import { isOpen, type Requests } from './requests.ts';
import type { RequestStore } from './request-store.ts';
import type { RightsMails } from './rights-mails.ts';
import type { RightsMetrics } from './rights-metrics.ts';
import type { SubjectSeal } from '../subject-seal.ts';

const LinkPayload = z.object({ linkRequestId: z.uuid() });
const RequestPayload = z.object({ requestId: z.uuid(), by: z.uuid().nullable().default(null) });

const hourMilliseconds = 3_600_000;
/** Anybody can type anybody's address: without limits our mail server would be a tool for flooding a mailbox. */
const mailsPerHour = { recipient: 3, domain: 100, unsolved: 30 };
/** Days before its due day from which on staff are reminded of a request. */
const reminderDays = 7;
const maxReminded = 100;

/** Each may run twice: a mail keeps its id, and what has become of the request is read anew. */
export function createRightsJobs(deps: {
  clock: Clock;
  mail: Mail;
  mails: RightsMails;
  outboxDir: string;
  publicUrl: string;
  seal: SubjectSeal;
  links: Links;
  linkStore: LinkStore;
  requests: Requests;
  store: RequestStore;
  execution: Execution;
  receiptLinks: ReceiptLinks;
  mailDomain: string;
  metrics: RightsMetrics;
  openLink: (subject: { email: string }, language: 'en' | 'nl' | 'de' | 'fr') => Promise<string | undefined>;
}): Record<string, JobHandler> {
  const { clock, mail, mails, outboxDir, publicUrl, seal, links, linkStore, requests, store, execution } =
    deps;
  const { mailDomain, metrics, receiptLinks } = deps;

  return {
    'privacy.send_link': async (job, { signal }) => {
      const { linkRequestId } = LinkPayload.parse(job.payload);
      const request = await linkStore.byId(linkRequestId);
      if (request === undefined) return;
      const now = clock.now();
      const since = new Date(now.getTime() - hourMilliseconds);
      const { recipient, domain, unsolved } = mailsPerHour;
      const isAdmitted = await linkStore.admit(linkRequestId, now, {
        recipient: { count: recipient, since },
        domain: { count: domain, since },
        unsolved: { count: unsolved, since },
      });
      if (!isAdmitted) return metrics.mailed('link', 'limited');
      const { email } = seal.open(request.subject, linkRequestId);
      const link = await links.issue(linkRequestId);
      if (email === undefined || link === undefined) return;
      const message = await mails.link({ ...request, email }, `${publicUrl}${link.path}`);
      metrics.mailed('link', await sendOrBeRefused(async () => await mail.send(message, { signal })));
      // Erased while it was on its way: its copy must not stay behind.
      if ((await linkStore.byId(linkRequestId)) === undefined) {
        await deleteOutboxMails(outboxDir, [linkMailId(request)]);
      }
    },
    'privacy.carry_out': async (job) => {
      const { requestId, by } = RequestPayload.parse(job.payload);
      if ((await store.byId(requestId)) !== undefined) await requests.carryOut(requestId, { by });
    },
    'privacy.tell_extension': async (job, { signal }) => {
      const request = await store.byId(RequestPayload.parse(job.payload).requestId);
      const email = request?.subject?.email;
      if (request === undefined || email === undefined) return;
      const message = await mails.extension({ ...request, email, mailDomain });
      metrics.mailed('extension', await sendOrBeRefused(async () => await mail.send(message, { signal })));
    },
    'privacy.refuse': async (job, { signal }) => {
      const { requestId, by } = RequestPayload.parse(job.payload);
      const request = await store.byId(requestId);
      const email = request?.subject?.email;
      if (request === undefined || email === undefined || request.refusal === null) return;
      const message = await mails.refusal({ ...request, email, mailDomain });
      metrics.mailed('refusal', await sendOrBeRefused(async () => await mail.send(message, { signal })));
      await execution.close(request, { outcome: request.outcome, state: 'refused', by });
    },
    'privacy.answer': async (job, { signal }) => {
      const { requestId, by } = RequestPayload.parse(job.payload);
      const request = await store.byId(requestId);
      const email = request?.subject?.email;
      if (request === undefined || !isOpen(request) || email === undefined) return;
      const isErasure = request.kind === 'erasure';
      const isAboutData = request.kind === 'access' || request.kind === 'portability';
      const path = isErasure
        ? receiptLinks.pathOf(requestId)
        : isAboutData
          ? await deps.openLink({ email }, request.language)
          : undefined;
      const message = await mails.answer(
        { ...request, email, mailDomain },
        path === undefined ? undefined : `${publicUrl}${path}`,
      );
      metrics.mailed('answer', await sendOrBeRefused(async () => await mail.send(message, { signal })));
      await execution.close(request, { outcome: request.outcome, state: 'done', by });
      // Of whom everything is erased no copy of a mail may stay.
      if (isErasure) await deleteOutboxMails(outboxDir, requestMailIds({ id: requestId, mailDomain }));
    },
    'privacy.remind_requests': async (_job, { signal }) => {
      const today = dayOf(clock.now());
      const soon = dayOf(new Date(clock.now().getTime() + reminderDays * 24 * hourMilliseconds));
      const due = await store.dueUntil(soon, maxReminded);
      if (due.length > 0) await mail.send(await mails.reminder(due, today), { signal });
    },
  };
}

async function sendOrBeRefused(send: () => Promise<unknown>): Promise<'sent' | 'refused'> {
  try {
    await send();
    return 'sent';
  } catch (error) {
    if (error instanceof MailRefusedError) return 'refused';
    throw error;
  }
}
