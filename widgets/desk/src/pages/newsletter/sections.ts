import type { IconName } from '../../parts/icon-paths.ts';

export type SectionName =
  | 'campaigns'
  | 'subscribers'
  | 'topics'
  | 'templates'
  | 'images'
  | 'returns'
  | 'pacing';

/** Who may see the page may see all of them, but for people and settings. */
export const sections: readonly { name: SectionName; icon: IconName; permission: string }[] = [
  { name: 'campaigns', icon: 'mail', permission: 'newsletter.read' },
  { name: 'subscribers', icon: 'people', permission: 'newsletter.read' },
  { name: 'topics', icon: 'list', permission: 'newsletter.read' },
  { name: 'templates', icon: 'form', permission: 'newsletter.read' },
  { name: 'images', icon: 'note', permission: 'newsletter.read' },
  { name: 'returns', icon: 'undo', permission: 'newsletter.read' },
  { name: 'pacing', icon: 'clock', permission: 'settings.read' },
];
