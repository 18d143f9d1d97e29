import type { ComponentType, JSX } from 'preact';
import { lazy } from '../../lazy.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageTitle } from '../../parts/page.tsx';
import { BASE } from '../../router.ts';
import { may } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { settings as words } from '../../strings/en/settings.ts';
import { maySections, type SectionName } from './sections.ts';
import './settings.css';

const pages: Record<SectionName, ComponentType> = {
  account: lazy('account', async () => (await import('./account/account-page.tsx')).AccountPage),
  staff: lazy('staff', async () => (await import('./staff/staff-page.tsx')).StaffPage),
  forms: lazy('forms', async () => (await import('./forms/forms-page.tsx')).FormsPage),
  hours: lazy('hours', async () => (await import('./hours/hours-page.tsx')).HoursPage),
  canned: lazy('canned', async () => (await import('./canned/canned-page.tsx')).CannedPage),
  webhooks: lazy('webhooks', async () => (await import('./webhooks/webhooks-page.tsx')).WebhooksPage),
  audit: lazy('audit', async () => (await import('./audit/audit-page.tsx')).AuditPage),
};

export function SettingsPage({ section }: { section: string | undefined }): JSX.Element {
  const sections = maySections(may);
  const current = sections.find(({ name }) => name === (section ?? 'account'));
  return (
    <div class="settings" data-view={section === undefined ? 'list' : 'section'}>
      <nav class="settings-nav scrolls" aria-label={words.sections}>
        {section === undefined && <h1 class="narrow-only unseen">{strings.pages.settings}</h1>}
        <p class="settings-nav-title">{strings.pages.settings}</p>
        <ul class="settings-links">
          {sections.map(({ name, icon }) => (
            <li key={name}>
              <a
                class="settings-link"
                href={`${BASE}/settings/${name}`}
                aria-current={section !== undefined && current?.name === name ? 'page' : undefined}
              >
                <Icon name={icon} />
                <span>{words.names[name]}</span>
                <Icon name="chevron-right" />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="settings-content">
        <Section section={section} current={current?.name} />
      </div>
    </div>
  );
}

function Section(props: { section: string | undefined; current: SectionName | undefined }): JSX.Element {
  const { section, current } = props;
  if (current === undefined) {
    const isKnown = section !== undefined && Object.hasOwn(pages, section);
    const { title, text } = isKnown
      ? { title: strings.errors.forbidden.title, text: strings.errors.forbidden.next }
      : strings.noSuchPage;
    return (
      <>
        <PageTitle title={title}>
          <span class="unseen">{title}</span>
        </PageTitle>
        <Empty icon={isKnown ? 'lock' : 'search'} title={title}>
          {text}
        </Empty>
      </>
    );
  }
  const Page = pages[current];
  return <Page key={current} />;
}
