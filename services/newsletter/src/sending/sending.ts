import type { KeyObject } from 'node:crypto';
import type { DatabaseOrTx, Migration } from '@foyer/database';
import type { BulkTransport } from '@foyer/mail';
import type { Part } from '../part.ts';
import type { NewsletterDeps } from '../ports.ts';
import type { SubscriberLinks } from '../subscribing/links.ts';
import type { SuppressionSieve } from '../subscribing/privacy-ports.ts';
import type { Recipients } from '../subscribing/recipients.ts';
import { putRefusedBack, releaseBrake } from './brake-store.ts';
import { checkFrozenMail } from './composer.ts';
import { createComposers } from './composers.ts';
import { createDeliveriesHolding } from './deliveries-holding.ts';
import { createDeliveryDataStore } from './delivery-data-store.ts';
import { sendingError } from './errors.ts';
import { freezeAudience } from './freeze.ts';
import { sendingTables } from './migrations/0020-sending.ts';
import { returnedStates } from './migrations/0021-returned-states.ts';
import { createOverviewStore } from './overview-store.ts';
import type { NoteRefused } from './outcome-writer.ts';
import { createPace } from './pace.ts';
import { progressOf, type Progress } from './progress.ts';
import { createReturnPaths, type ReturnPaths } from './return-path.ts';
import { sendChunks, SlotJob } from './send-job.ts';
import { createSendingMetrics } from './sending-metrics.ts';
import type { Sending, SendingState } from './sending-row.ts';
import { sendingRoutes } from './sending-routes.ts';
import type { SendingSettings } from './sending-settings.ts';
import { createSendingStore, type NewSending } from './sending-store.ts';
import { finishIfDone, tendSendings } from './tend-job.ts';

export const sendingMigrations: Migration[] = [sendingTables, returnedStates];

/** What the server hands in for sending alone. */
export interface SendingPorts {
  transport: BulkTransport;
  /** RSA. Asked for when something is to be signed. */
  dkimKey: () => Promise<KeyObject>;
  /** Asked each time: they change while a campaign is on its way. */
  settings: () => SendingSettings;
  sieve: SuppressionSieve;
}

export interface SendingDeps extends SendingPorts {
  links: Pick<SubscriberLinks, 'linksFor'>;
  recipients: Recipients;
  /** Where mails land without a mail server. */
  outboxDir: string;
  noteRefused?: NoteRefused;
  /** Told when what was refused is known to be right: what follows from it may follow. */
  refusalsBelieved?: (trx: DatabaseOrTx) => Promise<void>;
}

/** What campaigns ask of the sending. */
export interface SendingPort {
  /** In the transaction of the release; saying it again changes nothing. @throws RangeError for a sender or list that is none */
  start(trx: DatabaseOrTx, sending: NewSending): Promise<void>;
  /** @throws AppError sending_unknown, or sending_state when it is not in a state for it */
  pause(trx: DatabaseOrTx, campaignId: string): Promise<void>;
  resume(trx: DatabaseOrTx, campaignId: string): Promise<void>;
  cancel(trx: DatabaseOrTx, campaignId: string): Promise<void>;
  /** Of a campaign that was stopped for its refusals: they are right. It goes on. */
  believeRefusals(trx: DatabaseOrTx, campaignId: string): Promise<void>;
  /** They are wrong: whoever was refused gets the mail again. It goes on. */
  repeatRefused(trx: DatabaseOrTx, campaignId: string): Promise<void>;
  /** undefined when it was never started. */
  progress(campaignId: string): Promise<Progress | undefined>;
  returnPaths: ReturnPaths;
}

const tendSeconds = 5;

function undecided(): Error {
  return sendingError(
    'sending_state',
    'the campaign was stopped because more was refused than is natural: say whether the refusals are right, or whether the mails go out again',
  );
}

/** Brings a released campaign to its recipients, and knows of each what became of it. */
export function createSending(deps: NewsletterDeps & SendingDeps): Part & { sending: SendingPort } {
  const { db, clock, log, enqueueMany, notifyDesk, settings } = deps;
  const sendings = createSendingStore(db);
  const overview = createOverviewStore(db);
  const data = createDeliveryDataStore(db);
  const pace = createPace(settings);
  const counted = createSendingMetrics(deps);
  const returnPaths = createReturnPaths(deps.keyFor('foyer newsletter return paths'));
  const composers = createComposers({ ...deps, sendings, returnPaths });
  const parts = { ...deps, sendings, overview, pace, counted };

  async function move(
    trx: DatabaseOrTx,
    campaignId: string,
    from: readonly SendingState[],
    to: SendingState,
  ): Promise<void> {
    if (await sendings.move(trx, campaignId, from, to, clock.now())) {
      // Not only when the schedule comes round: somebody is watching.
      if (to !== 'paused') await enqueueMany(trx, [{ name: 'newsletter.tend_sendings', payload: {} }]);
      return;
    }
    const found = await sendings.byId(trx, campaignId);
    if (found === undefined) throw sendingError('sending_unknown');
    if (found.state === 'paused' && found.brakedAt !== null) throw undecided();
    // Saying it twice is no mistake.
    if (found.state !== to)
      throw sendingError('sending_state', `the campaign is ${found.state}, not ${from.join(' or ')}`);
  }

  async function release(trx: DatabaseOrTx, campaignId: string, believedAt: Date | null): Promise<number> {
    const campaign = await releaseBrake(trx, campaignId, believedAt);
    if (campaign === undefined) {
      throw (await sendings.byId(trx, campaignId)) === undefined
        ? sendingError('sending_unknown')
        : sendingError('sending_state', 'the campaign was not stopped for its refusals');
    }
    await enqueueMany(trx, [{ name: 'newsletter.tend_sendings', payload: {} }]);
    return campaign;
  }

  const sending: SendingPort = {
    start: async (trx, one) => {
      checkFrozenMail({ ...one, replyTo: one.replyTo ?? null });
      if (!(await sendings.insert(trx, one, clock.now()))) return;
      const { campaignNumber: campaign } = one;
      await enqueueMany(trx, [
        { name: 'newsletter.freeze_audience', payload: { campaign }, key: `newsletter.freeze:${campaign}` },
      ]);
    },
    pause: async (trx, campaignId) => move(trx, campaignId, ['sending'], 'paused'),
    resume: async (trx, campaignId) => move(trx, campaignId, ['paused'], 'sending'),
    cancel: async (trx, campaignId) => move(trx, campaignId, ['preparing', 'sending', 'paused'], 'cancelled'),
    believeRefusals: async (trx, campaignId) => {
      await release(trx, campaignId, clock.now());
      await deps.refusalsBelieved?.(trx);
    },
    repeatRefused: async (trx, campaignId) =>
      await putRefusedBack(trx, await release(trx, campaignId, null), clock.now()),
    progress: async (campaignId) => {
      const found = await sendings.byId(db, campaignId);
      return found && progressOf(found, parts);
    },
    returnPaths,
  };
  const onFinished = ({ campaignId, campaignNumber }: Sending): void => {
    log.info({ campaign: campaignNumber }, 'a campaign is finished: its ledger adds up');
    notifyDesk('newsletter', [campaignId]);
  };

  const onBraked = ({ campaignId, campaignNumber }: Sending): void => {
    log.warn({ campaign: campaignNumber }, 'a campaign is stopped: more is refused than is natural');
    notifyDesk('newsletter', [campaignId]);
  };
  const tending = { ...parts, onFinished, onBraked };

  const tend = async (): Promise<void> => tendSendings(tending);

  return {
    sending,
    routes: [],
    deskRoutes: sendingRoutes({ ...parts, sending }),
    jobs: {
      'newsletter.freeze_audience': async (job, { signal }) => {
        await freezeAudience(job, signal, parts);
        notifyDesk('newsletter', []);
        await tend();
      },
      'newsletter.send_chunks': async (job, { signal }) => {
        await sendChunks(job, signal, {
          ...parts,
          composerFor: async (campaign) => composers.composerFor(campaign),
        });
        // Whoever finds nothing more to do may have been the last.
        await finishIfDone(SlotJob.parse(job.payload).campaign, tending);
      },
      'newsletter.tend_sendings': tend,
    },
    schedules: [
      { name: 'newsletter.tend_sendings', job: 'newsletter.tend_sendings', everySeconds: tendSeconds },
    ],
    personalData: [createDeliveriesHolding({ clock, data, returnPaths, counted, outboxDir: deps.outboxDir })],
  };
}
