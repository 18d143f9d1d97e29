import type { JSX } from 'preact';
import type { CampaignState } from '../../../api/newsletter-campaigns.ts';
import { Badge, type Tone } from '../../../parts/badge.tsx';
import { newsletter as words } from '../../../strings/en/newsletter.ts';

const tones: Record<CampaignState, Tone> = {
  draft: 'neutral',
  released: 'info',
  scheduled: 'accent',
  late: 'danger',
  started: 'good',
};

export function CampaignBadge({ state }: { state: CampaignState }): JSX.Element {
  return <Badge tone={tones[state]}>{words.states[state]}</Badge>;
}
