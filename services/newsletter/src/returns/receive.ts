import type { Database, DatabaseOrTx } from '@foyer/database';
import { readReturn, type ArrivedMail, type ReturnedMail } from '@foyer/mail';
import type { Clock, Log } from '@foyer/runtime';
import { moveDelivery } from '../sending/move-delivery.ts';
import type { ReturnedMail as ReturnedDelivery } from '../sending/return-path.ts';
import type { Leaving } from '../subscribing/leaving.ts';
import type { LinkTarget } from '../subscribing/links.ts';
import type { Consequences } from './consequences.ts';
import type { ReturnStore } from './return-store.ts';
import type { ReturnAddresses } from './return-target.ts';
import type { CameBy, Returned } from './returned.ts';
import type { ReturnsMetrics } from './returns-metrics.ts';

/** Deals with one mail that came in. When it answers, everything that follows from the mail is stored. */
export type Receive = (mail: ArrivedMail, cameBy: 'smtp' | 'mailbox') => Promise<'taken' | 'foreign'>;

// 'not-spam' takes a complaint back, 'auth-failure' is no reader's, 'virus' is a machine's: RFC 5965 §7.3, RFC 6591.
const complaintTypes = new Set(['abuse', 'fraud', 'opt-out', 'opt-out-list', 'other']);

// Whoever is refused or excluded got nothing that could come back.
const returnable = ['waiting', 'claimed', 'accepted', 'uncertain', 'delayed'] as const;
const movable = { bounced: returnable, complained: [...returnable, 'bounced'] } as const;

export function createReceive(deps: {
  db: Database;
  clock: Clock;
  log: Log;
  store: ReturnStore;
  addresses: ReturnAddresses;
  consequences: Consequences;
  leave: Leaving['leave'];
  onLeft: () => void;
  metrics: ReturnsMetrics;
  notifyDesk: () => void;
}): Receive {
  const { db, clock, log, store, addresses, consequences, metrics, notifyDesk } = deps;

  async function unsubscribe({ number, campaign }: LinkTarget, cameBy: CameBy): Promise<void> {
    const hasLeft = await db
      .transaction()
      .execute(async (trx) => await deps.leave(trx, { number }, { method: 'mail', campaign }));
    metrics.noted('left', cameBy);
    if (!hasLeft) return;
    deps.onLeft();
    notifyDesk();
  }

  /** May be said again: a mail that was stored and could not be put away comes once more. */
  async function note(trx: DatabaseOrTx, returned: Returned): Promise<boolean> {
    const at = clock.now();
    const { campaignNumber, subscriberNumber, verdict } = returned;
    if (verdict !== 'unclear') {
      const to = verdict === 'complaint' ? 'complained' : 'bounced';
      const move = {
        campaignNumber,
        number: subscriberNumber,
        from: movable[to],
        to,
        reason: verdict,
      } as const;
      await moveDelivery(trx, move, at);
    }
    if (!(await store.note(trx, returned, at))) return false;
    await consequences.settle(trx, returned);
    return true;
  }

  return async (mail, cameBy) => {
    const read = await readReturn(mail.source);
    if (read.kind === 'unreadable') {
      log.warn({ problem: read.problem }, 'a mail that came in cannot be read; it is left alone');
    }
    const recipients = mail.recipients.length > 0 ? mail.recipients : read.sentTo;
    if (read.kind !== 'delivery') {
      const leaver = addresses.leaverOf(recipients, read.subject);
      if (leaver !== undefined) {
        await unsubscribe(leaver, cameBy);
        return 'taken';
      }
    }
    const delivery = addresses.deliveryOf(recipients, read.original);
    const isForComplaints = recipients.some((address) => addresses.isForComplaints(address));
    // What a person wrote stays in the mailbox; a port for returned mail has no place for it.
    const isForPeople = read.kind === 'other' && cameBy === 'mailbox' && !isForComplaints;
    if (delivery === undefined || isForPeople) {
      metrics.noted(read.kind === 'unreadable' ? 'unreadable' : 'foreign', cameBy);
      return 'foreign';
    }
    const returned = returnedOf(read, { delivery, cameBy, isForComplaints });
    if (typeof returned === 'string') {
      metrics.noted(returned, cameBy);
      return 'taken';
    }
    const isNews = await db.transaction().execute(async (trx) => await note(trx, returned));
    metrics.noted(returned.verdict, cameBy);
    if (isNews) notifyDesk();
    return 'taken';
  };
}

/** What is kept of it; or that it is only counted. */
function returnedOf(
  read: ReturnedMail,
  facts: { delivery: ReturnedDelivery; cameBy: CameBy; isForComplaints: boolean },
): Returned | 'delayed' | 'none' | 'automatic' {
  const { delivery, cameBy, isForComplaints } = facts;
  const about = { ...delivery, cameBy, status: null, diagnostic: '', provider: 'other' as const };
  if (read.kind === 'automatic') return 'automatic';
  if (read.kind === 'complaint') {
    const { feedbackType, provider } = read;
    return complaintTypes.has(feedbackType)
      ? { ...about, verdict: 'complaint', reason: 'complaint', diagnostic: feedbackType, provider }
      : 'none';
  }
  if (read.kind === 'delivery') {
    const { verdict, reason, status, diagnostic, provider } = read;
    if (verdict === 'delayed' || verdict === 'none') return verdict;
    return { ...about, verdict, reason, status: status ?? null, diagnostic, provider };
  }
  // Microsoft's junk mail reports are the mail itself, in an envelope without a form.
  return isForComplaints
    ? { ...about, verdict: 'complaint', reason: 'complaint' }
    : { ...about, verdict: 'unclear', reason: 'unreadable' };
}
