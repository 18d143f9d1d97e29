import type { JSX } from 'preact';
import { readConsentTexts, verifyConsents } from '../../../api/privacy-consents.ts';
import { useColleagues } from '../../../colleagues.ts';
import { useChanges } from '../../../live.ts';
import { ChainSection } from '../../../parts/chain-section.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { may } from '../../../session-state.ts';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyConsents as words } from '../../../strings/en/privacy-consents.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { privacyBack } from '../back.ts';
import './consents.css';
import { ExportSection } from './export-section.tsx';
import { RecordsSection } from './records-section.tsx';
import { TextsSection } from './texts-section.tsx';

export function ConsentsPage(): JSX.Element {
  useColleagues();
  const texts = useLoaded('consent-texts', readConsentTexts);
  useChanges('privacy', () => void texts.reload());
  const purposes = texts.data?.map(({ purpose }) => purpose) ?? [];
  return (
    <Page title={privacy.sections.consents} intro={words.intro} back={privacyBack}>
      <ChainSection words={words} verify={verifyConsents} />
      <RecordsSection purposes={purposes} />
      <Loaded of={texts} skeletons={2}>
        {(data) => <TextsSection purposes={data} reload={texts.reload} />}
      </Loaded>
      {may('privacy.work') && <ExportSection purposes={purposes} />}
    </Page>
  );
}
