import { uuidv7 } from '@foyer/runtime';
import { isSolution, type CaptchaCheck } from './captcha-port.ts';
import type { FormConfig } from './config.ts';
import type { ContactMetrics } from './contact-metrics.ts';
import { daysAfter, deletionDay, type Day } from './deletion-date.ts';
import { contactError } from './errors.ts';
import { jobsFor } from './jobs.ts';
import type { Language } from './language.ts';
import type { HoldReason } from './message.ts';
import type { TakeIn } from './message-intake.ts';
import type { ContactDeps, Forms } from './ports.ts';
import type { Reference } from './reference.ts';
import type { Submission } from './submission-schema.ts';
import { suspect } from './suspicion.ts';

interface Receipt {
  reference: Reference;
  state: 'received' | 'held';
  deletedOn: Day;
}

/**
 * Takes a message: with its jobs and the captcha's mark in one transaction, so that all of it is there or none.
 *
 * @param options.isPlainForm sent by the form itself and not by a program of the page: then a missing solution means
 *   that no program ran, and the message is held
 * @throws AppError captcha_unsolved when the solution is missing, wrong, too old or used
 */
export type Submit = (
  submission: Submission,
  options: { language: Language; isPlainForm: boolean },
) => Promise<Receipt>;

export function createSubmit(
  deps: Pick<ContactDeps, 'clock' | 'checkCaptcha' | 'config'> & {
    forms: () => Forms;
    takeIn: TakeIn;
    metrics: ContactMetrics;
    mailDomain: string;
  },
): Submit {
  const { clock, checkCaptcha, config, forms, takeIn, metrics, mailDomain } = deps;

  async function checked(submission: Submission, form: FormConfig, isPlainForm: boolean) {
    const solution = submission['frc-captcha-solution'];
    if (!isSolution(solution)) {
      if (isPlainForm) return undefined;
      throw unsolved('solution_missing');
    }
    const check = await checkCaptcha(solution, form.siteKey === undefined ? {} : { siteKey: form.siteKey });
    if (!check.ok) throw unsolved(check.code);
    return check;
  }

  return async (submission, { language, isPlainForm }) => {
    const form = forms()[submission.form];
    if (form === undefined) throw contactError('form_unknown');
    const check = await checked(submission, form, isPlainForm);
    const receivedAt = clock.now();
    const autoCloseAt = daysAfter(receivedAt, form.autoCloseDays);
    const heldReasons = reasonsToHold(submission, check, receivedAt);
    const message = {
      id: uuidv7(receivedAt),
      form: submission.form,
      language,
      heldReasons,
      name: submission.name,
      email: submission.email,
      phone: submission.phone,
      topic: submission.topic,
      message: submission.message,
      receivedAt,
      autoCloseAt,
      retentionDays: form.retentionDays,
      deleteOn: deletionDay(autoCloseAt, form.retentionDays),
      mailDomain,
    };
    const state = heldReasons.length === 0 ? 'received' : 'held';
    const jobs = jobsFor(state, { id: message.id, hasEmail: message.email !== undefined });
    const reference = await takeIn({ message, jobs, spend: check && ((trx) => check.spend(trx)) });
    if (reference === undefined) throw unsolved('solution_timeout_or_duplicate');
    metrics.submitted(state, heldReasons);
    return { reference, state, deletedOn: message.deleteOn };
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

const captchaDetails: Record<Extract<CaptchaCheck, { ok: false }>['code'], string> = {
  solution_missing: 'must be the solution of a puzzle',
  solution_invalid: 'must be the solution of a puzzle of this site',
  solution_timeout_or_duplicate: 'must be the solution of a puzzle that is neither too old nor used',
  not_solved: 'must be a solution without errors',
};

function unsolved(code: keyof typeof captchaDetails): Error {
  return contactError('captcha_unsolved', 'the captcha must be solved anew', {
    errors: [{ pointer: '/frc-captcha-solution', detail: captchaDetails[code], code }],
  });
}
