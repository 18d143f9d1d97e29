import type { Tx } from '@foyer/database';
import type { Campaign } from './campaign.ts';
import type { CampaignStore } from './campaign-store.ts';
import { campaignError } from './errors.ts';

/**
 * The campaign, kept from others until the transaction ends.
 *
 * @param basedOnVersion what whoever asks has seen
 * @throws AppError campaign_unknown, campaign_started, newsletter_conflict
 */
export async function lockUnstarted(
  trx: Tx,
  store: CampaignStore,
  id: string,
  basedOnVersion?: number,
): Promise<Campaign> {
  const campaign = await store.lock(trx, id);
  if (campaign === undefined) throw campaignError('campaign_unknown');
  if (campaign.state === 'started') throw campaignError('campaign_started');
  if (basedOnVersion !== undefined && campaign.version !== basedOnVersion) {
    throw campaignError(
      'newsletter_conflict',
      `the campaign has version ${campaign.version} by now, not ${basedOnVersion}`,
    );
  }
  return campaign;
}

/** One line of the audit log. */
export function entry(
  actorId: string | null,
  action: string,
  campaignId: string,
  detail?: Record<string, string | number>,
) {
  return {
    actorId,
    action: `newsletter.campaign_${action}`,
    subject: `newsletter.campaign:${campaignId}`,
    ...(detail && { detail }),
  };
}
