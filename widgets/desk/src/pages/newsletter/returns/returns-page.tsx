import type { JSX } from 'preact';
import { readReturns, returnDays, returnVerdicts, type Returns } from '../../../api/newsletter-returns.ts';
import { useChanges } from '../../../live.ts';
import { Empty } from '../../../parts/empty.tsx';
import { Figure } from '../../../parts/figure.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { Segments } from '../../../parts/segments.tsx';
import { hrefWith, navigate, place } from '../../../router.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterReturns as words } from '../../../strings/en/newsletter-returns.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { newsletterBack } from '../back.ts';
import { RefusalNotice } from './refusal-notice.tsx';
import './returns.css';
import { WayNotice, WaysSection } from './ways.tsx';

/** What came back lately, and before all else where we ourselves are refused and what to do about it. */
export function ReturnsPage(): JSX.Element {
  const asked = place.value.query.get('days');
  const days = returnDays.find((one) => one === asked) ?? '7';
  const returns = useLoaded(`returns ${days}`, (signal) => readReturns(days, signal));
  useChanges('newsletter', () => void returns.reload());
  return (
    <Page
      title={newsletter.sections.returns}
      intro={words.intro}
      back={newsletterBack}
      actions={
        <Segments
          label={words.period}
          value={days}
          choices={returnDays.map((value) => ({ value, label: words.periods[value] }))}
          onValue={(next) => navigate(hrefWith(place.value, { days: next }), { isReplacement: true })}
        />
      }
    >
      <Loaded of={returns} skeletons={4}>
        {(data) => (
          <>
            {data.refusals.length > 0 && <RefusalNotice returns={data} days={days} />}
            <WayNotice ways={data.ways} />
            <CameBack returns={data} days={days} />
            <WaysSection ways={data.ways} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function CameBack({ returns, days }: { returns: Returns; days: string }): JSX.Element {
  const { verdicts, ways } = returns;
  if (returnVerdicts.every((verdict) => verdicts[verdict] === 0)) {
    return (
      <div class="card">
        <Empty icon="check-circle" title={words.nothing}>
          {ways.port || ways.mailbox ? words.nothingText(days) : words.nothingKnown(days)}
        </Empty>
      </div>
    );
  }
  return (
    <section class="section">
      <div class="section-head">
        <h2>{words.came}</h2>
      </div>
      <dl class="figures">
        {returnVerdicts.map((verdict) => {
          const [name, follows] = words.verdicts[verdict];
          const number = verdicts[verdict];
          return (
            <Figure
              key={verdict}
              name={name}
              value={String(number)}
              detail={number === 0 ? undefined : follows}
            />
          );
        })}
      </dl>
    </section>
  );
}
