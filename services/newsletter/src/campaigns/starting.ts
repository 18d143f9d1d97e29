import type { Tx } from '@foyer/database';
import type { JobHandler } from '@foyer/jobs';
import { z } from 'zod';
import type { Campaign, ReleasedContent } from './campaign.ts';
import type { CampaignDeps } from './campaign-ports.ts';
import type { CampaignStore } from './campaign-store.ts';
import { campaignError } from './errors.ts';
import { listIdOf } from './list-id.ts';
import { isTimeZone, momentOf } from './local-time.ts';
import { entry, lockUnstarted } from './locked.ts';
import { mailboxText } from './mailbox-text.ts';

export const startJob = 'newsletter.start_campaign';

export interface Starting {
  /** @throws AppError campaign_unknown, campaign_started, campaign_not_released, newsletter_conflict, schedule_invalid */
  schedule(
    id: string,
    wanted: { basedOnVersion: number; localTime: string; timeZone: string },
    actorId: string,
  ): Promise<void>;
  /** @throws AppError as `schedule` */
  unschedule(id: string, basedOnVersion: number, actorId: string): Promise<void>;
  /** @throws AppError as `schedule`, and audience_empty */
  start(id: string, basedOnVersion: number, actorId: string): Promise<void>;
  /** Starts a scheduled campaign; one whose moment is long past waits for a person. */
  startOnTime: JobHandler;
}

const Payload = z.object({ campaignId: z.uuid(), startAt: z.coerce.date() });
const maxDaysAhead = 366;

export function createStarting(deps: CampaignDeps & { store: CampaignStore }): Starting {
  const { db, clock, audit, notifyDesk, enqueueMany, wakeJobs, store, companyName } = deps;
  const { countAudience, topicsOf, startSending, publicUrl, lateMinutes = 30 } = deps;

  async function handOver(trx: Tx, campaign: Campaign, actorId: string | null): Promise<void> {
    const content = await releasedContent(trx, campaign);
    const { mail, from, replyTo, audience, crashPolicy } = content;
    const [onlyTopic, ...others] = audience.topics;
    const isOneList = onlyTopic !== undefined && others.length === 0;
    const topic = isOneList ? (await topicsOf(trx)).find(({ id }) => id === onlyTopic) : undefined;
    await startSending(trx, {
      campaignId: campaign.id,
      campaignNumber: campaign.number,
      mail,
      from: mailboxText(from),
      ...(replyTo !== null && { replyTo }),
      // RFC 2919: who leaves the list leaves this one. A mail of several topics is of the newsletter as a whole.
      listId: listIdOf(isOneList ? onlyTopic : 'newsletter', publicUrl),
      listName: topic?.names[campaign.value.language] ?? companyName,
      audience,
      crashPolicy,
    });
    await store.noteStart(trx, campaign.id, clock.now());
    await audit(trx, entry(actorId, 'start', campaign.id, { contentHash: campaign.contentHash ?? '' }));
  }

  async function releasedContent(trx: Tx, campaign: Campaign): Promise<ReleasedContent> {
    const content = await store.released(trx, campaign.id);
    if (content === undefined) throw campaignError('campaign_not_released');
    return content;
  }

  return {
    schedule: async (id, { basedOnVersion, localTime, timeZone }, actorId) => {
      const at = startMoment(localTime, timeZone, clock.now());
      await db.transaction().execute(async (trx) => {
        const campaign = await lockUnstarted(trx, store, id, basedOnVersion);
        if (campaign.state === 'draft') throw campaignError('campaign_not_released');
        await store.schedule(trx, id, { at, local: localTime, zone: timeZone });
        await enqueueMany(trx, [
          { name: startJob, payload: { campaignId: id, startAt: at.toISOString() }, at },
        ]);
        await audit(trx, entry(actorId, 'schedule', id, { at: at.toISOString(), timeZone }));
      });
      wakeJobs();
      notifyDesk('newsletter', [id]);
    },
    unschedule: async (id, basedOnVersion, actorId) => {
      await db.transaction().execute(async (trx) => {
        const campaign = await lockUnstarted(trx, store, id, basedOnVersion);
        if (campaign.state === 'draft') throw campaignError('campaign_not_released');
        await store.unschedule(trx, id);
        await audit(trx, entry(actorId, 'unschedule', id));
      });
      notifyDesk('newsletter', [id]);
    },
    start: async (id, basedOnVersion, actorId) => {
      await db.transaction().execute(async (trx) => {
        const campaign = await lockUnstarted(trx, store, id, basedOnVersion);
        const { audience } = await releasedContent(trx, campaign);
        const { named, excluded } = await countAudience(trx, audience, clock.now());
        if (named <= excluded.unsubscribed + excluded.paused + excluded.restricted) {
          throw campaignError(
            'audience_empty',
            `the audience names ${named} people, and none of them gets mail`,
          );
        }
        await handOver(trx, campaign, actorId);
      });
      wakeJobs();
      notifyDesk('newsletter', [id]);
    },
    startOnTime: async ({ payload }, { log }) => {
      const { campaignId, startAt } = Payload.parse(payload);
      const isLate = clock.now().getTime() > startAt.getTime() + lateMinutes * 60_000;
      const outcome = await db.transaction().execute(async (trx) => {
        const campaign = await store.lock(trx, campaignId);
        // Scheduled anew, started by hand, changed or deleted meanwhile: this moment is nobody's any more.
        if (campaign?.state !== 'scheduled' || campaign.startAt?.getTime() !== startAt.getTime())
          return 'nothing';
        if (isLate) {
          await store.noteLate(trx, campaignId);
          await audit(trx, entry(null, 'late', campaignId));
          return 'late';
        }
        await handOver(trx, campaign, null);
        return 'started';
      });
      if (outcome === 'nothing') return;
      if (outcome === 'late')
        log.warn({ campaignId }, 'a campaign could not start on time and waits for a person');
      wakeJobs();
      notifyDesk('newsletter', [campaignId]);
    },
  };
}

function startMoment(localTime: string, timeZone: string, now: Date): Date {
  if (!isTimeZone(timeZone)) {
    throw invalid(
      '/timeZone',
      `must be a time zone such as Europe/Berlin, got '${timeZone}'`,
      'time_zone_unknown',
    );
  }
  const at = momentOf(localTime, timeZone);
  if (at === undefined) {
    throw invalid('/localTime', `the clocks of ${timeZone} never show ${localTime}`, 'time_not_there');
  }
  if (at <= now) throw invalid('/localTime', 'must be in the future', 'time_past');
  if (at.getTime() > now.getTime() + maxDaysAhead * 86_400_000) {
    throw invalid('/localTime', 'must be within a year', 'time_too_far');
  }
  return at;
}

function invalid(pointer: string, detail: string, code: string): Error {
  return campaignError('schedule_invalid', detail, { errors: [{ pointer, detail, code }] });
}
