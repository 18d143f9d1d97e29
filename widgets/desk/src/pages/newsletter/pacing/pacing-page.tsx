import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readPacing, savePacing, type Pacing } from '../../../api/newsletter-sending.ts';
import type { Setting } from '../../../api/settings.ts';
import { dates } from '../../../dates.ts';
import { createDraft } from '../../../draft.ts';
import { Conflict } from '../../../parts/conflict.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { SaveBar } from '../../../parts/save-bar.tsx';
import { may } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterPacing as words } from '../../../strings/en/newsletter-pacing.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { useLoaded, type Loaded as Loading } from '../../../use-loaded.ts';
import { newsletterBack } from '../back.ts';
import { HoursSection } from './hours-section.tsx';
import { pacingPlaces } from './pacing-places.ts';
import { RateSection } from './rate-section.tsx';
import { SenderSection } from './sender-section.tsx';
import { WarmUpSection } from './warm-up-section.tsx';

export function PacingPage(): JSX.Element {
  const pacing = useLoaded('pacing', readPacing);
  return (
    <Page title={newsletter.sections.pacing} intro={words.intro} back={newsletterBack}>
      <Loaded of={pacing} skeletons={4}>
        {(setting) => <PacingForm setting={setting} loaded={pacing} />}
      </Loaded>
    </Page>
  );
}

function PacingForm(props: { setting: Setting<Pacing>; loaded: Loading<Setting<Pacing>> }): JSX.Element {
  const [draft] = useState(() =>
    createDraft<Pacing, Setting<Pacing>>(props.setting, {
      put: savePacing,
      read: () => readPacing(),
      onSaved: (next) => props.loaded.change(() => next),
    }),
  );
  // A line that cannot be read yet is in no draft.
  const [isUnreadable, setUnreadable] = useState(false);
  const setting = draft.saved.value;
  const value = draft.value.value;
  const isInConflict = draft.theirs.value !== undefined;
  const isReadOnly = !may('settings.manage');
  const save = useAction(async () => {
    if (await draft.save()) showToast(strings.saved);
  });
  const section = { value, onValue: (next: Pacing) => draft.change(next) };
  return (
    <form
      class="stack"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isInConflict && !isUnreadable) void save.run();
      }}
    >
      <fieldset class="pacing-fields stack" disabled={isReadOnly}>
        <legend class="unseen">{newsletter.sections.pacing}</legend>
        <RateSection {...section} onUnreadable={setUnreadable} />
        <HoursSection {...section} />
        <WarmUpSection {...section} />
        <SenderSection {...section} />
      </fieldset>
      {save.error !== undefined && <Problem error={save.error} />}
      <Conflict
        draft={draft}
        savedBy={({ changedByName }) => changedByName ?? strings.formerColleague}
        savedAt={({ changedAt }) => (changedAt === null ? '' : dates.moment(changedAt))}
        words={pacingPlaces}
      />
      <SaveBar draft={draft} isBusy={save.isBusy} isBlocked={isUnreadable} isReadOnly={isReadOnly}>
        {draft.isChanged.value
          ? newsletter.unsaved
          : setting.changedAt === null
            ? words.never
            : newsletter.savedAt(dates.moment(setting.changedAt), setting.changedByName)}
      </SaveBar>
    </form>
  );
}
