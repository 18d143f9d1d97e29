import type { JSX } from 'preact';
import { readForms } from '../../../api/settings.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { forms as words } from '../../../strings/en/forms.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { settingsBack } from '../back.ts';
import { FormsEditor } from './forms-editor.tsx';
import './forms.css';
import { VersionsSection } from './versions-section.tsx';

export function FormsPage(): JSX.Element {
  const forms = useLoaded('forms', readForms);
  return (
    <Page title={words.title} intro={words.intro} back={settingsBack}>
      <Loaded of={forms}>
        {(setting) => (
          <>
            <FormsEditor setting={setting} loaded={forms} />
            <VersionsSection key={`versions ${setting.version}`} current={setting.version} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
