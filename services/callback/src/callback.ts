import { parseMailbox } from '@foyer/mail';
import { noticeOf, type Service } from '@foyer/service';
import { createCallbackMetrics } from './callback-metrics.ts';
import { createCanaryStore } from './canary-store.ts';
import { createChanges } from './change.ts';
import { createDataSubjectStore } from './data-subject-store.ts';
import { createDeleteRequests } from './deletion.ts';
import { describeRequests } from './descriptions.ts';
import { deskRoutes } from './desk-routes.ts';
import { createRecipientsHolding } from './digest-holdings.ts';
import { createDoNotCallList } from './do-not-call.ts';
import { eventDataOf, type CallbackEventData } from './event-data.ts';
import { createInboxSource, type CallbackInboxSource } from './inbox-source.ts';
import { createCallbackJobs } from './jobs.ts';
import { linkRoutes } from './link-routes.ts';
import { createLinkStore } from './link-store.ts';
import { createLinks } from './links.ts';
import { createMailLimits } from './mail-limits.ts';
import { createMailStore } from './mail-store.ts';
import { createComposeMail } from './mails/compose.ts';
import { createStaffNotice } from './mails/staff-notice.ts';
import { createMailTemplates } from './mails/template.ts';
import { callbacks } from './migrations/0001-callbacks.ts';
import { hoursSavedBy } from './migrations/0002-hours-saved-by.ts';
import { doNotCallMoves } from './migrations/0010-do-not-call-moves.ts';
import { createOpeningHoursStore } from './opening-hours-store.ts';
import { createRequestsHolding } from './personal-data.ts';
import { createPlaceStore } from './place-store.ts';
import type { CallbackDeps } from './ports.ts';
import { createCallQueue } from './queue.ts';
import { createQueueStore } from './queue-store.ts';
import { createRecipientStore } from './recipient-store.ts';
import { createPlantRequest } from './request-canary.ts';
import { createRelease } from './release.ts';
import { createRequestStore } from './request-store.ts';
import { callbackRoutes, type CallbackSettings } from './routes.ts';
import { createSlotOffers } from './slot-offer.ts';
import { startOfDay } from './slots.ts';
import { createSubmit } from './submission.ts';

export interface Callback extends Service {
  /** What a page needs that renders the form itself. */
  settings: CallbackSettings;
  /** For the one list in which staff see everything that came in. */
  inboxSource: CallbackInboxSource;
  /** What other systems are told of a request, read when it is sent; undefined when it is gone. */
  eventData(id: string): Promise<CallbackEventData | 'restricted' | undefined>;
  /** Compiles the mails, so that the first visitor need not wait for it. @throws MailSourceError */
  prepareMails(): Promise<void>;
}

export const callbackMigrations = [callbacks, hoursSavedBy, doNotCallMoves];

/**
 * Callback requests: slots, the agents' queue, and who is not to be called.
 *
 * @throws RangeError when the sender of the configuration is not one mail address
 */
export function createCallback(deps: CallbackDeps): Callback {
  const { db, clock, config, addressKey, outboxDir, renderPage } = deps;
  const { address } = parseMailbox(config.mailFrom, 'mailFrom');
  const mailDomain = address.slice(address.lastIndexOf('@') + 1);

  const counted = createCallbackMetrics(deps.metrics);
  const requests = createRequestStore(db);
  const openingHours = createOpeningHoursStore(config.openingHours);
  const places = createPlaceStore();
  const mails = createMailStore(db);
  const doNotCall = createDoNotCallList(deps.suppression);
  const recipients = createRecipientStore(db);
  const limits = createMailLimits({ limits: config.limits, addressKey, recipients });
  const linkStore = createLinkStore(db);
  const links = createLinks({ ...deps, store: linkStore, requests, releaseDays: config.releaseDays });
  const templates = createMailTemplates(deps.mailCompiler);

  const staffNotice = createStaffNotice({ ...deps, openingHours });

  const parts = { ...deps, requests, openingHours, places, doNotCall, counted, mailDomain };
  const offers = createSlotOffers(parts);
  const release = createRelease(parts);
  const companyZone = async (): Promise<string> => (await openingHours.current(db)).hours.zone;

  const canaries = createCanaryStore(db);
  const holdings = [
    createRequestsHolding({
      config,
      clock,
      requests,
      links: linkStore,
      subjects: createDataSubjectStore(db),
      deleteRequests: createDeleteRequests({ db, requests, inbox: deps.inbox, outboxDir }),
      plant: createPlantRequest({ ...deps, store: canaries, mailDomain }),
      counted,
    }),
    createRecipientsHolding({ limits, recipients, canaries }),
  ];

  const settings: CallbackSettings = async ({ language, zone, from }) => {
    const { hours } = await openingHours.current(db);
    const day = from === undefined ? {} : { from: startOfDay(from, zone ?? hours.zone) };
    const offer = await offers.now(day);
    return {
      zone: offer.hours.zone,
      slotMinutes: offer.hours.slotMinutes,
      isOpenNow: offer.isOpenNow,
      retention: { days: config.retentionDays },
      notice: noticeOf(describeRequests(config)[language]),
      slots: offer.slots.map(({ startsAt, endsAt }) => ({
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
      })),
    };
  };

  return {
    name: 'callback',
    migrations: callbackMigrations,
    routes: [
      ...callbackRoutes({ config, submit: createSubmit(parts), settings, companyZone, renderPage }),
      ...linkRoutes({
        ...parts,
        links,
        release,
        changes: createChanges(parts),
        offers,
        companyZone,
        renderPage,
      }),
    ],
    deskRoutes: deskRoutes({ ...parts, queue: createCallQueue({ ...parts, queue: createQueueStore(db) }) }),
    jobs: createCallbackJobs({
      clock,
      mail: deps.mail,
      requests,
      mails,
      limits,
      compose: createComposeMail({ db, clock, config, templates, links, openingHours }),
      composeStaffNotice: async (request) => await staffNotice.compose(request),
      counted,
    }),
    personalData: holdings,
    settings,
    inboxSource: createInboxSource({ ...parts, mails, release }),
    eventData: async (id) => {
      const request = await requests.byId(id);
      if (request === undefined) return undefined;
      // Kept, but not passed on (Art. 18 GDPR).
      return request.isRestricted ? 'restricted' : eventDataOf(request);
    },
    prepareMails: async () => {
      await Promise.all([...Object.values(templates), staffNotice].map((mail) => mail.prepare()));
    },
  };
}
