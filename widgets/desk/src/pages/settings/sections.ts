import type { IconName } from '../../parts/icon-paths.ts';

export type SectionName = 'account' | 'staff' | 'forms' | 'hours' | 'canned' | 'webhooks' | 'audit';

export interface SettingsSection {
  name: SectionName;
  icon: IconName;
  permission: string;
}

const all: readonly SettingsSection[] = [
  { name: 'account', icon: 'person', permission: 'session' },
  { name: 'staff', icon: 'people', permission: 'staff.manage' },
  { name: 'forms', icon: 'form', permission: 'settings.read' },
  { name: 'hours', icon: 'calendar', permission: 'settings.read' },
  { name: 'canned', icon: 'bolt', permission: 'inbox.work' },
  { name: 'webhooks', icon: 'webhook', permission: 'webhooks.manage' },
  { name: 'audit', icon: 'log', permission: 'audit.read' },
];

export function maySections(may: (permission: string) => boolean): SettingsSection[] {
  return all.filter(({ permission }) => may(permission));
}
