import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { readLinks, readResults } from '../../../api/newsletter-sending.ts';
import { useChanges } from '../../../live.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { newsletterResults as words } from '../../../strings/en/newsletter-results.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { AcceptedSection } from './accepted-section.tsx';
import { ClicksSection } from './clicks-section.tsx';
import { OutcomeSection } from './outcome-section.tsx';
import { ProgressSection } from './progress-section.tsx';
import './results.css';

const POLL_MILLISECONDS = 2000;
// Clicks come for days; nobody waits for each.
const LINK_POLLS = 5;

/** How far a campaign has come, and what became of it. */
export function ResultsTab({ id }: { id: string }): JSX.Element {
  const results = useLoaded(`results ${id}`, (signal) => readResults(id, signal));
  const links = useLoaded(`links ${id}`, (signal) => readLinks(id, signal));
  const isLoading = useRef(false);
  isLoading.current = results.isLoading;
  const state = results.data?.progress.state;
  const isMoving = state === 'preparing' || state === 'sending';
  // The stream tells of changes of the state; how many have gone out is asked for as long as somebody looks.
  useEffect(() => {
    if (!isMoving) return undefined;
    let polls = 0;
    const timer = setInterval(() => {
      // An answer that is slow must not be asked for again before it is there: then it never would be.
      if (document.visibilityState !== 'visible' || isLoading.current) return;
      polls += 1;
      void results.reload();
      if (polls % LINK_POLLS === 0) void links.reload();
    }, POLL_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isMoving, results.reload, links.reload]);
  useChanges('newsletter', (ids) => {
    if (ids.length > 0 && !ids.includes(id)) return;
    void results.reload();
    void links.reload();
  });
  return (
    <Loaded of={results} skeletons={4}>
      {(data) => (
        <>
          <ProgressSection id={id} progress={data.progress} reload={results.reload} />
          <OutcomeSection id={id} results={data} />
          <div class="charts">
            <AcceptedSection minutes={data.acceptedByMinute} />
            <Loaded of={links} skeletons={2}>
              {(found) => <ClicksSection links={found} />}
            </Loaded>
          </div>
          <p class="faint">{words.otherResults}</p>
        </>
      )}
    </Loaded>
  );
}
