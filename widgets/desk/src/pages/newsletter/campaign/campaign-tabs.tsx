import type { JSX } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Campaign } from '../../../api/newsletter-campaigns.ts';
import type { NewsletterTopic } from '../../../api/newsletter-subscribers.ts';
import { Segments } from '../../../parts/segments.tsx';
import { hrefWith, navigate, place } from '../../../router.ts';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { ResultsTab } from '../results/results-tab.tsx';
import { createCampaignDraft } from './campaign-draft.ts';
import { CheckTab } from './check-tab.tsx';
import { WriteTab, type SourceLine } from './write-tab.tsx';

const tabs = ['write', 'check', 'results'] as const;
type Tab = (typeof tabs)[number];

/** What is typed outlives going from one tab to another. */
export function CampaignTabs(props: {
  campaign: Campaign;
  topics: readonly NewsletterTopic[];
  show: (campaign: Campaign) => void;
}): JSX.Element {
  const { campaign, topics, show } = props;
  const { id, state } = campaign;
  const [draft, setDraft] = useState(() => createCampaignDraft(campaign, show));
  // What somebody else has saved is shown at once where nothing is typed; else saving tells of it.
  useEffect(() => {
    if (campaign.version !== draft.saved.peek().version && !draft.isChanged.peek())
      setDraft(createCampaignDraft(campaign, show));
  }, [campaign.version]);
  const [goal, setGoal] = useState<SourceLine>();
  const forgetGoal = useCallback(() => setGoal(undefined), []);
  const isStarted = state === 'started';
  const shown = tabs.filter((one) => one !== 'results' || isStarted);
  const asked = place.value.query.get('tab');
  const tab = shown.find((one) => one === asked) ?? firstTab(state);
  return (
    <>
      <div class="campaign-tabs">
        <Segments
          label={words.tabs}
          value={tab}
          choices={shown.map((value) => ({ value, label: words[value] }))}
          onValue={(next) => navigate(hrefWith(place.value, { tab: next }), { isReplacement: true })}
        />
      </div>
      {contentOf(tab)}
    </>
  );

  function goToLine(line: SourceLine): void {
    setGoal(line);
    // The way back leads to what is left to repair.
    navigate(hrefWith(place.value, { tab: 'write' }));
  }

  function contentOf(chosen: Tab): JSX.Element | null {
    switch (chosen) {
      case 'write':
        return (
          <WriteTab
            campaign={campaign}
            draft={draft}
            topics={topics}
            goal={goal}
            onGoalReached={forgetGoal}
          />
        );
      case 'check':
        return <CheckTab campaign={campaign} draft={draft} show={show} goToLine={goToLine} />;
      case 'results':
        return <ResultsTab id={id} />;
      default:
        return chosen satisfies never;
    }
  }
}

/** What a campaign is opened for. */
function firstTab(state: Campaign['state']): Tab {
  if (state === 'started') return 'results';
  // It asks what is to become of it.
  return state === 'late' ? 'check' : 'write';
}
