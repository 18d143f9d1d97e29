import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  cloneCampaign,
  deleteCampaign,
  readCampaign,
  type Campaign,
} from '../../../api/newsletter-campaigns.ts';
import { readTopics } from '../../../api/newsletter-subscribers.ts';
import { useChanges } from '../../../live.ts';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { BASE, navigate } from '../../../router.ts';
import { may } from '../../../session-state.ts';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { newsletterCampaigns } from '../../../strings/en/newsletter-campaigns.ts';
import { strings } from '../../../strings.ts';
import { useAction } from '../../../use-action.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { CampaignBadge } from '../campaigns/campaign-badge.tsx';
import { CampaignTabs } from './campaign-tabs.tsx';
import './campaign.css';

const LIST = `${BASE}/newsletter/campaigns`;
const back = { href: LIST, label: newsletterCampaigns.all, isAlwaysShown: true };

export function CampaignPage({ id }: { id: string }): JSX.Element {
  const campaign = useLoaded(`campaign ${id}`, (signal) => readCampaign(id, signal));
  const topics = useLoaded('topics', readTopics);
  useChanges('newsletter', (ids) => {
    if (ids.length === 0 || ids.includes(id)) void campaign.reload();
  });
  const { data } = campaign;
  return (
    <Page
      title={data === undefined ? words.one : data.value.name}
      back={back}
      actions={data !== undefined && <Actions campaign={data} />}
    >
      <Loaded of={campaign} skeletons={4}>
        {(shown) => (
          <Loaded of={topics} skeletons={2}>
            {(all) => (
              <CampaignTabs campaign={shown} topics={all} show={(next) => campaign.change(() => next)} />
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Actions({ campaign }: { campaign: Campaign }): JSX.Element {
  const { id, state, sending, value } = campaign;
  const [isLeaving, setLeaving] = useState(false);
  const duplicate = useAction(async () => {
    const made = await cloneCampaign(id);
    navigate(`${BASE}/newsletter/${made.id}`);
  });
  return (
    <>
      <CampaignBadge standing={sending ?? state} />
      {may('newsletter.write') && (
        <>
          <Button isSmall icon="copy" isBusy={duplicate.isBusy} onClick={() => void duplicate.run()}>
            {words.duplicate}
          </Button>
          {state !== 'started' && (
            <Button isSmall icon="trash" onClick={() => setLeaving(true)}>
              {words.remove}
            </Button>
          )}
        </>
      )}
      {duplicate.error !== undefined && <Problem error={duplicate.error} />}
      {isLeaving && (
        <Confirm
          title={words.removeTitle(value.name)}
          deed={strings.remove}
          act={async () => {
            await deleteCampaign(id);
            navigate(LIST, { isReplacement: true });
          }}
          onClose={() => setLeaving(false)}
        >
          {words.removeText}
        </Confirm>
      )}
    </>
  );
}
