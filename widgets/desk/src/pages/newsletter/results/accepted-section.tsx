import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { SendingResults } from '../../../api/newsletter-sending.ts';
import type { ChartSeries } from '../../../parts/chart.tsx';
import { Section } from '../../../parts/page.tsx';
import { SeriesTable } from '../../../parts/series-table.tsx';
import { newsletterResults as words } from '../../../strings/en/newsletter-results.ts';
import { Chart, formatCount } from './count-chart.ts';
import { inSteps } from './time-steps.ts';

export function AcceptedSection({ minutes }: { minutes: SendingResults['acceptedByMinute'] }): JSX.Element {
  const { times, sums, stepMinutes } = useMemo(
    () =>
      inSteps(
        minutes.map(({ minute, accepted }) => ({ at: minute, values: [accepted] })),
        { values: 1, finestMinutes: 1 },
      ),
    [minutes],
  );
  const series = useMemo(
    (): ChartSeries[] => [{ label: words.acceptedSeries, values: sums[0] ?? [], color: 3 }],
    [sums],
  );
  if (times.length === 0) {
    return (
      <Section title={words.accepted}>
        <p class="soft">{words.acceptedNone}</p>
      </Section>
    );
  }
  return (
    <Section title={words.accepted} intro={words.acceptedHint(stepMinutes)}>
      <Chart times={times} series={series} format={formatCount} isBars />
      <SeriesTable caption={words.accepted} times={times} series={series} format={String} />
    </Section>
  );
}
