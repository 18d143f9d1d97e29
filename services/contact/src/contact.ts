import { parseMailbox } from '@foyer/mail';
import type { Language, Service } from '@foyer/service';
import { createCanaryStore } from './canary-store.ts';
import { createClosing } from './closing.ts';
import { createConfirmations } from './confirmation.ts';
import { createConfirmationStore } from './confirmation-store.ts';
import { createContactMetrics } from './contact-metrics.ts';
import { createFormConsents } from './consents.ts';
import { createDataSubjectStore } from './data-subject-store.ts';
import { createDeleteMessages } from './deletion.ts';
import { createDeskStore } from './desk-store.ts';
import { createFillInbox } from './fill-inbox.ts';
import { createEventData, type EventData } from './event-data.ts';
import { createFormSettings, type FormSettings } from './form-settings.ts';
import { createHousekeeping } from './housekeeping.ts';
import type { InboxSource } from './inbox-port.ts';
import { createInboxSource } from './inbox-source.ts';
import { contactSchedules, createContactJobs } from './jobs.ts';
import { createMailLimits } from './mail-limits.ts';
import { createMailComposer } from './mails/compose.ts';
import { createMailTemplates } from './mails/templates.ts';
import type { HeldMessage } from './message.ts';
import { createTakeIn } from './message-intake.ts';
import { createPlantMessage } from './message-canary.ts';
import { createMessageStore } from './message-store.ts';
import { messages as messagesTable } from './migrations/0001-messages.ts';
import { fillInbox } from './migrations/0002-inbox.ts';
import { submissionKeys as submissionKeysTable } from './migrations/0003-submission-keys.ts';
import { retention as retentionColumns } from './migrations/0004-retention.ts';
import { consents as consentsColumn } from './migrations/0010-consents.ts';
import { createMessagesHolding } from './personal-data.ts';
import type { ContactDeps } from './ports.ts';
import { parseReference } from './reference.ts';
import { createRelease } from './release.ts';
import { contactRoutes } from './routes.ts';
import { createReminder } from './reminder.ts';
import { createSentMailHolding } from './sent-mail-holding.ts';
import { createSentMailStore } from './sent-mail-store.ts';
import { createSubmissionKeyHolding } from './submission-key-holding.ts';
import { createSubmissionKeyStore } from './submission-key-store.ts';
import { createSubmit } from './submission.ts';

export interface Contact extends Service {
  /** For the inbox: reads, releases and closes messages. */
  inboxSource: InboxSource;
  /** The topics of all forms, each once. */
  topics(language: Language): { id: string; label: string }[];
  /** Where mail about a topic goes; the staff's mailbox when the form has no such topic any more. */
  mailboxFor(item: { form: string; topic: string }): string;
  /** What a page needs that renders the form itself. @throws AppError form_unknown */
  formSettings(form: string, language: Language): Promise<FormSettings>;
  /** The messages that wait, the oldest first; 1000 at most. */
  held(): Promise<HeldMessage[]>;
  release(reference: string): Promise<'released' | 'not_held' | 'unknown'>;
  /** @returns whether there was such a message, and it was open */
  close(reference: string): Promise<boolean>;
  /** What other systems read of a message; undefined when it is gone. */
  eventData: EventData;
  /** Compiles the mails, so that the first visitor need not wait for it. @throws MailSourceError */
  prepareMails(): Promise<void>;
}

export const contactMigrations = [
  messagesTable,
  fillInbox,
  submissionKeysTable,
  retentionColumns,
  consentsColumn,
];

/**
 * The contact form and what becomes of a message.
 *
 * @throws RangeError when an address of the configuration is not one mail address
 */
export function createContact(deps: ContactDeps): Contact {
  const { db, clock, config, inbox, mail, addressKey, outboxDir, publicUrl } = deps;
  const { renderPage, renderForm } = deps;
  const mailDomain = domainOf(config.mailFrom);
  const forms = deps.forms ?? (() => config.forms);
  checkMailboxes(deps);

  const metrics = createContactMetrics(deps.metrics);
  const messages = createMessageStore(db);
  const confirmationStore = createConfirmationStore(db);
  const sentMails = createSentMailStore(db);
  const submissionKeys = createSubmissionKeyStore(db);
  const templates = createMailTemplates(deps.mailCompiler);
  const composer = createMailComposer({ config, forms, templates, mailDomain });
  const limits = createMailLimits({ limits: config.limits, addressKey, sentMails });
  const { confirmationDays } = config;
  const confirmations = createConfirmations({ store: confirmationStore, clock, publicUrl, confirmationDays });
  const consents = createFormConsents(deps.consents);
  const formSettings = createFormSettings({ db, forms, clock, consents });
  const takeIn = createTakeIn({ ...deps, messages, submissionKeys, consents });
  const submit = createSubmit({ ...deps, forms, takeIn, consents, submissionKeys, metrics, mailDomain });
  const release = createRelease({ ...deps, messages, consents, metrics });
  const desk = createDeskStore(db);
  const closing = createClosing({ ...deps, messages });

  const canaries = createCanaryStore(db);
  const holdings = [
    createMessagesHolding({
      db,
      forms,
      clock,
      desk,
      inbox,
      messages,
      confirmations: confirmationStore,
      subjects: createDataSubjectStore(db),
      deleteMessages: createDeleteMessages({ db, messages, inbox, outboxDir }),
      reminder: createReminder({ db, mail, composer }),
      plant: createPlantMessage({ ...deps, store: canaries, mailDomain }),
      metrics,
    }),
    createSentMailHolding({
      addressKey,
      sentMails,
      memoryHours: limits.memoryHours,
      forget: limits.forget,
      canaries,
    }),
    createSubmissionKeyHolding(submissionKeys, canaries),
  ];
  const housekeeping = createHousekeeping({ closeDue: closing.closeDue });

  return {
    name: 'contact',
    migrations: contactMigrations,
    routes: contactRoutes({
      config,
      forms,
      submit,
      release,
      confirmations,
      formSettings,
      renderPage,
      renderForm,
    }),
    deskRoutes: [],
    jobs: createContactJobs({
      clock,
      mail,
      messages,
      composer,
      isSuppressed: async (email) => (await deps.isSuppressed?.(db, { email }, 'mail')) ?? false,
      admit: limits.admit,
      issueConfirmation: confirmations.issue,
      housekeeping,
      fillInbox: createFillInbox({ ...deps, desk }),
      metrics,
    }),
    schedules: contactSchedules,
    personalData: holdings,
    inboxSource: createInboxSource({ db, clock, desk, release }),
    topics: (language) => topicsOf(config, language),
    mailboxFor: ({ form, topic }) =>
      config.forms[form]?.topics.find(({ id }) => id === topic)?.mailbox ?? config.staffMailbox,
    formSettings,
    eventData: createEventData(messages),
    held: async () => messages.held(1000),
    release: async (text) => {
      const reference = parseReference(text);
      const id = reference && (await messages.idOf(reference));
      if (id === undefined) return 'unknown';
      return (await release(id, 'staff')) ? 'released' : 'not_held';
    },
    close: async (text) => {
      const reference = parseReference(text);
      return reference !== undefined && (await closing.close(reference));
    },
    prepareMails: async () => {
      await Promise.all(Object.values(templates).map((template) => template.prepare()));
    },
  };
}

function topicsOf({ forms }: ContactDeps['config'], language: Language): { id: string; label: string }[] {
  const labels = new Map<string, string>();
  for (const { topics } of Object.values(forms)) {
    for (const topic of topics) if (!labels.has(topic.id)) labels.set(topic.id, topic.labels[language]);
  }
  return [...labels].map(([id, label]) => ({ id, label }));
}

function checkMailboxes({ config }: ContactDeps): void {
  parseMailbox(config.staffMailbox, 'staffMailbox');
  for (const [form, { topics }] of Object.entries(config.forms)) {
    for (const { id, mailbox } of topics)
      parseMailbox(mailbox, `mailbox of the topic ${id} of the form ${form}`);
  }
}

function domainOf(mailFrom: string): string {
  const { address } = parseMailbox(mailFrom, 'mailFrom');
  return address.slice(address.lastIndexOf('@') + 1);
}
