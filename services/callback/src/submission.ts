import { uuidv7 } from '@foyer/runtime';
import type { Language } from '@foyer/service';
import type { CaptchaCheck } from './captcha-port.ts';
import type { DoNotCallList } from './do-not-call.ts';
import { callbackError } from './errors.ts';
import { inboxItemOf } from './inbox-item.ts';
import { mailJobs, staffJobs } from './jobs.ts';
import type { CallbackMetrics } from './callback-metrics.ts';
import type { OpeningHoursStore } from './opening-hours-store.ts';
import type { PlaceStore } from './place-store.ts';
import type { CallbackDeps } from './ports.ts';
import type { Reference } from './reference.ts';
import type { Day, HoldReason, MailKind, NewRequest } from './request.ts';
import type { RequestStore } from './request-store.ts';
import { retentionOf } from './retention.ts';
import { judgeSlot } from './slot-offer.ts';
import type { Slot } from './slots.ts';
import { numberOf, type Submission } from './submission-schema.ts';
import { suspect } from './suspicion.ts';
import { slotUnavailable } from './slot-unavailable.ts';

export interface Receipt {
  reference: Reference;
  state: 'received' | 'held';
  slot: Slot | null;
  zone: string;
  deletedOn: Day;
}

/**
 * Takes a request: with its place in the slot, its jobs and the captcha's mark in one transaction, so that all of it is
 * there or none. A number on the do-not-call list gets the same answer and holds a place like any other: neither the
 * answer nor the slots that are left may tell a stranger who is on the list.
 *
 * @param options.isPlainForm sent by the form itself and not by a program of the page: then a missing solution means
 *   that no program ran, and the request is held
 * @throws AppError captcha_unsolved or slot_unavailable; then nothing is stored and the puzzle is as good as before
 */
export type Submit = (
  submission: Submission,
  options: { language: Language; isPlainForm: boolean },
) => Promise<Receipt>;

export function createSubmit(
  deps: CallbackDeps & {
    requests: RequestStore;
    places: PlaceStore;
    openingHours: OpeningHoursStore;
    doNotCall: DoNotCallList;
    counted: CallbackMetrics;
    mailDomain: string;
  },
): Submit {
  const { db, clock, checkCaptcha, config, requests, places, openingHours, doNotCall } = deps;

  async function checked(submission: Submission, isPlainForm: boolean) {
    const solution = submission['frc-captcha-solution'];
    // Widgets put their state into the field until they are done: `.UNSTARTED`, `.FETCHING`, `.ERROR`.
    if (solution === undefined || solution === '' || solution.startsWith('.')) {
      if (isPlainForm) return undefined;
      throw unsolved('solution_missing');
    }
    const check = await checkCaptcha(
      solution,
      config.siteKey === undefined ? {} : { siteKey: config.siteKey },
    );
    if (!check.ok) throw unsolved(check.code);
    return check;
  }

  return async (submission, { language, isPlainForm }) => {
    const check = await checked(submission, isPlainForm);
    const now = clock.now();
    const phone = numberOf(submission, config);
    if (phone === undefined) throw new Error('a telephone number passed the schema that cannot be read');
    const heldReasons = reasonsToHold(submission, check, now);

    const stored = await db.transaction().execute(async (trx) => {
      if (check !== undefined && !(await check.spend(trx))) throw unsolved('solution_timeout_or_duplicate');
      const judged = await judgeSlot({ openingHours }, trx, submission.slot, now);
      if (!judged.ok) throw slotUnavailable(judged.code);
      const isListed = await doNotCall.has(trx, phone.e164);
      const place = judged.slot === null ? null : await places.find(trx, judged.slot, judged.capacity);
      if (place === undefined) throw slotUnavailable('slot_taken');
      const { hours } = await openingHours.current(trx);
      const isHeld = heldReasons.length > 0;
      const request: NewRequest = {
        id: uuidv7(now),
        language,
        zone: submission.zone ?? hours.zone,
        state: isHeld ? 'held' : isListed ? 'suppressed' : 'open',
        heldReasons,
        name: submission.name,
        email: submission.email,
        phone,
        message: submission.message,
        slot: judged.slot,
        place: isHeld ? null : place,
        dueAt: judged.slot?.startsAt ?? now,
        receivedAt: now,
        ...retentionOf(judged.slot?.endsAt ?? now, config),
        mailDomain: deps.mailDomain,
      };
      const reference = await requests.insert(trx, request);
      await deps.enqueueMany(trx, mailJobs(kindsFor[request.state], { ...request, sequence: 0 }, config));
      await deps.inbox.add(trx, [inboxItemOf(request, reference)]);
      if (request.state === 'open') {
        await deps.enqueueMany(trx, staffJobs(request.id));
        await deps.publishEvent(trx, {
          type: 'callback.request.received',
          subjectId: request.id,
          occurredAt: now,
        });
      }
      return { ...request, reference };
    });

    deps.wakeJobs();
    deps.notifyDesk('callback', [stored.id]);
    deps.counted.requested(stored.state);
    return {
      reference: stored.reference,
      state: stored.state === 'held' ? 'held' : 'received',
      slot: stored.slot,
      zone: stored.zone,
      deletedOn: stored.latestOn,
    };
  };

  function reasonsToHold(
    submission: Submission,
    check: Extract<CaptchaCheck, { ok: true }> | undefined,
    now: Date,
  ): HoldReason[] {
    const signs = {
      honeypot: submission.website,
      secondsSincePuzzle: check && (now.getTime() - check.issuedAt.getTime()) / 1000,
      message: submission.message,
    };
    const suspicions = suspect(signs, config.suspicion);
    return check === undefined ? ['no_captcha', ...suspicions] : suspicions;
  }
}

const kindsFor = {
  held: ['release'],
  suppressed: ['declined'],
  open: ['booked', 'reminder'],
} as const satisfies Record<NewRequest['state'], readonly MailKind[]>;

const captchaDetails: Record<Extract<CaptchaCheck, { ok: false }>['code'], string> = {
  solution_missing: 'must be the solution of a puzzle',
  solution_invalid: 'must be the solution of a puzzle of this site',
  solution_timeout_or_duplicate: 'must be the solution of a puzzle that is neither too old nor used',
  not_solved: 'must be a solution without errors',
};

function unsolved(code: keyof typeof captchaDetails): Error {
  return callbackError('captcha_unsolved', 'the captcha must be solved anew', {
    errors: [{ pointer: '/frc-captcha-solution', detail: captchaDetails[code], code }],
  });
}
