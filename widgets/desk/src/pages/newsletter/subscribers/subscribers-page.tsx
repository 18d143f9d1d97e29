import type { JSX } from 'preact';
import {
  readSubscriberCounts,
  readTopics,
  type SubscriberCounts,
} from '../../../api/newsletter-subscribers.ts';
import { useChanges } from '../../../live.ts';
import { Figure } from '../../../parts/figure.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { may } from '../../../session-state.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterSubscribers as words } from '../../../strings/en/newsletter-subscribers.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { newsletterBack } from '../back.ts';
import { FindSection } from './find-section.tsx';
import { ImportSection } from './import-section.tsx';
import { ImportsSection } from './imports-section.tsx';
import { ListSection } from './list-section.tsx';
import './subscribers.css';

export function SubscribersPage(): JSX.Element {
  const counts = useLoaded('subscriber counts', readSubscriberCounts);
  const topics = useLoaded('topics', readTopics);
  useChanges('newsletter', () => void counts.reload());
  return (
    <Page title={newsletter.sections.subscribers} intro={words.intro} back={newsletterBack}>
      <Loaded of={counts} skeletons={1}>
        {(data) => <Counts counts={data} />}
      </Loaded>
      {may('newsletter.subscribers') && (
        <Loaded of={topics} skeletons={3}>
          {(all) => (
            <>
              <FindSection topics={all} />
              <ListSection topics={all} />
              <ImportSection topics={all} />
              <ImportsSection />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function Counts({ counts }: { counts: SubscriberCounts }): JSX.Element {
  const { active, paused, unsubscribed, restricted } = counts;
  return (
    <dl class="figures">
      <Figure name={words.active} value={String(active)} />
      <Figure name={words.paused} value={String(paused)} detail={words.pausedHint} />
      <Figure name={words.unsubscribed} value={String(unsubscribed)} detail={words.unsubscribedHint} />
      <Figure name={words.restricted} value={String(restricted)} />
    </dl>
  );
}
