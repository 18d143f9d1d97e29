import { uuidv7 } from '@foyer/runtime';
import type { Campaign, CampaignValue } from './campaign.ts';
import type { CampaignDeps } from './campaign-ports.ts';
import type { CampaignStore } from './campaign-store.ts';
import { campaignError } from './errors.ts';
import { entry, lockUnstarted } from './locked.ts';

/** What staff do with a campaign before anybody releases it. */
export interface Writing {
  /** @throws AppError campaigns_full */
  add(value: CampaignValue, actorId: string): Promise<Campaign>;
  /** Voids the release and the schedule. @throws AppError campaign_unknown, campaign_started, newsletter_conflict */
  save(id: string, value: CampaignValue, basedOnVersion: number, actorId: string): Promise<Campaign>;
  /** A draft with the same content, written by who asks for it. @throws AppError campaign_unknown, campaigns_full */
  clone(id: string, actorId: string): Promise<Campaign>;
  /** @throws AppError campaign_unknown, campaign_started */
  remove(id: string, actorId: string): Promise<void>;
  /** @throws AppError campaign_unknown */
  read(id: string): Promise<Campaign>;
}

export function createWriting(
  deps: Pick<CampaignDeps, 'db' | 'clock' | 'audit' | 'notifyDesk'> & { store: CampaignStore },
): Writing {
  const { db, clock, audit, notifyDesk, store } = deps;

  async function read(id: string): Promise<Campaign> {
    const campaign = await store.byId(db, id);
    if (campaign === undefined) throw campaignError('campaign_unknown');
    return campaign;
  }

  async function insert(value: CampaignValue, by: string, cloneOf?: string): Promise<Campaign> {
    const at = clock.now();
    const id = uuidv7(at);
    await db.transaction().execute(async (trx) => {
      if (!(await store.insert(trx, { id, value, by, at }))) throw campaignError('campaigns_full');
      await audit(trx, entry(by, 'add', id, cloneOf === undefined ? undefined : { cloneOf }));
    });
    notifyDesk('newsletter', [id]);
    return await read(id);
  }

  return {
    read,
    add: async (value, actorId) => await insert(value, actorId),
    save: async (id, value, basedOnVersion, actorId) => {
      await db.transaction().execute(async (trx) => {
        const before = await lockUnstarted(trx, store, id, basedOnVersion);
        await store.save(trx, id, value, actorId, clock.now());
        await audit(trx, entry(actorId, 'change', id, { version: before.version + 1 }));
        if (before.state !== 'draft') await audit(trx, entry(actorId, 'release_void', id));
      });
      notifyDesk('newsletter', [id]);
      return await read(id);
    },
    clone: async (id, actorId) => {
      const { value } = await read(id);
      return await insert(value, actorId, id);
    },
    remove: async (id, actorId) => {
      await db.transaction().execute(async (trx) => {
        await lockUnstarted(trx, store, id);
        await store.remove(trx, id);
        await audit(trx, entry(actorId, 'delete', id));
      });
      notifyDesk('newsletter', [id]);
    },
  };
}
