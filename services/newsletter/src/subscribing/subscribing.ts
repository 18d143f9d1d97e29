import type { DatabaseOrTx, Migration } from '@foyer/database';
import { parseMailbox } from '@foyer/mail';
import type { DataSubject } from '@foyer/service';
import type { Part } from '../part.ts';
import type { NewsletterDeps } from '../ports.ts';
import { countAudience } from './audience-store.ts';
import { createSubscribingMails } from './confirmation-mail.ts';
import { createConfirmations } from './confirmation.ts';
import { createReadForm, type ReadForm } from './form-settings.ts';
import { createImportJob } from './import.ts';
import { createImportsHolding } from './import-holding.ts';
import { importRoutes } from './import-routes.ts';
import { createImportStore } from './import-store.ts';
import { createPendingHolding, createSubscribersHolding } from './holdings.ts';
import { createSubscribingJobs } from './jobs.ts';
import { createLeaving, type Leaving } from './leaving.ts';
import { leaveRoutes } from './leave-routes.ts';
import { createSubscriberLinks, type SubscriberLinks } from './links.ts';
import { subscribers as subscriberTables } from './migrations/0001-subscribers.ts';
import { signUps as signUpTables } from './migrations/0002-sign-ups.ts';
import { imports as importTable } from './migrations/0003-imports.ts';
import { createPendingStore } from './pending-store.ts';
import { preferenceRoutes } from './preference-routes.ts';
import { newsletterPurpose, wholeNewsletter } from './privacy-ports.ts';
import { createRecipients, type Recipients } from './recipients.ts';
import { createSignUps } from './sign-up.ts';
import { signUpRoutes } from './sign-up-routes.ts';
import { createSubscriberHoldingStore } from './subscriber-holding-store.ts';
import { subscriberRoutes } from './subscriber-routes.ts';
import { createSubscriberStore } from './subscriber-store.ts';
import { createSubscribingMetrics, type SubscribingMetrics } from './subscribing-metrics.ts';
import type { SubscribingPorts } from './subscribing-ports.ts';
import { topicRoutes } from './topic-routes.ts';
import { createTopicStore } from './topic-store.ts';

export const subscribingMigrations: Migration[] = [subscriberTables, signUpTables, importTable];

export interface Subscribing extends Part {
  links: SubscriberLinks;
  recipients: Recipients;
  /** For the other ways out: a mail to the address of List-Unsubscribe. */
  leave: Leaving['leave'];
  /** For what comes back of mails. */
  bounced: Leaving['bounced'];
  complained: Leaving['complained'];
  left: SubscribingMetrics['left'];
  countAudience: typeof countAudience;
  /** How many left by a link of this campaign. */
  leavingOf(db: DatabaseOrTx, campaignNumber: number): Promise<number>;
  /** What a page needs that shows the form itself. */
  readForm: ReadForm;
  /** Ends the subscription of whoever has withdrawn their consent elsewhere. */
  consentWithdrawn(trx: DatabaseOrTx, subject: DataSubject, purpose: string): Promise<void>;
  /** Ends the subscription of whoever has objected to advertising by mail. */
  objected(trx: DatabaseOrTx, subject: DataSubject): Promise<void>;
  /** Compiles the mails, so that the first visitor need not wait for it. */
  prepareMails(): Promise<void>;
}

/** Who wants the newsletter: asking for it, confirming it, deciding about it, and every way out of it. */
export function createSubscribing(deps: NewsletterDeps & SubscribingPorts): Subscribing {
  const { db, clock, consents, suppression, outboxDir, publicUrl } = deps;
  const { address } = parseMailbox(deps.mailFrom, 'mailFrom');
  const mailDomain = address.slice(address.lastIndexOf('@') + 1);
  const notifyDesk = () => deps.notifyDesk('newsletter', []);

  const topics = createTopicStore(db);
  const subscribers = createSubscriberStore(db);
  const pending = createPendingStore(db);
  const metrics = createSubscribingMetrics(deps.metrics);
  const mails = createSubscribingMails(deps);
  const links = createSubscriberLinks({ key: deps.keyFor('foyer newsletter links'), publicUrl });
  const readForm = createReadForm({ db, topics, consents });
  const leaving = createLeaving({ db, clock, subscribers, topics, suppression, consents });
  const signUps = createSignUps({ ...deps, pending, readForm, mailDomain });
  const confirmations = createConfirmations({
    db,
    clock,
    key: deps.keyFor('foyer newsletter confirmations'),
    pending,
    subscribers,
    suppression,
    consents,
  });

  const imports = createImportStore(db);
  const parts = {
    ...deps,
    topics,
    imports,
    subscribers,
    links,
    leaving,
    signUps,
    confirmations,
    readForm,
    metrics,
    notifyDesk,
  };
  return {
    routes: [
      ...signUpRoutes({ ...parts, renderForm: deps.renderForm }),
      ...leaveRoutes(parts),
      ...preferenceRoutes(parts),
    ],
    deskRoutes: [...topicRoutes(parts), ...subscriberRoutes(parts), ...importRoutes(parts)],
    jobs: {
      ...createSubscribingJobs({ ...parts, mails, pending }),
      'newsletter.import': createImportJob(parts),
    },
    schedules: [],
    personalData: [
      createSubscribersHolding({ ...parts, store: createSubscriberHoldingStore(db) }),
      createPendingHolding({ ...parts, pending, outboxDir }),
      createImportsHolding({ db, imports }),
    ],
    links,
    recipients: createRecipients(deps),
    leave: async (trx, who, how) => await leaving.leave(trx, who, how),
    bounced: async (trx, number) => await leaving.bounced(trx, number),
    complained: async (trx, number) => await leaving.complained(trx, number),
    left: (method) => metrics.left(method),
    countAudience,
    leavingOf: async (reader, campaignNumber) => await subscribers.leavingOf(reader, campaignNumber),
    readForm,
    consentWithdrawn: async (trx, { email }, purpose) => {
      if (email !== undefined && purpose === newsletterPurpose) {
        await leaving.leave(trx, { email }, { method: 'consent withdrawn' });
        // Also of whoever is no subscriber: an import must not make one of them.
        const entry = { scope: wholeNewsletter, reason: 'unsubscribed', at: clock.now() } as const;
        await suppression.suppress(trx, { email }, entry);
      }
    },
    objected: async (trx, { email }) => {
      if (email !== undefined) await leaving.leave(trx, { email }, { method: 'objection' });
    },
    prepareMails: async () => await mails.prepare(),
  };
}
