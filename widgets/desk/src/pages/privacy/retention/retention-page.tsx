import type { JSX } from 'preact';
import { readRetention, type RetentionOverview } from '../../../api/privacy-retention.ts';
import { dates, now } from '../../../dates.ts';
import { useChanges } from '../../../live.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { Page, Section } from '../../../parts/page.tsx';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRetention as words } from '../../../strings/en/privacy-retention.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { privacyBack } from '../back.ts';
import { standingOf } from './age-bar.ts';
import { DryRunSection } from './dry-run-section.tsx';
import { HoldsSection } from './holds-section.tsx';
import { PromiseRow } from './promise-row.tsx';
import { PurgesSection } from './purges-section.tsx';
import './retention.css';

export function RetentionPage(): JSX.Element {
  const overview = useLoaded('retention', readRetention);
  useChanges('privacy', () => void overview.reload());
  return (
    <Page title={privacy.sections.retention} intro={words.intro} back={privacyBack}>
      <Loaded of={overview} skeletons={4}>
        {(data) => (
          <>
            <Verdict overview={data} />
            <Section title={words.promises} intro={words.promisesIntro} isFlush>
              <ul class="rows">
                {data.promises.map((promise) => (
                  <PromiseRow key={promise.holding} promise={promise} provedAt={data.provedAt} />
                ))}
              </ul>
            </Section>
            <DryRunSection />
            <PurgesSection />
            <HoldsSection promises={data.promises} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** The whole in one sentence, and on what it rests. */
function Verdict({ overview }: { overview: RetentionOverview }): JSX.Element {
  const { promises, provedAt, searched } = overview;
  if (provedAt === null) {
    return (
      <Notice icon="clock" title={words.notLooked}>
        <p>{words.unproved}</p>
      </Notice>
    );
  }
  const broken = promises.filter((promise) => standingOf(promise) === 'broken').length;
  return (
    <Notice
      tone={broken === 0 ? 'good' : 'bad'}
      icon={broken === 0 ? 'check-circle' : 'warning'}
      title={broken === 0 ? words.allKept : words.broken(broken)}
    >
      <details class="retention-proof">
        <summary>{words.proved(dates.relative(provedAt, now.value), searched.length)}</summary>
        <p class="retention-searched">{searched.join(', ')}</p>
      </details>
    </Notice>
  );
}
