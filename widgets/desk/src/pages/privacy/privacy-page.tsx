import type { ComponentType, JSX } from 'preact';
import { lazy } from '../../lazy.tsx';
import { NoSection, SectionFrame } from '../../parts/section-frame.tsx';
import { strings } from '../../strings.ts';
import { privacy as words } from '../../strings/en/privacy.ts';
import '../../parts/verdict.css';
import { sections, type SectionName } from './sections.ts';

const pages: Record<SectionName, ComponentType> = {
  requests: lazy('requests', async () => (await import('./requests/requests-page.tsx')).RequestsPage),
  retention: lazy('retention', async () => (await import('./retention/retention-page.tsx')).RetentionPage),
  consents: lazy('consents', async () => (await import('./consents/consents-page.tsx')).ConsentsPage),
  suppression: lazy(
    'suppression',
    async () => (await import('./suppression/suppression-page.tsx')).SuppressionPage,
  ),
  record: lazy('record', async () => (await import('./record/record-page.tsx')).RecordPage),
};
const RequestPage = lazy('request', async () => (await import('./requests/request-page.tsx')).RequestPage);

const requestId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** @param props.section the name of a section, or the id of a request */
export function PrivacyPage({ section }: { section: string | undefined }): JSX.Element {
  const isRequest = section !== undefined && requestId.test(section);
  return (
    <SectionFrame
      title={strings.pages.privacy}
      path="privacy"
      label={strings.pages.privacy}
      links={sections.map(({ name, icon }) => ({ name, icon, title: words.sections[name] }))}
      section={isRequest ? 'requests' : section}
    >
      {isRequest ? <RequestPage key={section} id={section} /> : <Content section={section ?? 'requests'} />}
    </SectionFrame>
  );
}

function Content({ section }: { section: string }): JSX.Element {
  const current = sections.find(({ name }) => name === section)?.name;
  if (current === undefined) return <NoSection isKnown={false} />;
  const Page = pages[current];
  return <Page key={current} />;
}
