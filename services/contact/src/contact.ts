import { parseMailbox } from '@foyer/mail';
import type { Service } from '@foyer/service';
import { createConfirmations } from './confirmation.ts';
import { createConfirmationStore } from './confirmation-store.ts';
import { createContactMetrics } from './contact-metrics.ts';
import { createDataSubjectStore } from './data-subject-store.ts';
import { createDeleteMessages } from './deletion.ts';
import { createFormSettings, type FormSettings } from './form-settings.ts';
import { createHousekeeping } from './housekeeping.ts';
import { contactSchedules, createContactJobs } from './jobs.ts';
import type { Language } from './language.ts';
import { createMailLimits } from './mail-limits.ts';
import { createMailComposer } from './mails/compose.ts';
import { createMailTemplates } from './mails/templates.ts';
import type { HeldMessage } from './message.ts';
import { createTakeIn } from './message-intake.ts';
import { createMessageStore } from './message-store.ts';
import { messages as messagesTable } from './migrations/0001-messages.ts';
import { submissionKeys as submissionKeysTable } from './migrations/0002-submission-keys.ts';
import { createMessagesHolding } from './personal-data.ts';
import { plainPage } from './plain-page.ts';
import type { ContactDeps } from './ports.ts';
import { parseReference } from './reference.ts';
import { createRelease } from './release.ts';
import { contactRoutes } from './routes.ts';
import { createSentMailHolding } from './sent-mail-holding.ts';
import { createSentMailStore } from './sent-mail-store.ts';
import { createSubmissionKeyHolding } from './submission-key-holding.ts';
import { createSubmissionKeyStore } from './submission-key-store.ts';
import { createSubmit } from './submission.ts';

export interface Contact extends Service {
  /** What a page needs that renders the form itself. @throws AppError form_unknown */
  formSettings(form: string, language: Language): FormSettings;
  /** The messages that wait, the oldest first; 1000 at most. */
  held(): Promise<HeldMessage[]>;
  release(reference: string): Promise<'released' | 'not_held' | 'unknown'>;
  /** @returns whether there was such a message, and it was open */
  close(reference: string): Promise<boolean>;
  /** Compiles the mails, so that the first visitor need not wait for it. @throws MailSourceError */
  prepareMails(): Promise<void>;
}

export const contactMigrations = [messagesTable, submissionKeysTable];

/**
 * The contact form and what becomes of a message.
 *
 * @throws RangeError when an address of the configuration is not one mail address
 */
export function createContact(deps: ContactDeps): Contact {
  const { db, clock, config, mail, addressKey, outboxDir, publicUrl } = deps;
  const { renderPage = plainPage, renderForm } = deps;
  const mailDomain = domainOf(config.mailFrom);
  checkMailboxes(deps);

  const metrics = createContactMetrics(deps.metrics);
  const messages = createMessageStore(db);
  const confirmationStore = createConfirmationStore(db);
  const sentMails = createSentMailStore(db);
  const submissionKeys = createSubmissionKeyStore(db);
  const templates = createMailTemplates(deps.mailCompiler);
  const composer = createMailComposer({ config, templates, mailDomain });
  const limits = createMailLimits({ limits: config.limits, addressKey, sentMails });
  const { confirmationDays } = config;
  const confirmations = createConfirmations({ store: confirmationStore, clock, publicUrl, confirmationDays });
  const formSettings = createFormSettings(config, clock);
  const takeIn = createTakeIn({ ...deps, messages, submissionKeys });
  const submit = createSubmit({ ...deps, takeIn, submissionKeys, metrics, mailDomain });
  const release = createRelease({ ...deps, messages, metrics });

  const holdings = [
    createMessagesHolding({
      config,
      clock,
      messages,
      confirmations: confirmationStore,
      subjects: createDataSubjectStore(db),
      deleteMessages: createDeleteMessages({ db, messages, outboxDir }),
      metrics,
    }),
    createSentMailHolding({ addressKey, sentMails, memoryHours: limits.memoryHours, forget: limits.forget }),
    createSubmissionKeyHolding(submissionKeys),
  ];
  const housekeeping = createHousekeeping({ clock, messages, holdings });

  return {
    name: 'contact',
    migrations: contactMigrations,
    routes: contactRoutes({ config, submit, release, confirmations, formSettings, renderPage, renderForm }),
    deskRoutes: [],
    jobs: createContactJobs({
      clock,
      mail,
      messages,
      composer,
      admit: limits.admit,
      issueConfirmation: confirmations.issue,
      housekeeping,
      metrics,
    }),
    schedules: contactSchedules,
    personalData: holdings,
    formSettings,
    held: async () => messages.held(1000),
    release: async (text) => {
      const reference = parseReference(text);
      const id = reference && (await messages.idOf(reference));
      if (id === undefined) return 'unknown';
      return (await release(id, 'staff')) ? 'released' : 'not_held';
    },
    close: async (text) => {
      const reference = parseReference(text);
      return reference !== undefined && (await messages.close(reference, clock.now()));
    },
    prepareMails: async () => {
      await Promise.all(Object.values(templates).map((template) => template.prepare()));
    },
  };
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
