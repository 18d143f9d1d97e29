import { uuidv7 } from '@foyer/runtime';
import type { Language } from '@foyer/service';
import { isSolution, type CaptchaCheck } from './captcha-port.ts';
import type { FormConfig } from './config.ts';
import { givenConsents, type FormConsents } from './consents.ts';
import type { ContactMetrics } from './contact-metrics.ts';
import { daysAfter, deletionDay, type Day } from './deletion-date.ts';
import { contactError } from './errors.ts';
import { jobsFor } from './jobs.ts';
import type { HoldReason } from './message.ts';
import type { TakeIn } from './message-intake.ts';
import type { ContactDeps, Forms } from './ports.ts';
import type { Reference } from './reference.ts';
import { forgottenAt, submissionKey, type SubmissionKey } from './submission-key.ts';
import type { EarlierMessage, SubmissionKeyStore } from './submission-key-store.ts';
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
 * @param options.idempotencyKey the same message under the same key is stored once, and gets the same receipt again
 * @throws AppError consent_outdated when a wording was replaced a while ago; captcha_unsolved when the solution is missing, wrong, too old or used; idempotency_key_reused when
 *   the key came with another message
 */
export type Submit = (
  submission: Submission,
  options: { language: Language; isPlainForm: boolean; idempotencyKey?: string | undefined },
) => Promise<Receipt>;

export function createSubmit(
  deps: Pick<ContactDeps, 'db' | 'clock' | 'checkCaptcha' | 'config' | 'addressKey'> & {
    forms: () => Forms;
    takeIn: TakeIn;
    consents: FormConsents;
    submissionKeys: SubmissionKeyStore;
    metrics: ContactMetrics;
    mailDomain: string;
  },
): Submit {
  const { db, clock, checkCaptcha, config, addressKey, forms, takeIn, submissionKeys, metrics, mailDomain } =
    deps;

  async function checked(
    submission: Submission,
    form: FormConfig,
    isPlainForm: boolean,
  ): Promise<CaptchaCheck | undefined> {
    const solution = submission['frc-captcha-solution'];
    if (!isSolution(solution)) {
      if (isPlainForm) return undefined;
      return { ok: false, code: 'solution_missing' };
    }
    return await checkCaptcha(solution, form.siteKey === undefined ? {} : { siteKey: form.siteKey });
  }

  /** The captcha of a message that is sent again may be too old by now: it was good when it counted. */
  async function receiptOfEarlier(key: SubmissionKey | undefined): Promise<Receipt | undefined> {
    const earlier = key && (await submissionKeys.find(key.keyDigest, forgottenAt(clock.now())));
    return earlier && receiptAgain(earlier, key);
  }

  return async (submission, { language, isPlainForm, idempotencyKey }) => {
    const form = forms()[submission.form];
    if (form === undefined) throw contactError('form_unknown');
    const key =
      idempotencyKey === undefined ? undefined : submissionKey(addressKey, idempotencyKey, submission);
    const check = await checked(submission, form, isPlainForm);
    if (check?.ok === false) {
      const receipt = await receiptOfEarlier(key);
      if (receipt === undefined) throw unsolved(check.code);
      return receipt;
    }
    const consents = givenConsents(submission, form);
    const wrong = consents === undefined ? [] : await deps.consents.wrong(db, consents, language);
    if (wrong.length > 0) throw contactError('consent_outdated', undefined, { errors: wrong });
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
      consents,
    };
    const state = heldReasons.length === 0 ? 'received' : 'held';
    const jobs = jobsFor(state, { id: message.id, hasEmail: message.email !== undefined });
    const intake = await takeIn({ message, jobs, key, spend: check && ((trx) => check.spend(trx)) });
    if (intake.kind === 'captcha_used') throw unsolved('solution_timeout_or_duplicate');
    if (intake.kind === 'key_taken') return receiptAgain(intake.by, key);
    metrics.submitted(state, heldReasons);
    return { reference: intake.reference, state, deletedOn: message.deleteOn };
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

/** As the message is now: it may have been released or closed in between. */
function receiptAgain(earlier: EarlierMessage, key: SubmissionKey | undefined): Receipt {
  if (earlier.bodyDigest !== key?.bodyDigest) {
    throw contactError('idempotency_key_reused', 'another message was sent under this Idempotency-Key');
  }
  return { reference: earlier.reference, state: earlier.state, deletedOn: earlier.deletedOn };
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
