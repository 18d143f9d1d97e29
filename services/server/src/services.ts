import { createCallback, type Callback } from '@foyer/callback';
import { createCaptcha, type Captcha } from '@foyer/captcha';
import { createContact, MESSAGE_RECEIVED, type Contact } from '@foyer/contact';
import type { Route } from '@foyer/http';
import { createInbox, type Inbox } from '@foyer/inbox';
import { createMailCompiler } from '@foyer/mail';
import type { JsonObject, NewJob } from '@foyer/jobs';
import type { DatabaseOrTx, DumpKeeper } from '@foyer/database';
import { isLanguage } from '@foyer/kit/language';
import {
  createNewsletter,
  defaultSendingSettings,
  SendingSettings,
  sendingSettingsKey,
  type Newsletter,
} from '@foyer/newsletter';
import type { DataSubject, Service, VisitorPage } from '@foyer/service';
import { createPrivacy, type Privacy, type Recipients } from '@foyer/privacy';
import { createSettings, createStaff, settingsRoutes, type Settings, type Staff } from '@foyer/staff';
import { createWebhooks, type Webhooks } from '@foyer/webhooks';
import { callbackConfig } from './callback-config.ts';
import { contactConfig } from './contact-config.ts';
import { ContactForms, contactFormsKey, describedForms, formsOf } from './contact-forms.ts';
import { renderPage } from './pages/layout.ts';
import { pagesSite } from './pages-site.ts';
import { renderRefusedForm } from './pages/refused-form.ts';
import { ensureNewsletterWording } from './newsletter-wording.ts';
import { renderRefusedSignUp } from './pages/refused-sign-up.ts';
import type { Ports } from './ports.ts';
import { createRecipients } from './recipients.ts';
import { returnPorts } from './return-ports.ts';
import { hiddenRetentionPage, RetentionPage, retentionPageKey } from './retention-page-setting.ts';
import { searchFolder } from './searched/folder.ts';
import { searchRedis } from './searched/redis.ts';

export interface Services {
  staff: Staff;
  captcha: Captcha;
  inbox: Inbox;
  contact: Contact;
  callback: Callback;
  webhooks: Webhooks;
  privacy: Privacy;
  newsletter: Newsletter;
  recipients: Recipients;
  settings: Settings;
  all: readonly Service[];
  /** What staff may call. */
  deskRoutes: readonly Route[];
  /** Whether everybody may read how the promises are kept. */
  isRetentionPublic: () => boolean;
}

/** Where services put their jobs: made before the jobs, which carry the services' handlers. */
export interface JobQueue {
  enqueueMany(trx: DatabaseOrTx, jobs: readonly NewJob[]): Promise<void>;
  wakeJobs(): void;
}

/** The dumps of the embedded database. */
export type Dumps = Pick<DumpKeeper, 'renew'>;

/**
 * Makes the services and introduces them to one another. None of them knows the others: what one needs of another is a
 * function that it is handed here.
 */
export async function createServices(ports: Ports, queue: JobQueue, dumps?: Dumps): Promise<Services> {
  const { config, secrets, db, clock, log, metrics, bus, counters, mail, mailCompiler, shutdown } = ports;
  const site = { companyName: config.companyName, privacyUrl: config.privacyUrl };
  const inFrame = (page: VisitorPage): string => renderPage({ ...page, site });
  const base = { db, clock, log, metrics };

  const mails = { mail, mailCompiler, outboxDir: ports.dataFolder.outbox };
  const staff = createStaff({
    ...base,
    ...queue,
    ...mails,
    mailFrom: config.mailFrom,
    bus,
    publicUrl: config.publicUrl,
    companyName: config.companyName,
    staffEmail: config.staffEmail,
    staffKey: secrets.keyFor('foyer staff secrets'),
    oidc: config.oidc,
  });
  const { audit, notifyDesk } = staff;
  shutdown.add('staff', async () => await staff.close());
  const settings = createSettings({ db, clock, log, bus, audit, notifyDesk });

  const captcha = await createCaptcha({
    ...base,
    counters,
    bus,
    keys: { puzzleKey: secrets.puzzleKey },
    audit,
  });
  shutdown.add('captcha', async () => await captcha.close());

  // What has happened is read from its service at the moment another system is told of it.
  const readers: Record<string, (id: string) => Promise<JsonObject | 'restricted' | undefined>> = {
    [MESSAGE_RECEIVED]: async (id) => await contact.eventData(id),
    ['callback.request.received']: async (id) => await callback.eventData(id),
    ['privacy.erased']: async (id) => await privacy.disclosureData('privacy.erased', id),
    ['privacy.rectified']: async (id) => await privacy.disclosureData('privacy.rectified', id),
    ['privacy.restricted']: async (id) => await privacy.disclosureData('privacy.restricted', id),
  };
  const webhooks = createWebhooks({
    ...base,
    ...queue,
    audit,
    notifyDesk,
    secretKey: secrets.keyFor('foyer webhook secrets'),
    eventTypes: Object.keys(readers),
    readEvent: async (type, id) => await readers[type]?.(id),
  });

  const contactSettings = await contactConfig(config);
  const forms = await settings.watch(contactFormsKey, {
    schema: ContactForms.transform((given) => formsOf(given, contactSettings)),
    fallback: contactSettings.forms,
  });
  shutdown.add('contact forms', async () => await forms.close());

  const retentionPage = await settings.watch(retentionPageKey, {
    schema: RetentionPage,
    fallback: hiddenRetentionPage,
  });
  shutdown.add('retention page', async () => await retentionPage.close());

  const sendingSettings = await settings.watch(sendingSettingsKey, {
    schema: SendingSettings,
    fallback: defaultSendingSettings,
  });
  shutdown.add('sending settings', async () => await sendingSettings.close());

  const inbox = createInbox({
    readingKey: secrets.keyFor('foyer inbox readings'),
    ...base,
    ...queue,
    ...mails,
    audit,
    notifyDesk,
    isStaff: staff.isStaff,
    source: (kind) => (kind === 'message' ? contact.inboxSource : callback.inboxSource),
    topics: (language) => contact.topics(isLanguage(language) ? language : 'en'),
    mailboxFor: (item) => contact.mailboxFor(item),
    recordsOf: async (subject) => await recordsOf([contact, callback], subject),
    config: {
      companyName: config.companyName,
      mailFrom: config.mailFrom,
    },
    latestDays: () =>
      Math.max(...Object.values(forms.current()).map((form) => form.autoCloseDays + form.retentionDays)),
  });

  const siteKey = async () => (await captcha.sites.ensureDemoSite(pagesSite(config))).siteKey;
  const recipients = createRecipients({ config, webhooks });
  const privacy = createPrivacy({
    ...base,
    ...queue,
    audit,
    notifyDesk,
    keyFor: (purpose) => secrets.keyFor(purpose),
    scrub: (tables) => ports.database.scrub(tables),
    renewDumps: async () => await dumps?.renew(),
    otherStores: searchedStores(ports),
    privacyUrl: config.privacyUrl,
    suppressionKeys: secrets.suppressionKeys.ring,
    holdings: () => all.flatMap(({ personalData }) => personalData),
    companyName: config.companyName,
    publicUrl: config.publicUrl,
    ...mails,
    mailFrom: config.mailFrom,
    staffMailbox: config.staffEmail,
    checkCaptcha: captcha.checkCaptcha,
    siteKey,
    renderPage: inFrame,
    recipients,
    withdrawn: (trx, subject, purpose) => newsletter.consentWithdrawn(trx, subject, purpose),
    objected: async (trx, subject, scope) => {
      if (scope === 'mail') await newsletter.objected(trx, subject);
    },
  });
  await ensureNewsletterWording({ db, texts: privacy.consent.texts, companyName: config.companyName });

  const front = {
    ...base,
    ...queue,
    ...mails,
    inbox: inbox.port,
    notifyDesk,
    checkCaptcha: captcha.checkCaptcha,
    renderPage: inFrame,
    addressKey: secrets.addressKey,
    publicUrl: config.publicUrl,
  };
  const contact = createContact({
    ...front,
    publishEvents: webhooks.publishEvents,
    consents: privacy.consent,
    isSuppressed: (reader, person, scope) => privacy.suppression.isSuppressed(reader, person, scope),
    forms: () => forms.current(),
    renderForm: renderRefusedForm,
    config: contactSettings,
  });
  const callback = createCallback({
    ...front,
    audit,
    namesOf: staff.namesOf,
    publishEvent: webhooks.publishEvent,
    suppression: privacy.suppression,
    config: await callbackConfig(config),
  });

  // A thread of its own: whatever marketing writes, the mails of visitors do not wait for it.
  const campaignCompiler = createMailCompiler({ compileSeconds: 3 });
  shutdown.add('campaign compiler', async () => await campaignCompiler.close());
  const newsletter = createNewsletter({
    ...front,
    audit,
    keyFor: (purpose) => secrets.keyFor(purpose),
    companyName: config.companyName,
    sending: {
      transport: ports.bulkTransport,
      dkimKey: secrets.dkimKey,
      settings: () => sendingSettings.current(),
      sieve: (reader, scopes) => privacy.suppression.sieve(reader, scopes),
    },
    mailFrom: config.mailFrom,
    privacyUrl: config.privacyUrl,
    siteKey,
    renderForm: renderRefusedSignUp,
    suppression: privacy.suppression,
    consents: privacy.consent,
    networkDigest: async (address) => await captcha.networkDigest(address),
    keepsNetwork: config.newsletterKeepsNetwork,
    campaignCompiler,
    namesOf: staff.namesOf,
    returns: await returnPorts(config.bounces, counters),
  });

  shutdown.add('newsletter', async () => await newsletter.close());

  const all: readonly Service[] = [staff, captcha, inbox, contact, callback, newsletter, webhooks, privacy];
  const deskRoutes = [
    ...all.flatMap((service) => service.deskRoutes),
    ...settingsRoutes({
      settings,
      definitions: {
        [contactFormsKey]: { schema: ContactForms, fallback: () => describedForms(contactSettings.forms) },
        [retentionPageKey]: { schema: RetentionPage, fallback: () => hiddenRetentionPage },
        [sendingSettingsKey]: { schema: SendingSettings, fallback: () => defaultSendingSettings },
      },
      namesOf: staff.namesOf,
    }),
  ];
  return {
    staff,
    captcha,
    inbox,
    contact,
    callback,
    webhooks,
    privacy,
    newsletter,
    recipients,
    settings,
    all,
    deskRoutes,
    isRetentionPublic: () => retentionPage.current().isPublic,
  };
}

function searchedStores({ dataFolder, redis }: Ports) {
  return [
    searchFolder({ name: 'outbox', folder: dataFolder.outbox, isBackup: false }),
    searchFolder({ name: 'dumps', folder: dataFolder.dumps, isBackup: true }),
    ...(redis === undefined ? [] : [searchRedis(redis)]),
  ];
}

async function recordsOf(services: readonly Service[], subject: DataSubject): Promise<string[]> {
  const holdings = services.flatMap(({ personalData }) => personalData);
  return (await Promise.all(holdings.map(async (holding) => await holding.find(subject)))).flat();
}
