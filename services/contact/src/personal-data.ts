import {
  withoutHeld,
  type DataCorrection,
  type DeletionReminder,
  type PersonalDataHolding,
} from '@foyer/service';
import { ContactMessage } from '@foyer/contracts';
import { isMailAddress } from '@foyer/mail';
import type { Database } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import type { ConfirmationStore } from './confirmation-store.ts';
import type { ContactMetrics } from './contact-metrics.ts';
import type { DataSubjectStore, SubjectMessage } from './data-subject-store.ts';
import type { DeleteMessages } from './deletion.ts';
import { describeMessages } from './descriptions.ts';
import type { DeskStore } from './desk-store.ts';
import { dayOf } from './deletion-date.ts';
import { contactError } from './errors.ts';
import { inboxItemOf } from './inbox-item.ts';
import type { InboxPort } from './inbox-port.ts';
import type { PlantMessage } from './message-canary.ts';
import type { MessageStore } from './message-store.ts';
import type { Forms } from './ports.ts';

/** What visitors wrote, with the links that release it. */
export function createMessagesHolding(deps: {
  db: Database;
  forms: () => Forms;
  clock: Clock;
  desk: DeskStore;
  inbox: InboxPort;
  messages: MessageStore;
  confirmations: ConfirmationStore;
  subjects: DataSubjectStore;
  deleteMessages: DeleteMessages;
  plant: PlantMessage;
  reminder: DeletionReminder;
  metrics: ContactMetrics;
}): PersonalDataHolding {
  const { db, forms, clock, desk, inbox, messages, confirmations, subjects, deleteMessages, metrics } = deps;
  // Asked anew each time: forms change while the service runs.
  const longest = () => longestOf(forms());
  return {
    name: 'contact.messages',
    describe: (language) => describeMessages(longest())[language],
    columns: messageColumns,
    get retention() {
      return { days: longest().retentionDays, from: 'contact.message.closed_at' };
    },
    reminder: deps.reminder,
    find: async (subject) => (await subjects.find(subject)).map(({ id }) => id),
    export: async (subject) => (await subjects.read(subject)).map(recordOf),
    correct: async (subject, changes) => {
      const checked = checkedCorrection(changes);
      return db.transaction().execute(async (trx) => {
        const ids = await subjects.correct(trx, subject, checked);
        // The list shows the name, and finds by it.
        await inbox.add(
          trx,
          (await desk.read(trx, ids)).map((message) =>
            inboxItemOf(message, message.reference, message.state === 'held' ? 'held' : 'open'),
          ),
        );
        return ids.length;
      });
    },
    restrict: async (subject, on) => subjects.restrict(subject, on ? clock.now() : null),
    erase: async (subject, { held, language }) => {
      const { free, retained } = withoutHeld(
        await subjects.find(subject),
        held,
        describeMessages(longest())[language],
      );
      return { erased: await deleteMessages(free), retained };
    },
    due: async ({ now, held }) => messages.countDueForDeletion(dayOf(now), held),
    purge: async ({ now, limit, held }) => {
      const due = await messages.dueForDeletion(dayOf(now), limit, held);
      const purged = await deleteMessages(due);
      const links = await confirmations.deleteExpired(now, limit);
      metrics.purged(purged);
      return { purged, more: due.length === limit || links === limit };
    },
    oldest: async () => messages.oldestClosedAt(),
    plantCanary: async (from) => deps.plant(from, longest().retentionDays),
  };
}

function longestOf(forms: Forms): { retentionDays: number; autoCloseDays: number } {
  const all = Object.values(forms);
  const retentionDays = Math.max(...all.map((form) => form.retentionDays));
  const total = Math.max(...all.map((form) => form.autoCloseDays + form.retentionDays));
  return { retentionDays, autoCloseDays: total - retentionDays };
}

function recordOf(row: SubjectMessage) {
  return {
    id: row.id,
    createdAt: row.received_at,
    fields: {
      reference: row.reference,
      form: row.form,
      language: row.language,
      state: row.state,
      heldReasons: row.held_reasons,
      name: row.name,
      email: row.email,
      phone: row.phone,
      topic: row.topic,
      message: row.message,
      receivedAt: row.received_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
      deletedOn: row.delete_on,
      isRestricted: row.restricted_at !== null,
      acknowledgement: row.acknowledgement,
      consents: row.consents === null ? null : JSON.stringify(row.consents),
    },
  };
}

const { name: Name, email: Email, phone: Phone } = ContactMessage.shape;

/** What was written stays as it was written; who wrote it can be put right. */
function checkedCorrection(changes: DataCorrection): { name?: string; email?: string; phone?: string } {
  const checked: { name?: string; email?: string; phone?: string } = {};
  for (const [field, value] of Object.entries(changes)) {
    if (field === 'name' && Name.safeParse(value).success) checked.name = value.trim();
    else if (field === 'email' && value !== '' && Email.safeParse(value).success && isMailAddress(value)) {
      checked.email = value;
    } else if (field === 'phone' && value !== '' && Phone.safeParse(value).success) checked.phone = value;
    else {
      throw contactError(
        'correction_refused',
        `${field} must be name, email or phone with a value that the form takes`,
      );
    }
  }
  return checked;
}

const messageColumns = [
  'id',
  'reference',
  'form',
  'language',
  'state',
  'held_reasons',
  'name',
  'email',
  'phone',
  'topic',
  'message',
  'received_at',
  'auto_close_at',
  'closed_at',
  'retention_days',
  'reminded_at',
  'delete_on',
  'mail_domain',
  'released_at',
  'released_by',
  'restricted_at',
  'acknowledgement',
  'consents',
  'confirmation',
]
  .map((column) => `contact.message.${column}`)
  .concat(
    ['token_hash', 'message_id', 'created_at', 'expires_at'].map(
      (column) => `contact.confirmation.${column}`,
    ),
  );
