import type { JSX } from 'preact';
import { countAudience, type Audience } from '../../../api/newsletter-campaigns.ts';
import { useChanges } from '../../../live.ts';
import { Icon } from '../../../parts/icon.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { useLoaded } from '../../../use-loaded.ts';

/** How many an audience reaches at this moment. */
export function AudienceReach({ audience }: { audience: Audience }): JSX.Element {
  const isEmpty = audience.topics.length === 0;
  const count = useLoaded(`audience ${JSON.stringify(audience)}`, async (signal) =>
    isEmpty ? null : await countAudience(audience, signal),
  );
  useChanges('newsletter', (ids) => {
    if (ids.length === 0) void count.reload();
  });
  if (isEmpty) return <p class="soft">{words.chooseTopic}</p>;
  if (count.error !== undefined) return <Problem error={count.error} retry={() => void count.reload()} />;
  return (
    <div role="status">
      <p class="verdict">
        <Icon name="people" />
        {count.data == null ? words.counting : words.reach(count.data.reached)}
      </p>
      {count.data != null && count.data.named > count.data.reached && (
        <p class="faint">{words.excluded(count.data.excluded)}</p>
      )}
    </div>
  );
}
