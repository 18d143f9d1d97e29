import type { ComponentProps, JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { activityHours, readActivity, type Activity, type ActivityHours } from '../../api/captcha.ts';
import { lazy } from '../../lazy.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Section } from '../../parts/page.tsx';
import { Segments } from '../../parts/segments.tsx';
import { SeriesTable } from '../../parts/series-table.tsx';
import type { Chart as ChartComponent, ChartSeries } from '../../parts/chart.tsx';
import { captcha as words } from '../../strings/en/captcha.ts';
import { useLoaded } from '../../use-loaded.ts';
import { activityTotals, refusalSeries } from './activity-series.ts';

const Chart = lazy<ComponentProps<typeof ChartComponent>>(
  'chart',
  async () => (await import('../../parts/chart.tsx')).Chart,
);

const whole = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const formatCount = (value: number): string =>
  Number.isInteger(value) || value >= 10 ? whole.format(value) : '';
const formatSeconds = (value: number): string => words.seconds(value);

export function ActivitySection(): JSX.Element {
  const [hours, setHours] = useState<ActivityHours>('24');
  const activity = useLoaded(`activity ${hours}`, (signal) => readActivity(hours, signal));
  return (
    <section class="section">
      <div class="section-head">
        <h2>{words.activity}</h2>
        <Segments
          label={words.period}
          value={hours}
          onValue={setHours}
          choices={activityHours.map((value) => ({ value, label: words.periods[value] }))}
        />
      </div>
      <Loaded of={activity} skeletons={3}>
        {(data) => <ActivityCharts activity={data} />}
      </Loaded>
    </section>
  );
}

function ActivityCharts({ activity }: { activity: Activity }): JSX.Element {
  const { items, stepHours } = activity;
  const totals = activityTotals(items);
  const times = useMemo(() => items.map(({ at }) => at), [items]);
  const flow = useMemo(
    (): ChartSeries[] => [
      { label: words.puzzles, values: items.map(({ puzzles }) => puzzles), color: 1 },
      { label: words.solved, values: items.map(({ solved }) => solved), color: 2, isDashed: true },
    ],
    [items],
  );
  const refusals = useMemo(
    () =>
      refusalSeries(items).map(({ reason, values }, index): ChartSeries => ({
        label: words.refusal(reason),
        values,
        color: colors[index % colors.length] ?? 1,
      })),
    [items],
  );
  const seconds = useMemo(
    (): ChartSeries[] =>
      (['wasm', 'js'] as const).flatMap((kind, index) => [
        {
          label: words.solveTime(kind, 50),
          values: items.map((one) => one.secondsBySolver[kind].p50),
          color: colors[index] ?? 1,
        },
        {
          label: words.solveTime(kind, 95),
          values: items.map((one) => one.secondsBySolver[kind].p95),
          color: colors[index] ?? 1,
          isDashed: true,
        },
      ]),
    [items],
  );
  if (totals.puzzles === 0 && totals.refused === 0) {
    return (
      <div class="card">
        <Empty icon="shield" title={words.quiet}>
          {words.quietHint}
        </Empty>
      </div>
    );
  }
  return (
    <>
      <dl class="figures">
        <Figure name={words.puzzles} value={whole.format(totals.puzzles)} />
        <Figure
          name={words.solved}
          value={whole.format(totals.solved)}
          detail={words.ofPuzzles(totals.solved, totals.puzzles)}
        />
        <Figure name={words.refused} value={whole.format(totals.refused)} />
        <Figure
          name={words.inScript}
          value={totals.scriptShare === undefined ? '–' : `${Math.round(totals.scriptShare * 100)} %`}
          detail={words.inScriptHint}
        />
      </dl>
      <div class="charts">
        <Section title={words.flow} intro={words.flowHint(stepHours)}>
          <Chart times={times} series={flow} format={formatCount} />
          <SeriesTable caption={words.flow} times={times} series={flow} format={String} />
        </Section>
        <Section title={words.refusals} intro={words.refusalsHint}>
          {refusals.length === 0 ? (
            <Empty icon="check-circle" title={words.noRefusals} />
          ) : (
            <>
              <Chart times={times} series={refusals} format={formatCount} isBars />
              <SeriesTable caption={words.refusals} times={times} series={refusals} format={String} />
            </>
          )}
        </Section>
        <Section title={words.solveTimes} intro={words.solveTimesHint}>
          <Chart times={times} series={seconds} format={formatSeconds} />
          <SeriesTable caption={words.solveTimes} times={times} series={seconds} format={formatSeconds} />
        </Section>
      </div>
    </>
  );
}

const colors: readonly ChartSeries['color'][] = [1, 2, 3, 4, 5, 6];
