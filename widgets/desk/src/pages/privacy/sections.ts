import type { IconName } from '../../parts/icon-paths.ts';

export type SectionName = 'requests' | 'retention' | 'consents' | 'suppression' | 'record';

/** In the order of what is most urgent. Who may see one may see all. */
export const sections: readonly { name: SectionName; icon: IconName }[] = [
  { name: 'requests', icon: 'person' },
  { name: 'retention', icon: 'clock' },
  { name: 'consents', icon: 'check-circle' },
  { name: 'suppression', icon: 'hold' },
  { name: 'record', icon: 'log' },
];
