import type { JSX } from 'preact';
import { readPurgeRuns, type PurgeRun } from '../../../api/privacy-retention.ts';
import { dates, now } from '../../../dates.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Section } from '../../../parts/page.tsx';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRetention as words } from '../../../strings/en/privacy-retention.ts';
import { useLoaded } from '../../../use-loaded.ts';

/** The last purge, and those before it that had something to do. */
export function PurgesSection(): JSX.Element {
  const runs = useLoaded('purge-runs', readPurgeRuns);
  return (
    <Section title={words.purges} intro={words.purgesIntro} isFlush>
      <Loaded of={runs} skeletons={2}>
        {(all) => {
          const shown = all.filter((run, index) => index === 0 || isOfNote(run));
          return all.length === 0 ? (
            <p class="section-empty">{words.noPurges}</p>
          ) : (
            <>
              <ul class="rows">
                {shown.map((run) => (
                  <RunRow key={run.id} run={run} />
                ))}
              </ul>
              {shown.length < all.length && (
                <p class="section-empty faint">{words.idle(all.length - shown.length)}</p>
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function RunRow({ run }: { run: PurgeRun }): JSX.Element {
  const purged = Object.entries(run.purged).filter(([, number]) => number > 0);
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">
          <time dateTime={run.startedAt.toISOString()}>{dates.inList(run.startedAt, now.value)}</time>
        </span>
        <span class="rows-detail">
          {purged.length === 0
            ? words.purgedNothing
            : purged.map(([holding, number]) => `${privacy.holding(holding)}: ${number}`).join(', ')}
        </span>
      </span>
      <span class="rows-badges">
        <Badge tone={run.outcome === 'failed' ? 'danger' : run.outcome === 'done' ? 'good' : 'info'}>
          {words.outcome(run.outcome)}
        </Badge>
      </span>
    </li>
  );
}

const isOfNote = (run: PurgeRun): boolean =>
  run.outcome === 'failed' || Object.values(run.purged).some((number) => number > 0);
