import type { Database } from '@foyer/database';
import { httpError } from '@foyer/http';
import { recipientDigest } from '@foyer/mail';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { Language } from '@foyer/service';
import type { NewsletterDeps } from '../ports.ts';
import { subscribingError } from './errors.ts';
import type { ReadForm } from './form-settings.ts';
import type { NewPending, PendingStore } from './pending-store.ts';
import { newsletterPurpose, type ConsentPort } from './privacy-ports.ts';
import { daysAfter, pendingDays } from './retention-days.ts';
import { consentField, spelledAddress, tickedTopics, type SignUpBody } from './sign-up-schema.ts';
import type { SubscribingPorts } from './subscribing-ports.ts';
import { truncatedAddress } from './truncated-address.ts';

/** What is known of a visitor besides what was typed. */
interface Visitor {
  language: Language;
  /** The address (IP): never kept as it is. */
  address: string;
  /** Sent by the form itself and not by a program of the page: then a missing solution means that no program ran. */
  isPlainForm: boolean;
}

/** Takes what was typed. Nothing here looks whether an address is known: what could tell is in a job. */
export interface SignUps {
  /**
   * @throws AppError newsletter_closed, validation_failed, consent_outdated, captcha_unsolved
   */
  signUp(body: SignUpBody, visitor: Visitor): Promise<{ deletedOn: Date }>;
  /** Has a link to leave sent. @throws AppError captcha_unsolved */
  askToLeave(
    body: { email: string; 'frc-captcha-solution'?: string | undefined },
    visitor: Visitor,
  ): Promise<void>;
}

export function createSignUps(
  deps: Pick<NewsletterDeps, 'enqueueMany' | 'wakeJobs'> &
    Pick<SubscribingPorts, 'checkCaptcha' | 'siteKey' | 'networkDigest' | 'keepsNetwork' | 'addressKey'> & {
      db: Database;
      clock: Clock;
      pending: PendingStore;
      consents: ConsentPort;
      readForm: ReadForm;
      mailDomain: string;
    },
): SignUps {
  const { db, clock, consents, pending, readForm, mailDomain, addressKey, keepsNetwork = false } = deps;

  async function checked(solution: string | undefined, isPlainForm: boolean) {
    // Widgets put their state into the field until they are done: `.UNSTARTED`.
    const isSolution = solution !== undefined && solution !== '' && !solution.startsWith('.');
    if (!isSolution) {
      if (isPlainForm) return undefined;
      throw unsolved('solution_missing');
    }
    const check = await deps.checkCaptcha(solution, {});
    if (!check.ok) throw unsolved(check.code);
    return check;
  }

  async function take(
    visitor: Visitor,
    solution: string | undefined,
    typed: Pick<
      NewPending,
      'kind' | 'email' | 'name' | 'salutation' | 'topics' | 'textVersion' | 'isOldEnough'
    >,
    isTrapped: boolean,
  ): Promise<Date> {
    const check = await checked(solution, visitor.isPlainForm);
    const requestedAt = clock.now();
    const id = uuidv7(requestedAt);
    const { recipient, domain } = recipientDigest(addressKey, 'newsletter', typed.email);
    const row: NewPending = {
      ...typed,
      id,
      language: visitor.language,
      isSolved: check !== undefined && !isTrapped,
      network: keepsNetwork && typed.kind === 'sign_up' ? truncatedAddress(visitor.address) : null,
      networkDigest: await deps.networkDigest(visitor.address),
      recipientDigest: recipient,
      domainDigest: domain,
      mailDomain,
      requestedAt,
    };
    await db.transaction().execute(async (trx) => {
      if (check !== undefined && !(await check.spend(trx))) throw unsolved('solution_timeout_or_duplicate');
      await pending.insert(trx, row);
      const name = typed.kind === 'sign_up' ? 'newsletter.send_confirmation' : 'newsletter.send_way_out';
      await deps.enqueueMany(trx, [{ name, payload: { pendingId: id }, key: `${name}:${id}` }]);
    });
    deps.wakeJobs();
    return requestedAt;
  }

  return {
    signUp: async (body, visitor) => {
      const form = await readForm(visitor.language);
      if (form.consent === null) {
        throw subscribingError('newsletter_closed', 'no wording of the consent, or no topic, is there');
      }
      const wrong = wrongFields(body, form.topics, form.consent.asksAge);
      if (wrong !== undefined) throw wrong;
      const textVersion = Number(body[consentField]);
      if (!(await consents.isOffered(db, newsletterPurpose, textVersion, visitor.language))) {
        throw subscribingError('consent_outdated', undefined, {
          errors: [
            {
              pointer: `/${consentField}`,
              detail: 'must be the version of the wording that the form shows',
              code: 'consent_outdated',
            },
          ],
        });
      }
      const [first] = form.topics;
      const topics = form.topics.length === 1 && first !== undefined ? [first.id] : tickedTopics(body);
      const typed = {
        kind: 'sign_up' as const,
        email: spelledAddress(body.email),
        name: body.name,
        salutation: body.salutation,
        topics,
        textVersion,
        isOldEnough: body['old-enough'] === 'yes' ? true : null,
      };
      const isTrapped = (body.website ?? '') !== '';
      const requestedAt = await take(visitor, body['frc-captcha-solution'], typed, isTrapped);
      return { deletedOn: daysAfter(requestedAt, pendingDays) };
    },
    askToLeave: async (body, visitor) => {
      const typed = {
        kind: 'leave' as const,
        email: spelledAddress(body.email),
        name: null,
        salutation: null,
        topics: [],
        textVersion: null,
        isOldEnough: null,
      };
      await take(visitor, body['frc-captcha-solution'], typed, false);
    },
  };
}

/** What only the form of this moment knows. */
function wrongFields(
  body: SignUpBody,
  topics: readonly { id: string }[],
  asksAge: boolean,
): Error | undefined {
  const ticked = tickedTopics(body);
  const unknown = ticked.filter((id) => !topics.some((topic) => topic.id === id));
  const errors = unknown.map((id) => ({
    pointer: `/topic-${id}`,
    detail: 'must be one of the topics of the form',
    code: 'topic_unknown',
  }));
  if (topics.length > 1 && ticked.length === 0) {
    errors.push({ pointer: '/topic', detail: 'at least one topic must be ticked', code: 'topic_required' });
  }
  if (asksAge && body['old-enough'] !== 'yes') {
    errors.push({ pointer: '/old-enough', detail: 'must be ticked', code: 'age_required' });
  }
  return errors.length === 0
    ? undefined
    : httpError('validation_failed', 'the form of today asks for more', { errors });
}

function unsolved(code: string): Error {
  return subscribingError('captcha_unsolved', 'the captcha must be solved anew', {
    errors: [{ pointer: '/frc-captcha-solution', detail: 'must be the solution of a fresh puzzle', code }],
  });
}
