import { route, type RequestFacts, type Route } from '@foyer/http';
import { listOutbox, readOutboxMail, type OutboxMail } from '@foyer/mail';
import { z } from 'zod';
import { serverError } from '../errors.ts';
import { isFromThisMachine } from '../loopback.ts';
import { mailFrame, mailFramePolicy, outboxPage, outboxViews } from '../pages/outbox-page.ts';

const MailId = z.object({ id: z.string().min(1).max(300) });

/** `/dev/outbox`: each mail that would have left, as a person would see it. Only for whoever sits at this machine. */
export function outboxRoutes(outboxDir: string): Route[] {
  const common = {
    tag: 'development',
    problems: [serverError.kinds.outbox_closed, serverError.kinds.mail_unknown],
  };
  return [
    route(
      {
        ...common,
        method: 'get',
        path: '/dev/outbox',
        summary: 'The mails in the outbox',
        responses: { 200: 'html' },
      },
      async (request) => {
        refuseOthers(request);
        return { status: 200, html: outboxPage({ mails: await listOutbox(outboxDir) }) };
      },
    ),
    route(
      {
        ...common,
        method: 'get',
        path: '/dev/outbox/:id',
        summary: 'One mail: as HTML, as text, its headers',
        params: MailId,
        query: z.object({ view: z.enum(outboxViews).default('html') }),
        responses: { 200: 'html' },
      },
      async (request) => {
        refuseOthers(request);
        const [mails, mail] = await Promise.all([
          listOutbox(outboxDir),
          readMail(outboxDir, request.params.id),
        ]);
        const opened = { ...mail, hasHtml: mail.html !== undefined };
        return { status: 200, html: outboxPage({ mails, mail: opened, view: request.query.view }) };
      },
    ),
    route(
      {
        ...common,
        method: 'get',
        path: '/dev/outbox/:id/html',
        summary: 'The HTML part of one mail, for the frame that shows it',
        params: MailId,
        responses: { 200: 'html' },
      },
      async (request) => {
        refuseOthers(request);
        const mail = await readMail(outboxDir, request.params.id);
        return {
          status: 200,
          html: mailFrame(mail.html ?? ''),
          contentSecurityPolicy: mailFramePolicy,
          headers: { 'X-Frame-Options': 'SAMEORIGIN' },
        };
      },
    ),
  ];
}

function refuseOthers({ address, headers }: RequestFacts): void {
  if (!isFromThisMachine(address, headers)) throw serverError('outbox_closed');
}

async function readMail(outboxDir: string, id: string): Promise<OutboxMail> {
  const mail = await readOutboxMail(outboxDir, id);
  if (mail === undefined) throw serverError('mail_unknown');
  return mail;
}
