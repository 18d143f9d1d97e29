import { JobFailedForGood, type JobHandler, type NewJob } from '@foyer/jobs';
import { deleteOutboxMails, MailRefusedError, type Mail, type MailMessage } from '@foyer/mail';
import { uuidv7 } from '@foyer/runtime';
import { z } from 'zod';
import type { Database } from '@foyer/database';
import type { AccountStore } from './account-store.ts';
import type { ComposeNotice } from './mails/second-factor-removed.ts';

const Payload = z.object({
  noticeId: z.uuid(),
  staffId: z.uuid(),
  actorId: z.uuid(),
  at: z.iso.datetime(),
});
const daysKept = 30;

/** The job that tells somebody what was done to their account, and the one that deletes the copy of the mail. */
export function noticeJobs({
  staffId,
  actorId,
  at,
}: {
  staffId: string;
  actorId: string;
  at: Date;
}): NewJob[] {
  const payload = { noticeId: uuidv7(at), staffId, actorId, at: at.toISOString() };
  return [
    { name: 'staff.tell_second_factor_removed', payload },
    {
      name: 'staff.forget_notice',
      payload: { noticeId: payload.noticeId },
      at: new Date(at.getTime() + daysKept * 86_400_000),
    },
  ];
}

/** Each may run twice: the mail keeps its id. */
export function createNoticeJobs(deps: {
  db: Database;
  accounts: AccountStore;
  mail: Mail;
  compose: ComposeNotice;
  mailDomain: string;
  outboxDir: string;
}): Record<string, JobHandler> {
  const { db, accounts, mail, compose, mailDomain, outboxDir } = deps;
  const messageIdOf = (noticeId: string): string => `staff-second-factor.${noticeId}@${mailDomain}`;
  return {
    'staff.tell_second_factor_removed': async (job, { signal }) => {
      const { noticeId, staffId, actorId, at } = Payload.parse(job.payload);
      const account = await accounts.find(db, staffId);
      if (account === undefined) return;
      const names = await accounts.namesOf([actorId]);
      const message = await compose({
        messageId: messageIdOf(noticeId),
        email: account.email,
        actorName: names.get(actorId),
        at: new Date(at),
      });
      await send(message, signal);
    },
    'staff.forget_notice': async (job) => {
      const { noticeId } = Payload.pick({ noticeId: true }).parse(job.payload);
      await deleteOutboxMails(outboxDir, [messageIdOf(noticeId)]);
    },
  };

  async function send(message: MailMessage, signal: AbortSignal): Promise<void> {
    try {
      await mail.send(message, { signal });
    } catch (error) {
      // A dead job is seen and can be repeated; a colleague's address that takes no mail has to be put right.
      if (error instanceof MailRefusedError) throw new JobFailedForGood(error.message, { cause: error });
      throw error;
    }
  }
}
