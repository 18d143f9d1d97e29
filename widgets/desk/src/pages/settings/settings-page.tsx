import type { ComponentType, JSX } from 'preact';
import { lazy } from '../../lazy.tsx';
import { NoSection, SectionFrame } from '../../parts/section-frame.tsx';
import { may } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { settings as words } from '../../strings/en/settings.ts';
import { maySections, type SectionName } from './sections.ts';

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
  const Current = current === undefined ? undefined : pages[current.name];
  return (
    <SectionFrame
      title={strings.pages.settings}
      path="settings"
      label={words.sections}
      links={sections.map(({ name, icon }) => ({ name, icon, title: words.names[name] }))}
      section={section}
    >
      {Current === undefined ? (
        <NoSection isKnown={section !== undefined && Object.hasOwn(pages, section)} />
      ) : (
        <Current key={current?.name} />
      )}
    </SectionFrame>
  );
}
