import type { JSX } from 'preact';
import type { CampaignStanding } from '../../../api/newsletter-campaigns.ts';
import { Badge, type Tone } from '../../../parts/badge.tsx';
import { newsletter as words } from '../../../strings/en/newsletter.ts';

const tones: Record<CampaignStanding, Tone> = {
  draft: 'neutral',
  released: 'info',
  scheduled: 'accent',
  late: 'danger',
  started: 'accent',
  preparing: 'info',
  sending: 'accent',
  paused: 'warn',
  braked: 'danger',
  finished: 'good',
  cancelled: 'neutral',
};

export function CampaignBadge({ standing }: { standing: CampaignStanding }): JSX.Element {
  return <Badge tone={tones[standing]}>{words.standings[standing]}</Badge>;
}
