import { CallbackRequest as Contract } from '@foyer/contracts';
import { isMailAddress } from '@foyer/mail';
import { withoutHeld, type DataCorrection, type PersonalDataHolding } from '@foyer/service';
import type { Clock } from '@foyer/runtime';
import type { CallbackMetrics } from './callback-metrics.ts';
import type { CallbackConfig } from './config.ts';
import type { DataSubjectStore, SubjectAttempt } from './data-subject-store.ts';
import { dayOf } from './dates.ts';
import type { DeleteRequests } from './deletion.ts';
import { callbackError } from './errors.ts';
import type { LinkStore } from './link-store.ts';
import type { PhoneNumber } from './phone-number.ts';
import type { CallbackRequest } from './request.ts';
import type { PlantRequest } from './request-canary.ts';
import type { RequestStore } from './request-store.ts';
import { numberOf } from './submission-schema.ts';
import { describeRequests } from './descriptions.ts';

/** What visitors asked for, with the attempts to call them, the mails to them and the links in those. */
export function createRequestsHolding(deps: {
  config: CallbackConfig;
  clock: Clock;
  requests: RequestStore;
  links: LinkStore;
  subjects: DataSubjectStore;
  deleteRequests: DeleteRequests;
  plant: PlantRequest;
  counted: CallbackMetrics;
}): PersonalDataHolding {
  const { config, clock, requests, links, subjects, deleteRequests, counted } = deps;
  return {
    name: 'callback.requests',
    describe: (language) => describeRequests(config)[language],
    columns: requestColumns,
    retention: {
      days: config.retentionDays,
      from: 'callback.attempt.attempted_at',
    },
    find: async (subject) => (await subjects.find(subject)).map(({ id }) => id),
    export: async (subject) => (await subjects.read(subject)).map(recordOf),
    correct: async (subject, changes) => subjects.correct(subject, checkedCorrection(changes, config)),
    restrict: async (subject, on) => subjects.restrict(subject, on ? clock.now() : null),
    erase: async (subject, { held, language }) => {
      const { free, retained } = withoutHeld(
        await subjects.find(subject),
        held,
        describeRequests(config)[language],
      );
      return { erased: await deleteRequests(free), retained };
    },
    due: async ({ now, held }) => requests.countDueForDeletion(dayOf(now), held),
    purge: async ({ now, limit, held }) => {
      const due = await requests.dueForDeletion(dayOf(now), limit, held);
      const purged = await deleteRequests(due);
      const expired = await links.deleteExpired(now, limit);
      counted.purged(purged);
      return { purged, more: due.length === limit || expired === limit };
    },
    oldest: async () => requests.oldestAttempt(),
    plantCanary: deps.plant,
  };
}

function recordOf(request: CallbackRequest & { attempts: SubjectAttempt[] }) {
  return {
    id: request.id,
    createdAt: request.receivedAt,
    fields: {
      reference: request.reference,
      language: request.language,
      zone: request.zone,
      state: request.state,
      outcome: request.outcome,
      heldReasons: request.heldReasons.join(','),
      name: request.name,
      email: request.email,
      phone: request.phone,
      e164: request.e164,
      message: request.message,
      startsAt: request.slot?.startsAt.toISOString() ?? null,
      receivedAt: request.receivedAt.toISOString(),
      deletedOn: request.deleteOn,
      isRestricted: request.isRestricted,
      attempts: request.attempts
        .map(({ at, outcome, note }) => [at, outcome, note].filter((part) => part !== null).join(' '))
        .join('\n'),
    },
  };
}

const { name: Name, email: Email } = Contract.shape;

/** What was asked for stays as it was; who asked can be put right. */
function checkedCorrection(changes: DataCorrection, config: CallbackConfig) {
  const checked: { name?: string; email?: string; phone?: PhoneNumber } = {};
  for (const [field, value] of Object.entries(changes)) {
    const phone = field === 'phone' ? numberOf({ phone: value }, config) : undefined;
    if (field === 'name' && Name.safeParse(value).success) checked.name = value.trim();
    else if (field === 'email' && value !== '' && Email.safeParse(value).success && isMailAddress(value)) {
      checked.email = value;
    } else if (phone !== undefined) checked.phone = phone;
    else {
      throw callbackError(
        'correction_refused',
        `${field} must be name, email or phone with a value that the form takes`,
      );
    }
  }
  return checked;
}

const columnsByTable = {
  request: `id reference language zone state outcome held_reasons name email phone e164 phone_country phone_type
    dial_refusal message is_asap slot_starts_at slot_ends_at slot_place sequence due_at received_at closed_at
    claimed_by claimed_by_name claimed_at latest_on delete_on mail_domain released_at released_by restricted_at`,
  attempt: 'id request_id attempted_at outcome retry_at note staff_id',
  link: 'token_hash request_id created_at expires_at',
  mail: 'request_id kind sequence outcome noted_at',
};

const requestColumns = Object.entries(columnsByTable).flatMap(([table, columns]) =>
  columns.split(/\s+/).map((column) => `callback.${table}.${column}`),
);
