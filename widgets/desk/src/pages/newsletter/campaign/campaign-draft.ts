import {
  readCampaign,
  saveCampaign,
  type Campaign,
  type CampaignValue,
} from '../../../api/newsletter-campaigns.ts';
import { createDraft, type Draft } from '../../../draft.ts';

export type CampaignDraft = Draft<CampaignValue, Campaign>;

export function createCampaignDraft(campaign: Campaign, show: (campaign: Campaign) => void): CampaignDraft {
  const { id } = campaign;
  return createDraft<CampaignValue, Campaign>(campaign, {
    put: (value, basedOnVersion) => saveCampaign(id, value, basedOnVersion),
    read: () => readCampaign(id),
    onSaved: show,
  });
}
