import { JobFailedForGood, type Job, type JobHandler, type NewJob, type Schedule } from '@foyer/jobs';
import { MailRefusedError, type Mail } from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import { waitForLifting } from '@foyer/service';
import { z } from 'zod';
import type { ContactMetrics } from './contact-metrics.ts';
import { daysAfter } from './deletion-date.ts';
import type { IssueConfirmation } from './confirmation.ts';
import type { AdmitMail } from './mail-limits.ts';
import type { MailComposer } from './mails/compose.ts';
import type { MailKind, MailOutcome, Message } from './message.ts';
import type { MessageStore } from './message-store.ts';
import type { Housekeeping } from './housekeeping.ts';

export const contactSchedules: Schedule[] = [
  { name: 'contact.close_due', job: 'contact.close_due', everySeconds: 3600 },
  { name: 'contact.report_held', job: 'contact.report_held', everySeconds: 86_400 },
];

const Payload = z.object({ messageId: z.uuid() });

const jobNames = ['contact.notify_staff', 'contact.acknowledge', 'contact.request_confirmation'] as const;

/** What is to be done for a message in this state: the same when it arrives and when it is released. */
export function jobsFor(state: 'received' | 'held', message: { id: string; hasEmail: boolean }): NewJob[] {
  const { id, hasEmail } = message;
  if (state === 'held') return hasEmail ? [jobFor('contact.request_confirmation', id)] : [];
  return [jobFor('contact.notify_staff', id), ...(hasEmail ? [jobFor('contact.acknowledge', id)] : [])];
}

/** By these keys the jobs of an erased message are found. */
export function jobKeysOf(messageId: string): string[] {
  return jobNames.map((name) => keyOf(name, messageId));
}

function jobFor(name: (typeof jobNames)[number], messageId: string): NewJob {
  return { name, payload: { messageId }, key: keyOf(name, messageId) };
}

function keyOf(name: string, messageId: string): string {
  return `${name}:${messageId}`;
}

/** Every handler may run twice: a mail keeps its id, and what the message has become is read anew each time. */
export function createContactJobs(deps: {
  clock: Clock;
  mail: Mail;
  messages: MessageStore;
  composer: MailComposer;
  /** Whether nobody may write to this address unasked. */
  isSuppressed: (email: string) => Promise<boolean>;
  admit: AdmitMail;
  issueConfirmation: IssueConfirmation;
  housekeeping: Housekeeping;
  fillInbox: JobHandler;
  metrics: ContactMetrics;
}): Record<string, JobHandler> {
  const { clock, mail, messages, composer, isSuppressed, admit, issueConfirmation, housekeeping, metrics } =
    deps;

  /** undefined: erased, or not in that state any more; then there is nothing to do. */
  async function messageOf(job: Job, state: Message['state']): Promise<Message | undefined> {
    const { messageId } = Payload.parse(job.payload);
    const message = await messages.byId(messageId);
    if (message?.state !== state) return undefined;
    if (message.isRestricted) throw waitForLifting(`the message ${messageId}`, clock.now());
    return message;
  }

  /** A mail to the visitor, which may be refused by our limits or by its server without being anybody's fault. */
  async function sendToVisitor(
    kind: Exclude<MailKind, 'notify'>,
    message: Message,
    send: (email: string) => Promise<unknown>,
  ): Promise<void> {
    if (message.email === null) return;
    const outcome = await outcomeOf(kind, { id: message.id, email: message.email }, send);
    await messages.noteMail(message.id, kind === 'confirm' ? 'confirmation' : 'acknowledgement', outcome);
    metrics.mailed(kind, outcome);
  }

  async function outcomeOf(
    kind: Exclude<MailKind, 'notify'>,
    { id, email }: { id: string; email: string },
    send: (email: string) => Promise<unknown>,
  ): Promise<MailOutcome> {
    // The link that releases a message is what its sender waits for; an acknowledgement goes to nobody who wants no mail.
    if (kind === 'acknowledge' && (await isSuppressed(email))) return 'suppressed';
    const isAdmitted = await admit({ kind, messageId: id, email, now: clock.now() });
    return isAdmitted ? sendOrBeRefused(() => send(email)) : 'limited';
  }

  return {
    'contact.notify_staff': async (job, { signal }) => {
      const message = await messageOf(job, 'received');
      if (message === undefined) return;
      try {
        await mail.send(await composer.notify(message), { signal });
      } catch (error) {
        // Our own mailbox does not take our own mail: a person has to put that right, and then retry the dead job.
        if (error instanceof MailRefusedError) throw new JobFailedForGood(error.message, { cause: error });
        throw error;
      }
      metrics.mailed('notify', 'sent');
    },
    'contact.acknowledge': async (job, { signal }) => {
      const message = await messageOf(job, 'received');
      if (message === undefined) return;
      await sendToVisitor('acknowledge', message, async (email) =>
        mail.send(await composer.acknowledge(message, email), { signal }),
      );
    },
    'contact.request_confirmation': async (job, { signal }) => {
      const message = await messageOf(job, 'held');
      if (message === undefined) return;
      await sendToVisitor('confirm', message, async (email) => {
        const { link, expiresAt } = await issueConfirmation(message.id);
        return mail.send(await composer.confirm(message, email, link, expiresAt), { signal });
      });
    },
    'contact.report_held': async (_job, { signal }) => {
      const now = clock.now();
      const held = await messages.heldBetween(daysAfter(now, -1), now);
      if (held.length > 0) await mail.send(await composer.heldReport(held, now), { signal });
    },
    'contact.close_due': async (_job, { signal }) => housekeeping.closeDue(signal),
    'contact.fill_inbox': deps.fillInbox,
  };
}

async function sendOrBeRefused(send: () => Promise<unknown>): Promise<MailOutcome> {
  try {
    await send();
    return 'sent';
  } catch (error) {
    if (error instanceof MailRefusedError) return 'refused';
    throw error;
  }
}
