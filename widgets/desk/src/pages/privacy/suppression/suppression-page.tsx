import type { JSX } from 'preact';
import { useChanges } from '../../../live.ts';
import { readSuppressionCounts } from '../../../api/privacy-suppression.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { may } from '../../../session-state.ts';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacySuppression as words } from '../../../strings/en/privacy-suppression.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { privacyBack } from '../back.ts';
import { CountsSection } from './counts-section.tsx';
import { ImportSection } from './import-section.tsx';
import { LookUpSection } from './look-up-section.tsx';
import './suppression.css';

export function SuppressionPage(): JSX.Element {
  const counts = useLoaded('suppression-counts', readSuppressionCounts);
  useChanges('privacy', () => void counts.reload());
  return (
    <Page title={privacy.sections.suppression} intro={words.intro} back={privacyBack}>
      <LookUpSection />
      <Loaded of={counts} skeletons={2}>
        {(items) => <CountsSection counts={items} />}
      </Loaded>
      {may('privacy.work') && <ImportSection />}
    </Page>
  );
}
