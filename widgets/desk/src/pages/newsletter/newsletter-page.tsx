import type { ComponentType, JSX } from 'preact';
import { lazy } from '../../lazy.tsx';
import { NoSection, SectionFrame } from '../../parts/section-frame.tsx';
import { may } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { newsletter as words } from '../../strings/en/newsletter.ts';
import '../../parts/verdict.css';
import { sections, type SectionName } from './sections.ts';

const pages: Record<SectionName, ComponentType> = {
  campaigns: lazy('campaigns', async () => (await import('./campaigns/campaigns-page.tsx')).CampaignsPage),
  subscribers: lazy(
    'subscribers',
    async () => (await import('./subscribers/subscribers-page.tsx')).SubscribersPage,
  ),
  topics: lazy('topics', async () => (await import('./topics/topics-page.tsx')).TopicsPage),
  templates: lazy('templates', async () => (await import('./library/templates-page.tsx')).TemplatesPage),
  images: lazy('images', async () => (await import('./library/images-page.tsx')).ImagesPage),
  returns: lazy('returns', async () => (await import('./returns/returns-page.tsx')).ReturnsPage),
  pacing: lazy('pacing', async () => (await import('./pacing/pacing-page.tsx')).PacingPage),
};
const CampaignPage = lazy(
  'campaign',
  async () => (await import('./campaign/campaign-page.tsx')).CampaignPage,
);

const campaignId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** @param props.section the name of a section, or the id of a campaign */
export function NewsletterPage({ section }: { section: string | undefined }): JSX.Element {
  const isCampaign = section !== undefined && campaignId.test(section);
  const links = sections.filter(({ permission }) => may(permission));
  return (
    <SectionFrame
      title={strings.pages.newsletter}
      path="newsletter"
      label={strings.pages.newsletter}
      links={links.map(({ name, icon }) => ({ name, icon, title: words.sections[name] }))}
      section={isCampaign ? 'campaigns' : section}
      isDetail={isCampaign}
    >
      {isCampaign ? (
        <CampaignPage key={section} id={section} />
      ) : (
        <Content section={section ?? 'campaigns'} />
      )}
    </SectionFrame>
  );
}

function Content({ section }: { section: string }): JSX.Element {
  const current = sections.find(({ name }) => name === section);
  if (current === undefined) return <NoSection isKnown={false} />;
  if (!may(current.permission)) return <NoSection isKnown />;
  const Page = pages[current.name];
  return <Page key={current.name} />;
}
