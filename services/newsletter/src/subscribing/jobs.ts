import type { Database } from '@foyer/database';
import type { JobHandler } from '@foyer/jobs';
import {
  deleteOutboxMails,
  MailRefusedError,
  freemailDomains,
  type Mail,
  type MailMessage,
} from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import { waitForLifting } from '@foyer/service';
import { z } from 'zod';
import type { Confirmations } from './confirmation.ts';
import { mailDigest, mailIdsOf, type SubscribingMails } from './confirmation-mail.ts';
import type { SubscriberLinks } from './links.ts';
import type { Limits, Pending, PendingStore } from './pending-store.ts';
import type { SuppressionPort } from './privacy-ports.ts';
import type { SubscribingMetrics } from './subscribing-metrics.ts';
import type { SubscriberStore } from './subscriber-store.ts';

const Payload = z.object({ pendingId: z.uuid() });

const hourMilliseconds = 3_600_000;
const freemail = new Set(freemailDomains);

/** Anybody can type anybody's address: without limits our mail server would be a tool for flooding a mailbox. */
const mailLimits = {
  recipient: { count: 3, hours: 24 },
  domain: { count: 200, hours: 1 },
  freemailDomain: { count: 2000, hours: 1 },
  /** Of one neighbourhood: an office may stand behind one address. */
  network: { count: 30, hours: 1 },
  /** All together that came without a solution. */
  unsolved: { count: 60, hours: 1 },
} as const;

/** Each may run twice: a mail keeps its id, and what has become of the sign-up is read anew. */
export function createSubscribingJobs(deps: {
  db: Database;
  clock: Clock;
  mail: Mail;
  mails: SubscribingMails;
  outboxDir: string;
  publicUrl: string;
  pending: PendingStore;
  subscribers: SubscriberStore;
  confirmations: Confirmations;
  links: SubscriberLinks;
  suppression: SuppressionPort;
  metrics: SubscribingMetrics;
}): Record<string, JobHandler> {
  const { db, clock, mail, mails, outboxDir, publicUrl, pending, subscribers, suppression, metrics } = deps;

  type Open = Pending & { email: string };

  async function open(payload: unknown): Promise<Open | undefined> {
    const found = await pending.byId(db, Payload.parse(payload).pendingId);
    if (found === undefined || found.email === null) return undefined;
    if (found.isRestricted) throw waitForLifting(`the sign-up ${found.id}`, clock.now());
    return { ...found, email: found.email };
  }

  function limitsOf({ email }: Open): Limits {
    const isFreemail = freemail.has(email.slice(email.lastIndexOf('@') + 1).toLowerCase());
    const now = clock.now();
    const { recipient, network, unsolved } = mailLimits;
    const domain = isFreemail ? mailLimits.freemailDomain : mailLimits.domain;
    return {
      recipient: { count: recipient.count, since: hoursBefore(now, recipient.hours) },
      domain: { count: domain.count, since: hoursBefore(now, domain.hours) },
      network: { count: network.count, since: hoursBefore(now, network.hours) },
      unsolved: { count: unsolved.count, since: hoursBefore(now, unsolved.hours) },
    };
  }

  async function send(one: Open, message: MailMessage, signal: AbortSignal): Promise<void> {
    // Written down before: who is fast confirms while the server still answers.
    await pending.noteMail(db, one.id, 'sent', mailDigest(message));
    try {
      await mail.send(message, { signal });
      metrics.mailed(one.kind, 'sent');
    } catch (error) {
      if (!(error instanceof MailRefusedError)) throw error;
      await pending.noteMail(db, one.id, 'refused');
      metrics.mailed(one.kind, 'refused');
    }
    // Erased while it was on its way: its copy must not stay behind.
    if ((await pending.byId(db, one.id)) === undefined) await deleteOutboxMails(outboxDir, mailIdsOf(one));
  }

  return {
    'newsletter.send_confirmation': async ({ payload }, { signal }) => {
      const one = await open(payload);
      if (one === undefined) return;
      // Whoever wants no advertising mail at all, or whose mailbox is not there, is not asked either.
      if (await suppression.isSuppressed(db, { email: one.email }, 'mail')) {
        await pending.noteMail(db, one.id, 'suppressed');
        return metrics.mailed(one.kind, 'suppressed');
      }
      if (!(await pending.admit(one.id, limitsOf(one)))) {
        await pending.noteMail(db, one.id, 'limited');
        return metrics.mailed(one.kind, 'limited');
      }
      const link = publicUrl + deps.confirmations.pathOf(one.id);
      return await send(one, await mails.confirm(one, link), signal);
    },
    'newsletter.send_way_out': async ({ payload }, { signal }) => {
      const one = await open(payload);
      if (one === undefined) return;
      const subscriber = await subscribers.byEmail(db, one.email);
      if (subscriber?.state === 'active') {
        if (await pending.admit(one.id, limitsOf(one))) {
          const { unsubscribe } = deps.links.linksFor({ number: subscriber.number });
          await send(one, await mails.wayOut({ ...one, email: subscriber.email }, unsubscribe), signal);
        } else metrics.mailed(one.kind, 'limited');
      }
      // It has served.
      await pending.settle(db, one.id, { at: clock.now(), subscriberNumber: null });
    },
  };
}

function hoursBefore(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * hourMilliseconds);
}
