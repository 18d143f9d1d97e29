import { JobFailedForGood, type Job, type JobHandler, type NewJob } from '@foyer/jobs';
import { MailRefusedError, type Mail, type MailMessage } from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import { waitForLifting } from '@foyer/service';
import { z } from 'zod';
import type { CallbackMetrics } from './callback-metrics.ts';
import type { CallbackConfig } from './config.ts';
import { minutesAfter } from './dates.ts';
import type { MailLimits } from './mail-limits.ts';
import type { MailStore } from './mail-store.ts';
import type { StaffNotice } from './mails/staff-notice.ts';
import { mailKinds, type CallbackRequest, type MailKind } from './request.ts';
import type { RequestStore } from './request-store.ts';
import type { Slot } from './slots.ts';

const jobNames: Record<MailKind, string> = {
  release: 'callback.request_release',
  booked: 'callback.confirm',
  moved: 'callback.confirm_move',
  reminder: 'callback.remind',
  cancelled: 'callback.confirm_cancellation',
  choose: 'callback.ask_for_slot',
  declined: 'callback.decline',
};

const Payload = z.object({ requestId: z.uuid(), sequence: z.int() });

const StaffPayload = Payload.pick({ requestId: true });

interface Mailed {
  id: string;
  email?: string | null | undefined;
  slot: Slot | null;
  sequence: number;
}

/** The jobs that send these mails; none without an address. */
export function mailJobs(
  kinds: readonly MailKind[],
  request: Mailed,
  config: Pick<CallbackConfig, 'reminderMinutes'>,
): NewJob[] {
  const { id, email, slot, sequence } = request;
  if (email === undefined || email === null) return [];
  return kinds.flatMap((kind) => {
    const job = {
      name: jobNames[kind],
      payload: { requestId: id, sequence },
      key: keyOf(kind, id, sequence),
    };
    if (kind !== 'reminder') return [job];
    // Nobody needs to be reminded of what was not even planned.
    return slot === null ? [] : [{ ...job, at: minutesAfter(slot.startsAt, -config.reminderMinutes) }];
  });
}

/** The job that tells staff; once for a request, however often it is moved. */
export function staffJobs(requestId: string): NewJob[] {
  return [
    { name: 'callback.notify_staff', payload: { requestId }, key: `callback.notify_staff:${requestId}` },
  ];
}

/** By these keys the jobs of an erased request are found. */
export function jobKeysOf({ id, sequence }: { id: string; sequence: number }): string[] {
  const mails = mailKinds.flatMap((kind) =>
    Array.from({ length: sequence + 1 }, (_, index) => keyOf(kind, id, index)),
  );
  return [...mails, `callback.notify_staff:${id}`];
}

function keyOf(kind: MailKind, id: string, sequence: number): string {
  return `${jobNames[kind]}:${id}:${sequence}`;
}

/** Every handler may run twice: a mail keeps its id, and what the request has become is read anew each time. */
export function createCallbackJobs(deps: {
  clock: Clock;
  mail: Mail;
  requests: RequestStore;
  mails: MailStore;
  limits: MailLimits;
  compose: (kind: MailKind, request: CallbackRequest, email: string) => Promise<MailMessage>;
  composeStaffNotice: StaffNotice['compose'];
  counted: CallbackMetrics;
}): Record<string, JobHandler> {
  const { clock, mail, requests, mails, limits, compose, composeStaffNotice, counted } = deps;

  async function requestOf(kind: MailKind, job: Job): Promise<CallbackRequest | undefined> {
    const { requestId, sequence } = Payload.parse(job.payload);
    const request = await requests.byId(requestId);
    if (request === undefined || request.sequence !== sequence) return undefined;
    if (!isStillTrue[kind](request, clock.now())) return undefined;
    waitWhileRestricted(request);
    return request;
  }

  function waitWhileRestricted({ id, isRestricted }: CallbackRequest): void {
    if (isRestricted) throw waitForLifting(`the request ${id}`, clock.now());
  }

  const notifyStaff: JobHandler = async (job, { signal }) => {
    const { requestId } = StaffPayload.parse(job.payload);
    const request = await requests.byId(requestId);
    // Cancelled before anybody read of it, closed, or gone.
    if (request?.state !== 'open') return;
    waitWhileRestricted(request);
    try {
      await mail.send(await composeStaffNotice(request), { signal });
    } catch (error) {
      // Our own mailbox does not take our own mail: a person has to put that right, and then retry the dead job.
      if (error instanceof MailRefusedError) throw new JobFailedForGood(error.message, { cause: error });
      throw error;
    }
    counted.mailed('notify', 'sent');
  };

  const send =
    (kind: MailKind): JobHandler =>
    async (job, { signal }) => {
      const request = await requestOf(kind, job);
      if (request === undefined || request.email === null) return;
      const { id: requestId, sequence, email } = request;
      const now = clock.now();
      const isAdmitted = await limits.admit({ kind, requestId, sequence, email, now });
      const outcome = isAdmitted
        ? await sendOrBeRefused(await compose(kind, request, email), signal)
        : 'limited';
      await mails.note({ requestId, kind, sequence }, outcome, now);
      counted.mailed(kind, outcome);
    };

  async function sendOrBeRefused(message: MailMessage, signal: AbortSignal): Promise<'sent' | 'refused'> {
    try {
      await mail.send(message, { signal });
      return 'sent';
    } catch (error) {
      if (error instanceof MailRefusedError) return 'refused';
      throw error;
    }
  }

  return {
    ...Object.fromEntries(mailKinds.map((kind) => [jobNames[kind], send(kind)])),
    'callback.notify_staff': notifyStaff,
  };
}

/** Between the job and its turn the request may have gone on, and then the mail would say what is not true any more. */
const isStillTrue: Record<MailKind, (request: CallbackRequest, now: Date) => boolean> = {
  release: ({ state }) => state === 'held',
  choose: ({ state }) => state === 'choosing',
  declined: ({ state }) => state === 'suppressed',
  cancelled: ({ outcome }) => outcome === 'cancelled',
  booked: ({ state }) => state === 'open',
  moved: ({ state }) => state === 'open',
  reminder: ({ state, slot }, now) => state === 'open' && slot !== null && slot.startsAt > now,
};
