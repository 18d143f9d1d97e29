import type { FieldError } from '@foyer/runtime';
import type { Campaign } from './campaign.ts';
import type { CampaignDeps } from './campaign-ports.ts';
import type { CampaignStore } from './campaign-store.ts';
import { campaignError } from './errors.ts';
import { isBlocking, type Finding } from './finding.ts';
import { entry, lockUnstarted } from './locked.ts';
import type { Examined, Preflight } from './preflight.ts';

export interface Releasing {
  /**
   * Releases the exact content with this hash, and nothing else that the campaign may become.
   *
   * @throws AppError campaign_unknown, campaign_started, newsletter_conflict, release_own_work, content_changed,
   *   preflight_failed
   */
  release(
    id: string,
    wanted: { basedOnVersion: number; contentHash: string },
    actorId: string,
  ): Promise<void>;
}

export function createReleasing(
  deps: Pick<CampaignDeps, 'db' | 'clock' | 'audit' | 'notifyDesk'> & {
    store: CampaignStore;
    preflight: Preflight;
  },
): Releasing {
  const { db, clock, audit, notifyDesk, store, preflight } = deps;

  return {
    release: async (id, { basedOnVersion, contentHash }, actorId) => {
      const campaign = await store.byId(db, id);
      if (campaign === undefined) throw campaignError('campaign_unknown');
      // Outside of the transaction: it compiles and asks the DNS.
      const { answer, content, material } = await preflight.examine(db, campaign);
      await db.transaction().execute(async (trx) => {
        const locked = await lockUnstarted(trx, store, id, basedOnVersion);
        refuseOwnWork(locked, material, actorId);
        if (campaign.version !== locked.version || answer.contentHash !== contentHash) {
          throw campaignError(
            'content_changed',
            'the mail has changed since it was looked at: look at it again',
          );
        }
        if (content === undefined || !answer.mayBeReleased) throw failed(answer.findings);
        if (locked.state !== 'draft') return;
        await store.release(trx, id, { content, contentHash, by: actorId, at: clock.now() });
        await audit(trx, entry(actorId, 'release', id, { version: locked.version, contentHash }));
      });
      notifyDesk('newsletter', [id]);
    },
  };
}

/** Two people have seen every word: whoever wrote it, and whoever releases it. */
function refuseOwnWork(campaign: Campaign, { changes }: Examined['material'], actorId: string): void {
  if (campaign.writtenBy.includes(actorId)) {
    throw campaignError(
      'release_own_work',
      'somebody who has written nothing of the campaign must release it',
    );
  }
  // A template or part that the releaser changed after the writer's last look was seen by nobody else.
  if (changes.some(({ by, at }) => by === actorId && at > campaign.changedAt)) {
    throw campaignError(
      'release_own_work',
      'you have changed the template or a shared part since the campaign was written: its writer must save it again',
    );
  }
}

function failed(findings: readonly Finding[]): Error {
  const errors: FieldError[] = findings
    .filter(isBlocking)
    .map(({ code, message, place }) => ({ pointer: `/value/${place.in}`, detail: message, code }));
  return campaignError('preflight_failed', `${errors.length} findings keep it from being released`, {
    errors,
  });
}
