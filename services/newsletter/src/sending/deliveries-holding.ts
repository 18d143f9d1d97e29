import { randomInt } from 'node:crypto';
import { deleteOutboxMails } from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import { newCanary, withoutHeld, type PersonalDataHolding } from '@foyer/service';
import { deliveryKeptDays, describeDeliveries } from './descriptions.ts';
import type { DeliveryDataStore, SubjectDelivery } from './delivery-data-store.ts';
import type { ReturnPaths } from './return-path.ts';
import type { SendingMetrics } from './sending-metrics.ts';

const dayMilliseconds = 86_400_000;

/** Who got which campaign, and what the mail server said. */
export function createDeliveriesHolding(deps: {
  clock: Clock;
  data: DeliveryDataStore;
  returnPaths: ReturnPaths;
  counted: SendingMetrics;
  outboxDir: string;
}): PersonalDataHolding {
  const { clock, data, returnPaths, counted, outboxDir } = deps;

  async function deleteMails(
    mails: readonly { campaignNumber: number; subscriberNumber: number; sender: string }[],
  ): Promise<void> {
    const ids = mails.map((mail) => returnPaths.messageIdOf(mail, domainOf(mail.sender)));
    await deleteOutboxMails(outboxDir, ids);
  }

  return {
    name: 'newsletter.deliveries',
    describe: (language) => describeDeliveries()[language],
    columns: deliveryColumns,
    retention: { days: deliveryKeptDays, from: 'newsletter.sending.finished_at' },
    find: async (subject) => (await data.ofSubject(subject)).map(({ id }) => id),
    export: async (subject) => (await data.ofSubject(subject)).map(recordOf),
    // What happened cannot be put right afterwards, and whether somebody may be written to is asked of the subscriber.
    correct: async () => 0,
    restrict: async () => 0,
    erase: async (subject, { held, language }) => {
      const { free, retained } = withoutHeld(
        await data.ofSubject(subject),
        held,
        describeDeliveries()[language],
      );
      await deleteMails(free);
      await data.forget(free, clock.now());
      return { erased: free.length, retained };
    },
    due: async ({ now, held }) => data.countDue(finishedBefore(now), held),
    purge: async ({ now, limit, held }) => {
      const gone = await data.purge(finishedBefore(now), limit, held);
      await deleteMails(gone);
      await data.closeForgotten(finishedBefore(now), now);
      counted.purged(gone.length);
      return { purged: gone.length, more: gone.length === limit };
    },
    oldest: async () => data.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await data.plant(canary, -randomInt(1, 2 ** 31 - 1), from);
      return [canary.id, canary.word];
    },
  };
}

function finishedBefore(now: Date): Date {
  return new Date(now.getTime() - deliveryKeptDays * dayMilliseconds);
}

function domainOf(sender: string): string {
  return /@([^<>\s@]+)>?$/.exec(sender)?.[1] ?? 'localhost';
}

function recordOf(delivery: SubjectDelivery) {
  const { id, campaignNumber, state, reason, reply, changedAt, finishedAt } = delivery;
  return {
    id,
    createdAt: changedAt,
    fields: {
      campaign: campaignNumber,
      state,
      reason,
      reply,
      changedAt: changedAt.toISOString(),
      campaignFinishedAt: finishedAt?.toISOString() ?? null,
    },
  };
}

const deliveryColumns = [
  ...['campaign_number', 'subscriber_number', 'claim', 'state', 'changed_at', 'reason'].map(
    (column) => `newsletter.delivery.${column}`,
  ),
  ...['campaign_number', 'subscriber_number', 'attempts', 'reply', 'retry_at', 'noted_at'].map(
    (column) => `newsletter.delivery_note.${column}`,
  ),
  'newsletter.sending.finished_at',
];

/**
 * A campaign and its counts are about the company; a chunk is a range of numbers; a pace is about the server of a domain,
 * and forgotten after two days.
 */
export const sendingColumnsWithoutPersonalData: readonly string[] = Object.entries({
  sending: `campaign_id campaign_number state mail sender reply_to list_id list_name audience crash_policy freeze_run candidates
    counts created_at started_at paused_at braked_at refusals_believed_at forgotten_at`,
  delivery_chunk:
    'campaign_number chunk first_number last_number fence slot seen_at not_before is_done counts',
  sending_minute: 'campaign_number minute accepted refused',
  pace: 'key tokens refilled_at blocked_until failures',
}).flatMap(([table, columns]) => columns.split(/\s+/).map((column) => `newsletter.${table}.${column}`));
