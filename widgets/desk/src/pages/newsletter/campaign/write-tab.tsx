import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Campaign, Finding } from '../../../api/newsletter-campaigns.ts';
import { readBlocks } from '../../../api/newsletter-library.ts';
import type { NewsletterTopic } from '../../../api/newsletter-subscribers.ts';
import { dates } from '../../../dates.ts';
import { Conflict } from '../../../parts/conflict.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { SaveBar } from '../../../parts/save-bar.tsx';
import { may } from '../../../session-state.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { strings } from '../../../strings.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { useLoaded } from '../../../use-loaded.ts';
import type { CodeView } from '../mjml/code-view.ts';
import { AudienceFields } from './audience-fields.tsx';
import { campaignPlaces } from './campaign-places.ts';
import type { CampaignDraft } from './campaign-draft.ts';
import { EnvelopeFields } from './envelope-fields.tsx';
import { MailFields, viewOf } from './mail-fields.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { usePreview } from './use-preview.ts';

/** A line of one of the editors. */
export interface SourceLine {
  view: string;
  line: number;
}

export function WriteTab(props: {
  campaign: Campaign;
  draft: CampaignDraft;
  topics: readonly NewsletterTopic[];
  /** What it was opened for. */
  goal: SourceLine | undefined;
  onGoalReached: () => void;
}): JSX.Element {
  const { campaign, draft, topics, goal, onGoalReached } = props;
  const value = draft.value.value;
  const isChanged = draft.isChanged.value;
  const isInConflict = draft.theirs.value !== undefined;
  const isReadOnly = campaign.state === 'started' || !may('newsletter.write');
  const templates = useLoaded('templates', (signal) => readBlocks('templates', signal));
  const preview = usePreview(campaign.id, value, isReadOnly);
  const views = useRef(new Map<string, CodeView>());
  const save = useAction(async () => {
    if (await draft.save()) showToast(strings.saved);
  });
  const goTo = ({ place }: Finding): (() => void) | undefined => {
    const view = viewOf(value, place);
    const { line } = place;
    return view === undefined || line === null ? undefined : () => views.current.get(view)?.goTo(line);
  };
  useEffect(() => {
    if (goal === undefined) return;
    views.current.get(goal.view)?.goTo(goal.line);
    onGoalReached();
  }, [goal, onGoalReached]);
  const nameError = value.name.trim() === '';
  return (
    <form
      class="stack"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isInConflict && !nameError) void save.run();
      }}
    >
      {campaign.state === 'started' && <p class="soft">{words.started}</p>}
      <EnvelopeFields
        value={value}
        templates={templates.data ?? []}
        isReadOnly={isReadOnly}
        onValue={(next) => draft.change(next)}
      />
      <AudienceFields
        audience={value.audience}
        topics={topics}
        isReadOnly={isReadOnly}
        onAudience={(audience) => draft.change({ ...value, audience })}
      />
      <div class="campaign-mail">
        <MailFields
          value={value}
          findings={preview.shown?.findings ?? []}
          isReadOnly={isReadOnly}
          views={views.current}
          onValue={(next) => draft.change(next)}
        />
        <PreviewPane value={value} preview={preview} goTo={goTo} />
      </div>
      {save.error !== undefined && <Problem error={save.error} />}
      <Conflict
        draft={draft}
        savedBy={({ changedByName }) => changedByName ?? strings.formerColleague}
        savedAt={({ changedAt }) => dates.moment(changedAt)}
        words={campaignPlaces}
      />
      {!isReadOnly && (
        <SaveBar draft={draft} isBusy={save.isBusy} isBlocked={nameError}>
          {isChanged
            ? campaign.release === null
              ? newsletter.unsaved
              : words.voids
            : newsletter.savedAt(dates.moment(campaign.changedAt), campaign.changedByName)}
        </SaveBar>
      )}
    </form>
  );
}
