import type { IconName } from '../../parts/icon-paths.ts';

export type SectionName = 'campaigns';

/** Who may see the page may see all of them, but for people and settings. */
export const sections: readonly { name: SectionName; icon: IconName; permission: string }[] = [
  { name: 'campaigns', icon: 'mail', permission: 'newsletter.read' },
];
